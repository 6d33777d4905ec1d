import senderAddress from 'virtual:sender-worker';
import { type Database, muchToCarry } from '../storage/index.ts';
import { type Carrying, type Sender, surroundingsHere } from '../sync/index.ts';
import { type Colleague, startColleague } from '../worker/index.ts';

const idle = 60_000; // milliseconds: then the worker gives its memory back

/**
 * Little is done here, for a worker is longer in coming than twenty submissions are in going; much is given to one. Where none can
 * be started, or it breaks or fails, the page does the same work: every act comes out the same when it had already happened.
 */
export function sharing(db: Database, here: Carrying): Carrying {
  let sender: Promise<Colleague<Sender>> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const dismiss = () => {
    void sender?.then((colleague) => colleague.dismiss()).catch(() => undefined);
    sender = undefined;
  };
  // A page that is left sleeps (see storage/leaving.ts), and its workers with it: in the middle of a transaction, perhaps.
  globalThis.addEventListener?.('pagehide', dismiss);
  return {
    async carryUp(why, moved) {
      clearTimeout(leaving);
      if (!sender && !(await muchToCarry(db))) return here.carryUp(why, moved);
      try {
        sender ??= startColleague<Sender>(senderAddress);
        const { work, broken, lend } = await sender;
        await Promise.race([work.carryUp(why, lend(surroundingsHere), lend(moved)), broken]);
        leaving = setTimeout(dismiss, idle);
      } catch {
        dismiss();
        await here.carryUp(why, moved);
      }
    },
    stop() {
      globalThis.removeEventListener?.('pagehide', dismiss);
      clearTimeout(leaving);
      dismiss();
      here.stop();
    },
  };
}
