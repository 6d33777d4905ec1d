/** Files that a person has on their device, one for each kind of question that takes one. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { soundFile } from '../sounds.ts';
import type { Files } from './giving.ts';

export async function givenFiles(): Promise<{ readonly files: Files; leave(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-given-'));
  const file = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };
  return {
    files: {
      photo: fileURLToPath(new URL('../../../public/icon-192.png', import.meta.url)),
      audio: await file('voice.wav', soundFile(4_000)),
      video: await file('yard.mp4', video()),
      file: await file('list.pdf', '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
    },
    leave: () => rm(folder, { recursive: true }),
  };
}

/** What an MP4 begins with (ISO/IEC 14496-12, `ftyp`), and noise. */
function video(): Uint8Array {
  const head = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypisom'), 0, 0, 2, 0, ...Buffer.from('isommp42')]);
  return Buffer.concat([head, randomBytes(4_000)]);
}
