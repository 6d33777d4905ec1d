import {
  calmly,
  type Database,
  type Live,
  live,
  mediaState,
  outboxState,
  type WaitReason,
} from '../storage/index.ts';
import { estimate, noProgress, type Progress } from './progress.ts';

/** How sending stands, for the screen to say. */
export interface SyncState {
  readonly waiting: number;
  /** Refused by the server: a person must look. */
  readonly aside: number;
  readonly sending: boolean;
  /** Milliseconds since 1970; undefined when nothing waits or it goes at once. */
  readonly nextTryAt: number | undefined;
  readonly reason: WaitReason | undefined;
  /** While this tab sends: how many went, and, once it was measured, about how many bytes and milliseconds are left. */
  readonly done?: number;
  readonly bytesLeft?: number | undefined;
  readonly timeLeft?: number | undefined;
  /** Undefined where there are none. */
  readonly media: MediaProgress | undefined;
}

/** How the files stand that go up after the answers. */
export interface MediaProgress {
  readonly files: number;
  /** Of all of them together, and how much of that is there already. */
  readonly bytes: number;
  readonly sent: number;
  /** Refused by the server, or lost: a person must look. */
  readonly aside: number;
  readonly reason: WaitReason | undefined;
}

/** The sending of this tab, as it gets on. */
export class Sending extends EventTarget {
  progress: Progress | undefined;

  begin(): void {
    this.tell(noProgress);
  }
  move(progress: Progress): void {
    this.tell(progress);
  }
  end(): void {
    this.tell(undefined);
  }
  private tell(progress: Progress | undefined): void {
    this.progress = progress;
    this.dispatchEvent(new Event('moved'));
  }
}

const much = 20; // for fewer it tells of each

/** The state of sending, watched: from the tables, and from this tab's own sending. */
export const watchState = (db: Database, sending: Sending): Live<SyncState> => ({
  subscribe(observer) {
    let kept: Omit<SyncState, 'sending'> | undefined;
    const tell = () => kept && observer.next(withProgress(kept, sending.progress));
    sending.addEventListener('moved', tell);
    const watching = calmly(
      live(() => keptState(db)),
      ({ waiting }) => waiting > much,
    ).subscribe({
      ...observer,
      next(value) {
        kept = value;
        tell();
      },
    });
    return {
      unsubscribe() {
        watching.unsubscribe();
        sending.removeEventListener('moved', tell);
      },
    };
  },
});

function withProgress(kept: Omit<SyncState, 'sending'>, progress: Progress | undefined): SyncState {
  if (!progress) return { ...kept, sending: false };
  if (!progress.pace) return { ...kept, sending: true };
  const { bytes, milliseconds } = estimate(progress, kept.waiting);
  return { ...kept, sending: true, done: progress.done, bytesLeft: bytes, timeLeft: milliseconds };
}

async function keptState(db: Database): Promise<Omit<SyncState, 'sending'>> {
  const { waiting, aside, nextTryAt, reason, pause } = await outboxState(db);
  const media = await keptMedia(db);
  if (waiting === 0) return { waiting, aside, nextTryAt: undefined, reason: undefined, media };
  const next = Math.max(pause?.until ?? 0, nextTryAt ?? 0);
  return { waiting, aside, nextTryAt: next > 0 ? next : undefined, reason: pause?.reason ?? reason, media };
}

async function keptMedia(db: Database): Promise<MediaProgress | undefined> {
  const { files, bytes, sent, aside, reason, pause } = await mediaState(db);
  return files + aside > 0 ? { files, bytes, sent, aside, reason: pause?.reason ?? reason } : undefined;
}
