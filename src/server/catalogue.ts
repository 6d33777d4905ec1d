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
import { ResultsWish } from '../results/index.ts';
import { Hash, Survey, SurveyId, type VersionWish } from '../submission/index.ts';
import type { Keyring } from './keys.ts';
import { type Packed, pack } from './packed.ts';
import type { Store } from './store/index.ts';

/** A survey with its questionnaire, ready to be asked. */
export interface Fielding {
  readonly survey: Survey;
  /** The version that the form is made of: the survey's, or one that it had before. */
  readonly questionnaire: string;
  readonly form: Form;
}

export interface Catalogue {
  survey(id: string): Promise<Survey | null>;
  surveys(): Promise<Survey[]>;
  /** How a survey's results are to be told. */
  resultsWish(id: string): Promise<ResultsWish>;
  /** With a questionnaire that the survey had before: the survey as it was asked then. A draft stays on its version. */
  fielding(id: string, questionnaire?: string): Promise<Fielding | null>;
  hasQuestionnaire(hash: string): Promise<boolean>;
  /** Its canonical JSON, packed for the way. */
  questionnaire(hash: string): Promise<Packed | null>;
  /** Keeps a questionnaire and gives its hash. */
  addQuestionnaire(questionnaire: Questionnaire): Promise<string>;
  saveSurvey(survey: StoredSurvey): Promise<void>;
  /** As the store has them, with the questionnaires that they had before. */
  storedSurveys(): Promise<StoredSurvey[]>;
  /**
   * Lets a survey ask another version from now on, in place of the one that it is thought to ask. Its languages are those of
   * them that the version has.
   */
  useVersion(
    survey: string,
    wish: VersionWish,
  ): Promise<'done' | 'survey-unknown' | 'questionnaire-unknown' | 'not-possible'>;
}

/**
 * A survey as the store has it: the keys belong to the server, not to the survey. `earlier`: the questionnaires that it had
 * before, whose interviews may still be on their way. `results`: how they are told.
 */
const StoredSurvey = z.extend(z.omit(Survey, { signingKeys: true, handOverTo: true, accepts: true }), {
  earlier: z.exactOptional(z.array(Hash)),
  results: z.exactOptional(ResultsWish),
});
export type StoredSurvey = z.infer<typeof StoredSurvey>;

const freshness = 5_000; // milliseconds in which another process's change to a survey may go unseen, also where the clock is set back

export function openCatalogue(store: Store, keys: Keyring, now: () => number): Catalogue {
  const surveys = new Map<string, { readonly survey: StoredSurvey; readonly readAt: number }>();
  /** Whatever stands in an address is asked for: only what could be there is looked up. */
  const textOf = async (hash: string) => (Hash.safeParse(hash).success ? store.questionnaire(hash) : null);
  const forms = remember(50, async (hash) => {
    const body = await textOf(hash);
    if (body === null) return null;
    const questionnaire = Questionnaire.parse(JSON.parse(body));
    await loadFormulas(questionnaire);
    return compileForm(questionnaire);
  });
  const packed = remember(50, async (hash) => {
    const body = await textOf(hash);
    return body === null ? null : await pack(Buffer.from(body));
  });
  const withKeys = ({ earlier: _, results: __, ...survey }: StoredSurvey): Survey => ({
    ...survey,
    handOverTo: keys.handOverTo(survey.id),
    accepts: ['remarks', 'course'],
    signingKeys: [...keys.publicKeys],
  });

  const stored = async (id: string): Promise<StoredSurvey | null> => {
    const known = surveys.get(id);
    if (known && Math.abs(now() - known.readAt) < freshness) return known.survey;
    const document = SurveyId.safeParse(id).success ? await store.survey(id) : null;
    if (document === null) return null;
    const read = StoredSurvey.parse(JSON.parse(document));
    surveys.set(id, { survey: read, readAt: now() });
    return read;
  };
  const survey = async (id: string): Promise<Survey | null> => {
    const found = await stored(id);
    return found && withKeys(found);
  };
  const saveSurvey = async (survey: StoredSurvey): Promise<void> => {
    const document = await store.survey(survey.id);
    const before = document === null ? null : StoredSurvey.parse(JSON.parse(document));
    const had = before ? [before.questionnaire, ...(before.earlier ?? [])] : [];
    const earlier = [...new Set(had)].filter((hash) => hash !== survey.questionnaire);
    const next = { ...survey, ...(earlier.length > 0 && { earlier }) };
    await store.saveSurvey(survey.id, JSON.stringify(StoredSurvey.parse(next)));
    surveys.delete(survey.id);
  };
  const storedSurveys = async () =>
    (await store.surveys()).map((document) => StoredSurvey.parse(JSON.parse(document)));
  return {
    survey,
    resultsWish: async (id) => (await stored(id))?.results ?? {},
    async surveys() {
      return (await storedSurveys()).map(withKeys);
    },
    async fielding(id, asked) {
      const found = await stored(id);
      if (!found) return null;
      const questionnaire = asked && found.earlier?.includes(asked) ? asked : found.questionnaire;
      const form = await forms(questionnaire);
      return form && { survey: withKeys(found), questionnaire, form };
    },
    hasQuestionnaire: async (hash) => (await forms(hash)) !== null,
    questionnaire: packed,
    async addQuestionnaire(questionnaire) {
      const hash = versionOf(questionnaire);
      await store.addQuestionnaire(hash, canonicalJson(questionnaire));
      return hash;
    },
    saveSurvey,
    storedSurveys,
    async useVersion(id, { questionnaire, instead }) {
      surveys.delete(id); // as it stands now, not five seconds ago
      const survey = await stored(id);
      if (!survey) return 'survey-unknown';
      const version = (await forms(questionnaire))?.questionnaire;
      if (!version) return 'questionnaire-unknown';
      if (survey.questionnaire === questionnaire) return 'done';
      const spoken = version.languages.map(({ tag }) => tag);
      const languages = survey.languages.filter((tag) => spoken.includes(tag));
      const [first] = languages;
      if (survey.questionnaire !== instead || first === undefined) return 'not-possible';
      const { defaultLanguage } = survey;
      const main = languages.includes(defaultLanguage) ? defaultLanguage : first;
      await saveSurvey({ ...survey, questionnaire, languages, defaultLanguage: main });
      return 'done';
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
