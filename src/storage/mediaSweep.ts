import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { recountMedia } from './mediaOutbox.ts';
import { freePieces, freeUnowned, letGo, ofMedia, ofOwner } from './mediaOwners.ts';

const aDay = 24 * 60 * 60_000;

/**
 * Frees what nobody has: pieces of a file that never became whole, and files whose draft or submission is not here. A file
 * that came today is left alone, for what it belongs to may be on its way (another tab takes in a hand-over). Looks at keys
 * only, so that ten thousand photos cost a moment. For when the page has opened.
 */
export async function sweepMedia(db: Database, now: string): Promise<void> {
  const { media, mediaPieces, attachments, drafts, submissions } = db;
  const found = await look(db, [media, mediaPieces, attachments, drafts, submissions], async () => {
    const yesterday = new Date(Date.parse(now) - aDay).toISOString();
    const [whole, old, begun, owned, owners, here, finished] = await Promise.all([
      media.toCollection().primaryKeys(),
      media.where('keptAt').below(yesterday).primaryKeys(),
      mediaPieces.orderBy('hash').uniqueKeys(),
      attachments.orderBy('hash').uniqueKeys(),
      attachments.orderBy('owner').uniqueKeys(),
      drafts.toCollection().primaryKeys(),
      submissions.toCollection().primaryKeys(),
    ]);
    return {
      broken: without(begun, whole),
      unowned: without(old, owned),
      gone: without(owners, [...here, ...finished]),
      old: new Set(old),
    };
  });
  for (const hash of found.broken) await freePieces(db, hash);
  for (const hash of found.unowned) await act(db, ofMedia(db), () => freeUnowned(db, hash));
  for (const owner of found.gone) {
    await act(db, ofMedia(db), async () => {
      if ((await drafts.get(owner)) || (await submissions.get(owner))) return;
      await letGo(
        db,
        await ofOwner(db, owner)
          .and(({ hash }) => found.old.has(hash))
          .toArray(),
      );
    });
  }
  await recountMedia(db);
}

const without = (all: readonly unknown[], some: readonly unknown[]): string[] => {
  const taken = new Set(some);
  return all.filter((one) => !taken.has(one)).map(String);
};
