/** The surveys and questionnaires of the store, read once and kept at hand. */

import * as z from 'zod/mini';
import {
  canonicalJson,
  compileForm,
  type Form,
  loadFormulas,
  Questionnaire,
  versionOf,
} from '../questionnaire/index.ts';
import { Survey } from '../submission/index.ts';
import type { Keyring } from './keys.ts';
import { type Packed, pack } from './packed.ts';
import type { Store } from './store/index.ts';

/** A survey with its questionnaire, ready to be asked. */
export interface Fielding {
  readonly survey: Survey;
  readonly form: Form;
}

export interface Catalogue {
  survey(id: string): Promise<Survey | null>;
  surveys(): Promise<Survey[]>;
  fielding(id: string): Promise<Fielding | null>;
  hasQuestionnaire(hash: string): Promise<boolean>;
  /** Its canonical JSON, packed for the way. */
  questionnaire(hash: string): Promise<Packed | null>;
  /** Keeps a questionnaire and gives its hash. */
  addQuestionnaire(questionnaire: Questionnaire): Promise<string>;
  saveSurvey(survey: StoredSurvey): Promise<void>;
}

/** A survey as the store has it: the keys belong to the server, not to the survey. */
export type StoredSurvey = Omit<Survey, 'signingKeys' | 'handOverTo'>;
const StoredSurvey = z.omit(Survey, { signingKeys: true, handOverTo: true });

const freshness = 5_000; // milliseconds in which another process's change to a survey may go unseen

export function openCatalogue(store: Store, keys: Keyring, now: () => number): Catalogue {
  const surveys = new Map<string, { readonly survey: StoredSurvey; readonly readAt: number }>();
  const forms = remember(50, async (hash) => {
    const body = await store.questionnaire(hash);
    if (body === null) return null;
    const questionnaire = Questionnaire.parse(JSON.parse(body));
    await loadFormulas(questionnaire);
    return compileForm(questionnaire);
  });
  const packed = remember(50, async (hash) => {
    const body = await store.questionnaire(hash);
    return body === null ? null : await pack(Buffer.from(body));
  });
  const withKeys = (survey: StoredSurvey): Survey => ({
    ...survey,
    handOverTo: keys.handOverTo(survey.id),
    signingKeys: [...keys.publicKeys],
  });

  const survey = async (id: string): Promise<Survey | null> => {
    const known = surveys.get(id);
    if (known && now() - known.readAt < freshness) return withKeys(known.survey);
    const document = await store.survey(id);
    if (document === null) return null;
    const read = StoredSurvey.parse(JSON.parse(document));
    surveys.set(id, { survey: read, readAt: now() });
    return withKeys(read);
  };
  return {
    survey,
    async surveys() {
      return (await store.surveys()).map((document) => withKeys(StoredSurvey.parse(JSON.parse(document))));
    },
    async fielding(id) {
      const found = await survey(id);
      const form = found && (await forms(found.questionnaire));
      return form ? { survey: found, form } : null;
    },
    hasQuestionnaire: async (hash) => (await forms(hash)) !== null,
    questionnaire: packed,
    async addQuestionnaire(questionnaire) {
      const hash = versionOf(questionnaire);
      await store.addQuestionnaire(hash, canonicalJson(questionnaire));
      return hash;
    },
    async saveSurvey(survey) {
      await store.saveSurvey(survey.id, JSON.stringify(StoredSurvey.parse(survey)));
      surveys.delete(survey.id);
    },
  };
}

/** Work done once for each key, for the last few keys asked for. What is not there is asked for again. */
function remember<Thing>(
  most: number,
  find: (key: string) => Promise<Thing | null>,
): (key: string) => Promise<Thing | null> {
  const found = new Map<string, Promise<Thing | null>>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.delete(key);
    found.set(key, known); // last in the row: the first goes when there are too many
    if (found.size > most) found.delete(found.keys().next().value ?? '');
    const forget = () => found.delete(key);
    known.then((thing) => thing ?? forget(), forget);
    return known;
  };
}
