/** The surveys and questionnaires of the store, read once and kept at hand. */

import { asNext, planIn, StoredSurvey, withEarlier } from '../plan/index.ts';
import {
  canonicalJson,
  compileForm,
  type Form,
  loadFormulas,
  Questionnaire,
  versionOf,
} from '../questionnaire/index.ts';
import type { ResultsWish } from '../results/index.ts';
import { Hash, type Survey, SurveyId, type VersionWish } from '../submission/index.ts';
import { asTabled } from '../versions/index.ts';
import type { Keyring } from './keys.ts';
import { type Packed, pack } from './packed.ts';
import type { Store } from './store/index.ts';

/** A survey with its questionnaire, ready to be asked. */
export interface Fielding {
  readonly survey: Survey;
  /** The version that the form is made of: the survey's, or one that it had before. */
  readonly questionnaire: string;
  readonly form: Form;
  /** The questionnaire as tables want it: with what only earlier versions of the survey asked. */
  tabled(): Promise<Questionnaire>;
}

/** A survey as its coordinators see it: also while it is a draft. */
export interface Planned {
  readonly survey: StoredSurvey;
  readonly form: Form;
  tabled(): Promise<Questionnaire>;
}

/** Of a draft, nothing is given but by `planned` and `plans`. */
export interface Catalogue {
  survey(id: string): Promise<Survey | null>;
  surveys(): Promise<Survey[]>;
  planned(id: string): Promise<Planned | null>;
  plans(): Promise<StoredSurvey[]>;
  /** Something of it is about to be kept, so its privacy stays as it is. Gives the survey that holds, which may be another one. */
  settle(survey: Survey): Promise<Survey | null>;
  /** It was changed here: whoever asks next reads it anew. */
  forget(id: string): void;
  /** How a survey's results are to be told. */
  resultsWish(id: string): Promise<ResultsWish>;
  /** With a questionnaire that the survey had before: the survey as it was asked then. A draft stays on its version. */
  fielding(id: string, questionnaire?: string): Promise<Fielding | null>;
  hasQuestionnaire(hash: string): Promise<boolean>;
  /** The files that it pins; `null` where there is no such questionnaire. */
  filesOf(hash: string): Promise<NonNullable<Questionnaire['files']> | null>;
  /** Its canonical JSON, packed for the way. */
  questionnaire(hash: string): Promise<Packed | null>;
  /** Keeps a questionnaire and gives its hash. */
  addQuestionnaire(questionnaire: Questionnaire): Promise<string>;
  saveSurvey(survey: StoredSurvey): Promise<void>;
  /**
   * Lets a survey ask another version from now on, in place of the one that it is thought to ask. Its languages are those of
   * them that the version has.
   */
  useVersion(
    survey: string,
    wish: VersionWish,
  ): Promise<'done' | 'survey-unknown' | 'questionnaire-unknown' | 'not-possible'>;
}

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
  /** By the hashes of a survey's versions, the one that is asked first. */
  const unions = remember(20, async (hashes) => {
    const [newest, ...earlier] = (await Promise.all(hashes.split(' ').map(forms))).filter(
      (form) => form !== null,
    );
    const before = earlier.map(({ questionnaire }) => questionnaire);
    return newest ? asTabled(newest.questionnaire, before) : null;
  });
  const tabledOf = (survey: StoredSurvey, asked: string, form: Form) => async (): Promise<Questionnaire> => {
    const others = [survey.questionnaire, ...(survey.earlier ?? [])].filter((hash) => hash !== asked);
    return (others.length > 0 && (await unions([asked, ...others].join(' ')))) || form.questionnaire;
  };
  const packed = remember(50, async (hash) => {
    const body = await textOf(hash);
    return body === null ? null : await pack(Buffer.from(body));
  });
  /** Of those that were answered: what was promised. */
  const settled = new Map<string, Survey['privacy']>();
  const withKeys = ({ earlier, results, country, targets, state, ...survey }: StoredSurvey): Survey => ({
    ...survey,
    ...((state === 'paused' || state === 'closed') && { state }),
    handOverTo: keys.handOverTo(survey.id),
    accepts: ['remarks', 'course'],
    signingKeys: [...keys.publicKeys],
  });

  const stored = async (id: string): Promise<StoredSurvey | null> => {
    const known = surveys.get(id);
    if (known && Math.abs(now() - known.readAt) < freshness) return known.survey;
    return read(id, SurveyId.safeParse(id).success ? await store.survey(id) : null);
  };
  function read(id: string, document: string | null): StoredSurvey | null {
    if (document === null) return null;
    const survey = StoredSurvey.parse(JSON.parse(document));
    surveys.set(id, { survey, readAt: now() });
    return survey;
  }
  const opened = async (id: string): Promise<StoredSurvey | null> => {
    const found = await stored(id);
    return found?.state === 'draft' ? null : found;
  };
  const survey = async (id: string): Promise<Survey | null> => {
    const found = await opened(id);
    return found && withKeys(found);
  };
  const plans = async () =>
    (await store.surveys()).map((document) => StoredSurvey.parse(JSON.parse(document)));
  return {
    survey,
    resultsWish: async (id) => (await stored(id))?.results ?? {},
    surveys: async () => (await plans()).filter(({ state }) => state !== 'draft').map(withKeys),
    plans,
    async planned(id) {
      const survey = await stored(id);
      const form = survey && (await forms(survey.questionnaire));
      return form && { survey, form, tabled: tabledOf(survey, survey.questionnaire, form) };
    },
    async settle(survey) {
      const { id, privacy } = survey;
      if (settled.get(id) === privacy) return survey;
      const holds = read(id, await store.noteAnswered(id));
      if (!holds) return null;
      settled.set(id, holds.privacy);
      return withKeys(holds);
    },
    forget: (id) => void surveys.delete(id),
    async fielding(id, asked) {
      const found = await opened(id);
      if (!found) return null;
      const questionnaire = asked && found.earlier?.includes(asked) ? asked : found.questionnaire;
      const form = await forms(questionnaire);
      if (!form) return null;
      return { survey: withKeys(found), questionnaire, form, tabled: tabledOf(found, questionnaire, form) };
    },
    hasQuestionnaire: async (hash) => (await forms(hash)) !== null,
    filesOf: async (hash) => {
      const form = await forms(hash);
      return form && (form.questionnaire.files ?? {});
    },
    questionnaire: packed,
    async addQuestionnaire(questionnaire) {
      const hash = versionOf(questionnaire);
      await store.addQuestionnaire(hash, canonicalJson(questionnaire));
      return hash;
    },
    async saveSurvey(survey) {
      const document = await store.survey(survey.id);
      const before = document === null ? null : StoredSurvey.parse(JSON.parse(document));
      await store.saveSurvey(survey.id, JSON.stringify(StoredSurvey.parse(withEarlier(before, survey))));
      surveys.delete(survey.id);
    },
    async useVersion(id, { questionnaire, instead }) {
      const before = SurveyId.safeParse(id).success ? await store.survey(id) : null; // now, not five seconds ago
      const survey = read(id, before);
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
      const after = JSON.stringify(
        asNext(survey, { ...planIn(survey), questionnaire, languages, defaultLanguage: main }, version),
      );
      const changed = await store.changeSurvey({ id, before, after, keepsPrivacy: true });
      surveys.delete(id);
      return changed === 'done' ? 'done' : 'not-possible';
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
