import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type BackupReader, NotPacked, reading } from '../../src/server/backupFile.ts';
import { newFolder } from './office.ts';

const packed = (...parts: string[]): Buffer => Buffer.concat(parts.map((part) => gzipSync(part)));
const fileOf = (bytes: Buffer): string => {
  const file = join(newFolder(), 'some.backup');
  writeFileSync(file, bytes);
  return file;
};
async function linesOf(reader: BackupReader): Promise<string[]> {
  await wait(50); // who reads may first have to ask a database
  const lines: string[] = [];
  for (let line = await reader.line(); line; line = await reader.line()) lines.push(String(line));
  return lines;
}

test('lines and bytes come in their order, whatever part of the file they are in', async () => {
  const long = 'ก'.repeat(100_000);
  const file = fileOf(packed(`first\n${long}\n`, '7\n1\n34\n67last\n'));
  await reading(file, async (reader) => {
    expect([String(await reader.line()), String(await reader.line())]).toEqual(['first', long]);
    expect(String(await reader.line())).toBe('7');
    expect(Buffer.concat(await Array.fromAsync(reader.take(7))).toString()).toBe('1\n34\n67');
    expect(String(await reader.line())).toBe('last');
    expect(await reader.line()).toBeUndefined();
    expect(await Array.fromAsync(reader.take(3))).toEqual([]);
  });
});

test('a file that is cut, no backup, or not there is a reason that is heard, also by one who reads late', async () => {
  const whole = packed('one\ntwo\n'.repeat(100));
  await expect(reading(fileOf(whole.subarray(0, -6)), linesOf)).rejects.toThrow(NotPacked);
  await expect(reading(fileOf(Buffer.from('hello')), linesOf)).rejects.toThrow(NotPacked);
  await expect(reading(join(newFolder(), 'none'), linesOf)).rejects.toThrow('ENOENT');
  expect(await reading(fileOf(whole), linesOf)).toHaveLength(200);
});
