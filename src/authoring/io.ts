/** The terminal, as the commands know it. */
import { readFileSync } from 'node:fs';

export interface Io {
  /** What was asked for. */
  out(text: string): void;
  /** What went wrong. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Something that the person at the keyboard can put right; the sentence is `authoring.<code>`. */
export class Fault {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: string, details: Fault['details'] = {}) {
    this.code = code;
    this.details = details;
  }
}

export function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Fault('fileUnreadable', { file, reason: reasonOf(error) });
  }
}

export function readJson(file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readBytes(file)));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('fileNotJson', { file, reason: reasonOf(error) });
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
