/** What people were promised, and everything that happened: kept outside the world, so that nothing in it can forget. */
import type { Answer } from '../../../src/questionnaire/index.ts';
import type { MediaFile } from '../../../src/submission/index.ts';
import type { Time } from './time.ts';

/** One interview as its person knows it. */
export interface Remembered {
  readonly id: string;
  readonly device: string;
  /** What the screen called saved, by ref. */
  readonly saved: Map<string, Answer>;
  /** What was being kept when something happened: it may be there, or not. */
  readonly trying: Map<string, Answer>;
  /** Every text that was tried to be finished, by hash: one of them must be the one. */
  readonly bodies: Map<string, string>;
  /** Files that the screen called kept, by name. */
  readonly files: Map<string, MediaFile>;
  /** The hash that the screen called finished last. */
  finished: string | undefined;
  /** Hashes of what is being finished: one of them may be the one, though nobody has heard of it. */
  readonly ending: Set<string>;
  /** How often it was opened to be finished: no more revisions may there be. */
  rounds: number;
  discarded: boolean;
  /** Its person takes it back. */
  withdrawn: boolean;
  /** It is being opened again, and nobody has heard yet how that ended. */
  reopening: boolean;
}

/** A submission that a device took in by hand, or finished there: it has to bring it to the server, too. */
export interface Taken {
  readonly device: string;
  readonly id: string;
  readonly hash: string;
}

export interface Ledger {
  readonly taken: Taken[];
  /** The same from the moment that a device begins to take in: another may have finished what it is still answering. */
  readonly brought: Taken[];
  readonly interviews: Map<string, Remembered>;
  /** Signatures that the server really made. */
  readonly signed: Set<string>;
  /** Codes of which the server has said that they are taken back. */
  readonly words: Set<string>;
  /** Submissions of which it has said so after it had them: nothing of them may be there any more. */
  readonly erased: Set<string>;
  readonly problems: string[];
  readonly trace: string[];
  /** How often each fault struck at each point: `fault · point`. */
  readonly struck: Map<string, number>;
  note(who: string, what: string): void;
  strike(who: string, fault: string, point: string): void;
  accuse(what: string): void;
}

export function openLedger(time: Time, seed: number): Ledger {
  const problems: string[] = [];
  const trace: string[] = [];
  const struck = new Map<string, number>();
  const note = (who: string, what: string) => trace.push(`${clock(time.now())}  ${who.padEnd(14)} ${what}`);
  return {
    taken: [],
    brought: [],
    interviews: new Map(),
    signed: new Set(),
    words: new Set(),
    erased: new Set(),
    problems,
    trace,
    struck,
    note,
    strike(who, fault, point) {
      const cell = `${fault} · ${point}`;
      struck.set(cell, (struck.get(cell) ?? 0) + 1);
      note(who, `⚡ ${fault}: ${point}`);
    },
    accuse(what) {
      note('JUDGE', what);
      problems.push(`seed ${seed}: ${what}`);
    },
  };
}

/** Days, hours, minutes, seconds since the world began. */
function clock(milliseconds: number): string {
  const pad = (count: number, width = 2) => String(Math.floor(count)).padStart(width, '0');
  const seconds = milliseconds / 1_000;
  return `${pad(seconds / 86_400, 1)}d ${pad((seconds / 3_600) % 24)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(milliseconds % 1_000, 3)}`;
}
