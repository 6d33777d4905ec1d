import { type Database, type Live, live, outboxState, type WaitReason } from '../storage/index.ts';

/** How sending stands, for the screen to say. */
export interface SyncState {
  readonly waiting: number;
  /** Refused by the server: a person must look. */
  readonly aside: number;
  readonly sending: boolean;
  /** Milliseconds since 1970; undefined when nothing waits or it goes at once. */
  readonly nextTryAt: number | undefined;
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
  if (waiting === 0) return { waiting, aside, nextTryAt: undefined, reason: undefined };
  const next = Math.max(pause?.until ?? 0, nextTryAt ?? 0);
  return { waiting, aside, nextTryAt: next > 0 ? next : undefined, reason: pause?.reason ?? reason };
}
