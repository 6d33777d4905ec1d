/** The way through an interview: on a phone one question at a time, on a wide screen a page at a time. */
import {
  asked,
  type Interview,
  type Page,
  progress,
  questionAt,
  type Ref,
  sectionAt,
} from '../questionnaire/index.ts';

export interface Step {
  /** Ref of its first question, or of the page whose introduction it is. Stands in the address after `#`. */
  readonly id: Ref;
  readonly page: Page;
  readonly items: Page['items'];
  /** Shows the page's introduction, on a phone on its own. */
  readonly intro: boolean;
}

/** The steps in order. Notes at the very end are said on the last page, after submitting (`closingNotes`). */
export function stepsOf(interview: Interview, wide: boolean, hasIntro: (page: Page) => boolean): Step[] {
  const steps: Step[] = [];
  for (const page of pagesToAnswer(interview)) {
    const intro = hasIntro(page);
    if (wide || page.kind !== 'section') {
      steps.push({ id: page.ref, page, items: page.items, intro });
      continue;
    }
    if (intro) steps.push({ id: page.ref, page, items: [], intro });
    let together: Page['items'][number][] = [];
    for (const item of page.items) {
      together.push(item);
      if (item.kind !== 'question' || isNote(interview, item.ref)) continue; // a note stands with what follows it
      steps.push({ id: item.ref, page, items: together, intro: false });
      together = [];
    }
    if (together.length > 0)
      steps.push({ id: together[0]?.ref ?? page.ref, page, items: together, intro: false });
  }
  return steps;
}

/** Where the person was: the same step, or the one that now holds that question (a phone turned on its side). */
export function stepAt(steps: readonly Step[], where: Ref | null): number {
  const same = steps.findIndex(({ id }) => id === where);
  if (same >= 0) return same;
  const holding = steps.findIndex(({ items }) => items.some(({ ref }) => ref === where));
  if (holding >= 0) return holding;
  return Math.max(
    0,
    steps.findIndex(({ page }) => page.ref === where || page.items.some(({ ref }) => ref === where)),
  );
}

/** Notes that close the questionnaire: said once all is done. */
export function closingNotes(interview: Interview): Ref[] {
  const pages = [...asked(interview)];
  const notes: Ref[] = [];
  for (let page = pages.pop(); page && isOnlyNotes(interview, page); page = pages.pop()) {
    notes.unshift(...page.items.map(({ ref }) => ref));
  }
  return notes;
}

/** The question of that name where it is asked, or null while it is not. */
export function refOf(interview: Interview, name: string): Ref | null {
  for (const page of asked(interview)) {
    for (const { kind, ref } of page.items) {
      if (kind === 'question' && questionAt(interview, ref)?.question.name === name) return ref;
    }
  }
  return null;
}

/** Whether the interview has come to the note that says good-bye without keeping anything. */
export function isFarewell(interview: Interview): boolean {
  const farewell = interview.form.questionnaire.consent?.farewell;
  return farewell !== undefined && refOf(interview, farewell) !== null;
}

/** Where an interview stands, for a list to say: the outermost section of a step, and how much is answered. */
export function standsAt(interview: Interview, where: Ref | null) {
  const [, outermost = ''] = /^(\/[^/]+)\//.exec(where ?? '') ?? [];
  return { section: sectionAt(interview, outermost)?.label?.text ?? null, ...progress(interview) };
}

function pagesToAnswer(interview: Interview): Page[] {
  const consent = interview.form.questionnaire.consent?.question;
  const pages = [...asked(interview)].filter(
    ({ items }) =>
      !items.some(
        ({ kind, ref }) => kind === 'question' && questionAt(interview, ref)?.question.name === consent,
      ),
  );
  while (pages.length > 0) {
    const last = pages.at(-1);
    if (!last || !isOnlyNotes(interview, last)) break;
    pages.pop();
  }
  return pages;
}

const isNote = (interview: Interview, ref: Ref): boolean =>
  questionAt(interview, ref)?.question.kind === 'note';

const isOnlyNotes = (interview: Interview, page: Page): boolean =>
  page.items.every(({ kind, ref }) => kind === 'question' && isNote(interview, ref));
