/** `rintis add-questionnaire`: a form with its files, into the store of this server. */
import { createHash } from 'node:crypto';
import { type AuthoredFile, inWords, type Questionnaire } from '../questionnaire/index.ts';
import { keepAuthored } from './authored.ts';
import { openBooks } from './server.ts';
import { readSettings } from './settings.ts';
import { say } from './terminal.ts';

/** Reads a form; each of its files goes through `keep`, and nothing where it could not be taken in. */
type Gather = (
  keep: (file: string, bytes: Uint8Array) => Promise<AuthoredFile | undefined>,
) => Promise<Questionnaire | null>;

/** Exit status: 0 all is in, 1 there is no questionnaire, 3 it is in, without some of its files. */
export async function addQuestionnaire(gather: Gather): Promise<number> {
  const settings = readSettings(process.env);
  const log = (line: object) => void process.stderr.write(`${JSON.stringify(line)}\n`);
  const { store, catalogue, media } = await openBooks(settings, log);
  let refused = 0;
  try {
    const questionnaire = await gather(async (file, bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const kept = await keepAuthored(media.files.authored, pieces(bytes), { hash, size: bytes.length });
      if (!('code' in kept)) return kept;
      refused++;
      process.stderr.write(`${say(process.env, 'fileRefused', { file, code: kept.code })}\n`);
      return;
    });
    if (!questionnaire) return 1;
    const hash = await catalogue.addQuestionnaire(questionnaire);
    const title = inWords(questionnaire.title, questionnaire.defaultLanguage, []).text;
    process.stdout.write(`${say(process.env, 'questionnaireAdded', { title, hash })}\n`);
    return refused > 0 ? 3 : 0;
  } finally {
    await store.close();
  }
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
