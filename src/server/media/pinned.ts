/** The files that the questionnaires of a store pin. */
import * as z from 'zod/mini';
import { AuthoredFile } from '../../questionnaire/index.ts';
import { named, type Snapshot } from '../store/index.ts';

const Pins = z.object({ files: z.optional(z.record(z.string(), AuthoredFile)) });

/** Each once, however many versions pin it. */
export async function* filesPinned(snapshot: Snapshot): AsyncGenerator<AuthoredFile> {
  const told = new Set<string>();
  for await (const values of snapshot.rows('questionnaires')) {
    const { files = {} } = Pins.parse(JSON.parse(named('questionnaires', values).body));
    for (const file of Object.values(files)) {
      if (told.has(file.hash)) continue;
      told.add(file.hash);
      yield file;
    }
  }
}
