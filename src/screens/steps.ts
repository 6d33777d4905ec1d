/** The way through an interview: on a phone one question at a time, on a wide screen a page at a time. */
import {
  askedAt,
  askedBefore,
  askedFrom,
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

/** How steps are cut: a phone's, and whether a page introduces itself. */
export interface Cut {
  readonly wide: boolean;
  hasIntro(page: Page): boolean;
}

/** The step that holds a place; the first one where nothing is there any more; `null` where nothing is asked at all. */
export function stepAt(interview: Interview, where: Ref | null, cut: Cut): Step | null {
  const page = nextPage(interview, askedFrom(interview, where)) ?? lastPage(interview);
  const steps = page ? stepsOn(interview, page, cut) : [];
  return (
    steps.find(({ id }) => id === where) ??
    steps.find(({ items }) => items.some(({ ref }) => ref === where)) ??
    steps[0] ??
    null
  );
}

export function stepAfter(interview: Interview, step: Step, cut: Cut): Step | null {
  const [steps, at] = among(interview, step, cut);
  const next = at < 0 ? undefined : steps[at + 1];
  if (next) return next;
  const page = nextPage(interview, after(askedFrom(interview, step.page.ref), step.page));
  return page ? (stepsOn(interview, page, cut)[0] ?? null) : null;
}

/** `step: null`: the last of all. */
export function stepBefore(interview: Interview, step: Step | null, cut: Cut): Step | null {
  const [steps, at] = step ? among(interview, step, cut) : [[], -1];
  const before = at > 0 ? steps[at - 1] : undefined;
  if (before) return before;
  const page = step ? pageBefore(interview, step.page.ref) : lastPage(interview);
  return page ? (stepsOn(interview, page, cut).at(-1) ?? null) : null;
}

const among = (interview: Interview, step: Step, cut: Cut): [readonly Step[], number] => {
  const steps = stepsOn(interview, step.page, cut);
  return [steps, steps.findIndex(({ id, intro }) => id === step.id && intro === step.intro)];
};

/** The steps of one page: on a phone its introduction on its own, then each question with the notes before it. */
function stepsOn(interview: Interview, page: Page, { wide, hasIntro }: Cut): Step[] {
  const intro = hasIntro(page);
  if (wide || page.kind !== 'section') return [{ id: page.ref, page, items: page.items, intro }];
  const steps: Step[] = intro ? [{ id: page.ref, page, items: [], intro }] : [];
  let together: Page['items'][number][] = [];
  for (const item of page.items) {
    together.push(item);
    if (item.kind !== 'question' || isNote(interview, item.ref)) continue; // a note stands with what follows it
    steps.push({ id: item.ref, page, items: together, intro: false });
    together = [];
  }
  if (together.length > 0)
    steps.push({ id: together[0]?.ref ?? page.ref, page, items: together, intro: false });
  return steps;
}

/** Notes that close the questionnaire: said once all is done. */
export function closingNotes(interview: Interview): Ref[] {
  const notes: Ref[] = [];
  for (const page of askedBefore(interview, null)) {
    if (!isOnlyNotes(interview, page)) break;
    notes.unshift(...page.items.map(({ ref }) => ref));
  }
  return notes;
}

/** Whether the interview has come to the note that says good-bye without keeping anything. */
export function isFarewell(interview: Interview): boolean {
  const farewell = interview.form.questionnaire.consent?.farewell;
  return farewell !== undefined && askedAt(interview, farewell) !== null;
}

/** Where an interview stands, for a list to say: the outermost section of a step, and how much is answered. */
export function standsAt(interview: Interview, where: Ref | null) {
  const [, outermost = ''] = /^(\/[^/]+)\//.exec(where ?? '') ?? [];
  return { section: sectionAt(interview, outermost)?.label?.text ?? null, ...progress(interview) };
}

/** The first of these pages that is to be answered: not the consent, nor notes after which nothing else comes. */
function nextPage(interview: Interview, pages: Iterable<Page>): Page | null {
  let notes: Page | null = null;
  for (const page of pages) {
    if (isConsent(interview, page)) continue;
    if (!isOnlyNotes(interview, page)) return notes ?? page;
    notes ??= page;
  }
  return null;
}

function pageBefore(interview: Interview, ref: Ref | null): Page | null {
  for (const page of askedBefore(interview, ref)) if (!isConsent(interview, page)) return page;
  return null;
}

function lastPage(interview: Interview): Page | null {
  for (const page of askedBefore(interview, null)) {
    if (!isConsent(interview, page) && !isOnlyNotes(interview, page)) return page;
  }
  return null;
}

function* after(pages: Iterable<Page>, { ref }: Page): Iterable<Page> {
  for (const page of pages) if (page.ref !== ref) yield page;
}

function isConsent(interview: Interview, { items }: Page): boolean {
  const consent = interview.form.questionnaire.consent?.question;
  return (
    consent !== undefined &&
    items.some(
      ({ kind, ref }) => kind === 'question' && questionAt(interview, ref)?.question.name === consent,
    )
  );
}

const isNote = (interview: Interview, ref: Ref): boolean =>
  questionAt(interview, ref)?.question.kind === 'note';

const isOnlyNotes = (interview: Interview, page: Page): boolean =>
  page.items.every(({ kind, ref }) => kind === 'question' && isNote(interview, ref));
