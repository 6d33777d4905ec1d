/** The questionnaires of the office: read and checked as files, kept in versions, given to surveys. */
import { Worker } from 'node:worker_threads';
import { canonicalJson, Questionnaire, versionOf } from '../../questionnaire/index.ts';
import {
  type QuestionnaireReport,
  type ShelvedQuestionnaire,
  VersionSummary,
  type VersionUse,
} from '../../submission/index.ts';
import { summaryOf } from '../../versions/index.ts';
import { attachFiles, mediaNames } from '../../xlsform/index.ts';
import type { Catalogue } from '../catalogue.ts';
import type { HashedFiles } from '../media/index.ts';
import type { ShelvedVersion, Store } from '../store/index.ts';
import type { BroughtFile, ReadForm } from './read.ts';

/** Who brings a version, when, and what they say of it; `after`: the number of the version that they know as the newest. */
export interface Bringing {
  readonly who: string;
  readonly at: string;
  readonly note: string;
  readonly after: number | null;
}

export interface Library {
  /** All questionnaires, with the surveys among `mine` that ask them. */
  shelf(mine: (survey: string) => boolean): Promise<ShelvedQuestionnaire[]>;
  /** What there is to tell about a file; keeps nothing. */
  check(file: BroughtFile): Promise<QuestionnaireReport>;
  /** Checks it once more and keeps it, if it has no errors. `overtaken`: another version is the newest by now. */
  keep(file: BroughtFile, bringing: Bringing): Promise<QuestionnaireReport | 'overtaken'>;
}

export function openLibrary(store: Store, catalogue: Catalogue, files: HashedFiles): Library {
  const newestOf = async (form: string) => (await store.shelf.all()).find((version) => version.form === form);

  /** Those that came before anybody noted whence: the demonstration's, and an older program's. */
  async function shelveOld(): Promise<void> {
    for (const hash of await store.shelf.unshelved()) {
      const body = await store.questionnaire(hash);
      const read = Questionnaire.safeParse(JSON.parse(body ?? 'null'));
      if (body === null || !read.success) continue;
      const summary = JSON.stringify(summaryOf(read.data));
      await store.shelf.shelve({ form: read.data.id, hash, body, summary, at: '', who: '', note: '' }, null);
    }
  }

  async function report({ problems, read }: ReadForm, kept?: ShelvedVersion): Promise<QuestionnaireReport> {
    if (!read)
      return { problems: [...problems], questionnaire: null, hash: null, newest: null, number: null };
    await shelveOld();
    const { questionnaire, hash } = read;
    const newest = await newestOf(questionnaire.id);
    const same = kept ?? (await store.shelf.all()).find((version) => version.hash === hash);
    return {
      problems: [...problems],
      questionnaire,
      hash,
      newest: newest ? { number: newest.number, hash: newest.hash } : null,
      number: same?.number ?? null,
    };
  }

  /**
   * With its pictures, sounds and films: those that it pins itself, and for names that it does not, those of the version before.
   * What is not here is told, and not pinned.
   */
  async function withFiles(found: ReadForm): Promise<ReadForm> {
    const { problems, read } = found;
    if (!read || mediaNames(read.questionnaire).size === 0) return found;
    await shelveOld();
    const newest = await newestOf(read.questionnaire.id);
    const before = newest ? await catalogue.filesOf(newest.hash) : null;
    const { files: own, ...bare } = read.questionnaire;
    const all = Object.entries({ ...before, ...own });
    const here = await Promise.all(all.map(([, { hash, size }]) => files.has(hash, size)));
    const pinned = attachFiles(bare, new Map(all.filter((_, at) => here[at])));
    const { questionnaire } = pinned;
    return {
      problems: [...problems, ...pinned.problems],
      read: {
        ...read,
        questionnaire,
        hash: versionOf(questionnaire),
        body: canonicalJson(questionnaire),
      },
    };
  }

  return {
    async shelf(mine) {
      await shelveOld();
      const [versions, uses] = await Promise.all([store.shelf.all(), usesOf(catalogue)]);
      const forms = Map.groupBy(versions, ({ form }) => form);
      return [...forms].map(([id, all]) => ({
        id,
        versions: all.map(({ hash, number, at, who, note, summary }) => ({
          ...VersionSummary.parse(JSON.parse(summary)),
          hash,
          number,
          at,
          who,
          note,
          uses: (uses.get(hash) ?? []).filter(({ survey }) => mine(survey)),
        })),
      }));
    },
    async check(file) {
      return report(await withFiles(await inThread(file)));
    },
    async keep(file, { who, at, note, after }) {
      const found = await withFiles(await inThread(file));
      const { read } = found;
      if (!read) return report(found);
      await shelveOld();
      const { questionnaire, hash, body } = read;
      const summary = JSON.stringify(read.summary);
      const brought = { form: questionnaire.id, hash, body, summary, who, at, note };
      const kept = await store.shelf.shelve(brought, after);
      return kept ? report(found, kept) : 'overtaken';
    },
  };
}

/** The surveys of each version: those that ask it now, and those whose earlier interviews may still come. */
async function usesOf(catalogue: Catalogue): Promise<Map<string, VersionUse[]>> {
  const uses = new Map<string, VersionUse[]>();
  for (const { id: survey, title, questionnaire, earlier = [] } of await catalogue.plans()) {
    for (const hash of [questionnaire, ...earlier]) {
      const use = { survey, title, isNow: hash === questionnaire };
      uses.set(hash, [...(uses.get(hash) ?? []), use]);
    }
  }
  return uses;
}

const patience = 60_000; // milliseconds: 400,000 cells take five seconds
const memory = 1_024; // MB: what is inflated is counted as it comes, and stays below a tenth of it

let last: Promise<unknown> = Promise.resolve();

/** One file after the other, each in a thread that ends with it; what breaks there, or takes too long, breaks nothing else. */
function inThread(file: BroughtFile): Promise<ReadForm> {
  const turn = last.then(() => read(file));
  last = turn.catch(() => undefined);
  return turn;
}

function read(file: BroughtFile): Promise<ReadForm> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    const end = setTimeout(() => void thread.terminate(), patience);
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      clearTimeout(end);
      reject(new Error(`The thread that read ${file.name} ended with ${code}.`));
    });
  });
}
