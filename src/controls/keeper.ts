/** What controls need of whoever keeps files: they know no storage. The screen of an interview gives it. */
import { createContext } from 'preact';

/** full: no room left on the device. failed: it could not be kept just now. Nothing of it was kept, and nothing else has changed. */
export type KeptFile =
  | { readonly kind: 'kept'; readonly name: string }
  | { readonly kind: 'full' | 'failed' };

export interface FileFacts {
  /** Media type, one of those that a server takes. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Files that are kept, to be looked at. */
export interface KeptFiles {
  about(name: string): Promise<FileFacts | undefined>;
  open(name: string): Promise<Blob | undefined>;
}

/** A place for the files of an interview that is going on. */
export interface Keeper extends KeptFiles {
  /** What can be kept: bytes at most, by media type. */
  readonly limits: Readonly<Record<string, number>>;
  /**
   * Keeps bytes of a type that `mediaLimits` has; when it resolves, the disk has them, and the name is the answer. `own` is
   * the name that the file came with: used where the survey is not anonymous, since it may tell when and whose.
   */
  keep(bytes: Blob, question: string, own?: string): Promise<KeptFile>;
  /** Tells of a file that is on its way to being an answer: nothing is submitted before it has come to an end. */
  underWay(work: Promise<unknown>): void;
  /** Lets the bytes go once the disk has no answer that names them. */
  remove(name: string): Promise<void>;
  /** A recording that is not finished yet, piece by piece, so that a killed browser loses only the last one. */
  readonly unfinished: {
    /** Whether there was room for it. */
    add(ref: string, piece: Blob, at: number): Promise<boolean>;
    /** What is there of it, if anything. */
    find(ref: string): Promise<Blob | undefined>;
    drop(ref: string): Promise<void>;
  };
}

/** For controls, a `Keeper`; where answers are only read, `KeptFiles` is enough. */
export const FilesContext = createContext<Keeper | KeptFiles | null>(null);
