/** Runs an author's command as a terminal would, over files in a folder of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommand } from '../../src/authoring/index.ts';

export interface Desk {
  put(name: string, content: string | Uint8Array | object): string;
  path(name: string): string;
  read(name: string): string;
  run(...args: string[]): Promise<{ status: number; out: string; err: string }>;
}

/** `language`: of the terminal. */
export function sitDown(language = 'en_GB.UTF-8'): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'authoring-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    put(name, content) {
      const isPlain = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(path(name), isPlain ? content : JSON.stringify(content));
      return path(name);
    },
    read: (name) => readFileSync(path(name), 'utf8'),
    async run(...args) {
      let [out, err] = ['', ''];
      const status = await runCommand(args, {
        out: (text) => (out += text),
        err: (text) => (err += text),
        env: { LANG: language },
      });
      return { status, out, err };
    },
  };
}
