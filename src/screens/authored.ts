/** Hands out what an author put beside words: from this device, or, while there is a network, from the server. */
import type { Authored } from '../controls/index.ts';
import type { Questionnaire } from '../questionnaire/index.ts';
import type { Database } from '../storage/index.ts';
import { bringFile, shelfHere, tidyFiles, wayFromHere } from '../sync/index.ts';
import { atDesk } from '../worker/index.ts';

const bringing = {
  way: wayFromHere,
  shelf: shelfHere,
  hashOf: async (bytes: Blob) => (await atDesk()).hashOf(bytes),
};

/** Loaded by the first who shows a file; what nobody needs any more goes meanwhile. */
export function authoredHere(db: Database, { files = {} }: Questionnaire): Authored {
  tidyFiles(db, shelfHere).catch(() => undefined); // a device that cannot do it now does it next time
  return {
    files,
    isHere: ({ hash }) => shelfHere.has(hash),
    async bring(file) {
      const brought = await bringFile(file, bringing);
      if ('bytes' in brought) return brought.bytes;
      return brought.kind === 'gone' ? 'gone' : 'away';
    },
  };
}
