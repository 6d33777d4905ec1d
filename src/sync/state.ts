import {
  type Database,
  type Live,
  live,
  mediaState,
  outboxState,
  type WaitReason,
} from '../storage/index.ts';

/** How sending stands, for the screen to say. */
export interface SyncState {
  readonly waiting: number;
  /** Refused by the server: a person must look. */
  readonly aside: number;
  readonly sending: boolean;
  /** Milliseconds since 1970; undefined when nothing waits or it goes at once. */
  readonly nextTryAt: number | undefined;
  readonly reason: WaitReason | undefined;
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

/** The state of sending, watched: from the tables, and from `begin` and `end` of this tab's sending. */
export const watchState = (db: Database, sending: EventTarget): Live<SyncState> => ({
  subscribe(observer) {
    let isSending = false;
    let kept: Omit<SyncState, 'sending'> | undefined;
    const tell = () => kept && observer.next({ ...kept, sending: isSending });
    const turn = ({ type }: Event) => {
      isSending = type === 'begin';
      tell();
    };
    sending.addEventListener('begin', turn);
    sending.addEventListener('end', turn);
    const watching = live(() => keptState(db)).subscribe({
      ...observer,
      next(value) {
        kept = value;
        tell();
      },
    });
    return {
      unsubscribe() {
        watching.unsubscribe();
        sending.removeEventListener('begin', turn);
        sending.removeEventListener('end', turn);
      },
    };
  },
});

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
