import { useEffect, useRef, useState } from 'preact/hooks';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';

export interface Trouble {
  readonly code:
    | 'empty'
    | 'unreadable'
    | 'heic'
    | 'heavy'
    | 'type'
    | 'large'
    | 'full'
    | 'failed'
    | 'microphone'
    | 'none';
  /** Bytes, of `large`: what it has and what it may have. */
  readonly size?: number;
  readonly most?: number;
}

/** Bytes of a known type, and the name they came with; or why there are none. */
export type Made = { readonly bytes: Blob; readonly own?: string } | Trouble;

export interface Keeping {
  /** The name that is the answer now. */
  readonly answer: string | null;
  readonly doing: 'still' | 'preparing' | 'saving';
  readonly trouble: Trouble | null;
  /**
   * Makes the bytes and keeps them, then gives the answer. The newest wins; until it is kept the old answer stands. Whether
   * it was kept.
   */
  give(make: () => Promise<Made>): Promise<boolean>;
  say(trouble: Trouble | null): void;
  /** Takes the answer away; the bytes stay until the question is left, so that it can be brought back. */
  remove(): void;
  readonly bringBack: (() => void) | null;
}

/** The way of a file from a person's hand to an answer: made, durable, answered, and only then the one before it let go. */
export function useKeeping({ asked, media, onAnswer }: ControlProps & Files): Keeping {
  const [doing, setDoing] = useState<Keeping['doing']>('still');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [gone, setGone] = useState<string | null>(null);
  const answer = typeof asked.answer === 'string' ? asked.answer : null;
  const held = useRef(answer);
  held.current = answer;
  const turn = useRef(0);
  const removedAt = useRef(0);
  const last = useRef<Promise<unknown>>(Promise.resolve());

  const left = useRef<string | null>(null);
  left.current = gone;
  useEffect(
    () => () => {
      if (left.current) void media.remove(left.current);
    },
    [media],
  );

  const once = async (make: () => Promise<Made>, mine: number): Promise<Trouble | null> => {
    setDoing('preparing');
    setTrouble(null);
    const made = await make().catch(asTrouble);
    if ('code' in made) return made;
    const { bytes, own } = made;
    const most = media.limits[bytes.type];
    if (bytes.size === 0) return { code: 'empty' };
    if (most === undefined) return { code: 'type' };
    if (bytes.size > most) return { code: 'large', size: bytes.size, most };
    setDoing('saving');
    const kept = await media.keep(bytes, asked.question.name, own);
    if (kept.kind !== 'kept') return { code: kept.kind };
    if (mine <= removedAt.current) {
      void media.remove(kept.name); // taken away while it was being kept
      return null;
    }
    const before = held.current;
    held.current = kept.name;
    onAnswer(kept.name, 'key');
    setGone(null);
    if (before && before !== kept.name) void media.remove(before);
    return null;
  };

  const give = (make: () => Promise<Made>): Promise<boolean> => {
    turn.current += 1;
    const mine = turn.current;
    const done = last.current
      .then(async () => {
        if (mine !== turn.current) return false;
        const found = await once(make, mine);
        setTrouble(found);
        return found === null;
      })
      .finally(() => setDoing('still'));
    last.current = done.catch(() => undefined); // whoever asked is told; the next file is another
    media.underWay(last.current);
    return done;
  };

  return {
    answer,
    doing,
    trouble,
    give,
    say: setTrouble,
    remove() {
      removedAt.current = turn.current;
      if (!held.current) return;
      setGone(held.current);
      held.current = null;
      onAnswer(null, 'key');
    },
    bringBack: gone
      ? () => {
          setGone(null);
          onAnswer(gone, 'key');
        }
      : null,
  };
}

/** A file that went away under our hands: its card was pulled out, its app took it back (iOS does so in the background). */
function asTrouble(cause: unknown): Trouble {
  if (cause instanceof DOMException) return { code: 'failed' };
  throw cause;
}
