/** A submission laid into an interview again, so that it reads as the respondent saw it. */
import {
  type AskedQuestion,
  asked,
  compileForm,
  type Form,
  type Interview,
  loadFormulas,
  questionAt,
  type Ref,
  readAnswers,
  type Shown,
  sectionAt,
} from '../../questionnaire/index.ts';
import type { History, Submission, Survey } from '../../submission/index.ts';
import { version } from '../questionnaires/office.ts';
import type { Said } from '../wire.ts';
import { history, surveyAsAsked } from './office.ts';

/** A submission with all that is needed to read it. */
export interface Dossier {
  readonly history: History;
  readonly survey: Survey;
  /** By their hash. */
  readonly forms: ReadonlyMap<string, Form>;
}

export async function openDossier(id: string): Promise<Said<Dossier>> {
  const kept = await history(id);
  if (!kept.ok) return kept;
  const survey = await surveyAsAsked(kept.value.survey);
  if (!survey.ok) return survey;
  const hashes = new Set(kept.value.revisions.flatMap(({ submission }) => submission?.questionnaire ?? []));
  const forms = new Map<string, Form>();
  for (const hash of hashes) {
    const said = await version(hash);
    if (!said.ok) return said;
    await loadFormulas(said.value);
    forms.set(hash, compileForm(said.value));
  }
  return { ok: true, value: { history: kept.value, survey: survey.value, forms } };
}

/** The interview that a revision is, in a language. */
export function readIn(
  { survey, forms }: Dossier,
  submission: Submission,
  language: string,
): Interview | null {
  const form = forms.get(submission.questionnaire);
  if (!form) return null;
  return readAnswers(form, submission.answers, {
    world: {
      now: () => new Date(submission.finishedAt),
      random: () => 0,
      uuid: () => '00000000-0000-4000-8000-000000000000',
    },
    language,
    inserts: survey.inserts,
    ...(survey.presets && { presets: survey.presets }),
  }).interview;
}

export interface PageRead {
  readonly ref: Ref;
  readonly name: string;
  readonly label: Shown | null;
  readonly questions: readonly AskedQuestion[];
}

/** Its pages in order, with the questions that were asked. */
export const pagesRead = (interview: Interview): PageRead[] =>
  [...asked(interview)].flatMap((page) => {
    const questions = page.items.flatMap(({ kind, ref }) => {
      const it = kind === 'question' ? questionAt(interview, ref) : null;
      return it && it.question.kind !== 'note' ? [it] : [];
    });
    if (questions.length === 0) return [];
    const label = page.kind === 'section' ? (sectionAt(interview, page.ref)?.label ?? null) : null;
    const name =
      page.ref
        .split('/')
        .at(-1)
        ?.replace(/\[.*\]$/, '') ?? '';
    return [{ ref: page.ref, name, label, questions }];
  });

/** The revisions that nothing follows: of a fork, those to choose from. */
export function tipsOf({ revisions }: History): number[] {
  const followed = new Set(revisions.flatMap(({ basedOn }) => basedOn ?? []));
  return revisions.filter(({ hash }) => !followed.has(hash)).map(({ revision }) => revision);
}
