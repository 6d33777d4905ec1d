import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Hand } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import {
  type Answer,
  type GivenProblem,
  type Page,
  progress,
  questionAt,
  type Ref,
  sectionAt,
} from '../questionnaire/index.ts';
import { Bar } from './Bar.tsx';
import { Frame } from './Frame.tsx';
import { KeepingNote } from './KeepingNote.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import { StepContent } from './StepContent.tsx';
import { isFarewell, type Step, standsAt, stepAfter, stepAt, stepBefore } from './steps.ts';
import { contents, ToolsContext } from './tools.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import type { Going } from './useInterview.ts';
import { usePageTime } from './usePageTime.ts';
import { useWay } from './useWay.ts';
import { useWide } from './useWide.ts';
import { Weather } from './Weather.tsx';

// Long enough to see the answer take its mark before the next question comes.
const pauseBeforeNext = 350;

/** An interview on its way: a step, its answers, and what leads to the next. */
export function InterviewScreen({
  going,
  title,
  languages,
  where,
  pages,
  onPages,
  menu,
  onFarewell,
  onSubmit,
}: {
  going: Going;
  title: string;
  languages: readonly string[];
  where: Ref | null;
  /** Active milliseconds so far, and the sums whenever they change. */
  pages: Record<string, number>;
  onPages(sums: Record<string, number>): void;
  menu: ComponentChildren;
  onFarewell(): void;
  onSubmit(): Promise<void>;
}) {
  const { t } = useText();
  const { interview } = going;
  const wide = useWide();
  const way = useWay(where);
  const { cut, step, before, after } = useMemo(() => {
    const hasIntro = (page: Page) => page.kind === 'section' && !!sectionAt(interview, page.ref)?.intro;
    const cut = { wide, hasIntro };
    const step = stepAt(interview, way.where, cut);
    const [before, after] = step
      ? [stepBefore(interview, step, cut), stepAfter(interview, step, cut)]
      : [null, null];
    return { cut, step, before, after };
  }, [interview, wide, way.where]);
  const tools = useContext(ToolsContext);
  const aside = way.where === review || (tools && way.where === contents) ? way.where : null;
  const timed = usePageTime(aside === contents ? '' : (aside ?? step?.page.ref ?? ''), onPages, pages);

  const [unreadable, setUnreadable] = useState<ReadonlyMap<Ref, GivenProblem>>(new Map());
  const [troubles, setTroubles] = useState<ReadonlyMap<Ref, Trouble>>(new Map());
  const [warned, setWarned] = useState<Ref | null>(null);
  /** The answer that the review has led to, and leads back from. */
  const [checked, setChecked] = useState<Ref | null>(null);
  const isChecking = checked !== null && checked === way.where;
  const page = useRef<HTMLDivElement>(null);

  const stepId = aside ?? step?.id;
  const stood = useRef(where);
  /** Keeps where the person is: on the way there, so that a step is never shown as saved before it is. */
  const standAt = (id: Ref | undefined) => {
    if (id === undefined || id === contents || id === stood.current) return;
    stood.current = id;
    going.stand({ where: id, stands: standsAt(going.interview, id) });
  };
  const moveTo = (id: Ref) => {
    standAt(id);
    way.go(id);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with each step
  useEffect(() => {
    if (aside) setChecked(null);
    if (aside === contents) return; // it has a place of its own to begin at
    // Whoever comes from the review reads what is wrong at once.
    const found = isChecking && step ? troublesIn(going, step, unreadable) : [];
    setTroubles(new Map([...found].filter(([, { kind }]) => kind === 'alarm')));
    setWarned(null);
    scrollTo(0, 0);
    if (way.moved)
      page.current?.querySelector<HTMLElement>('[data-step-heading]')?.focus({ preventScroll: true });
    if (way.moved && way.where && way.where !== stepId) focusOn(page.current, way.where);
    standAt(stepId);
  }, [stepId]);

  const goOn = () => {
    if (isFarewell(going.interview)) onFarewell();
    else moveTo(isChecking ? review : (after?.id ?? review));
  };

  const next = () => {
    if (!step) return;
    const found = troublesIn(going, step, unreadable);
    const blocking = [...found].find(([, { kind }]) => kind === 'alarm');
    const wishes = found.size > 0 && warned !== step.id && !isChecking; // the review says what is blank
    if (!blocking && !wishes) return goOn();
    setTroubles(found);
    setWarned(step.id);
    const first = (blocking ?? [...found][0])?.[0];
    if (first) focusOn(page.current, first);
  };

  const give = (ref: Ref, given: Answer, hand: Hand) => {
    const made = going.give(ref, given);
    setTroubles((before) => new Map([...before].filter(([of]) => of !== ref)));
    const alone = step?.items.length === 1 && !wide;
    if (hand !== 'tap' || !alone || questionAt(made, ref)?.verdict.kind !== 'fine') return;
    const from = stepId;
    setTimeout(() => way.goFrom(from, () => advance.current()), pauseBeforeNext);
  };
  // The step after an answer is known only once the answer has its consequences.
  const advance = useRef<() => void>(() => undefined);
  advance.current = next;

  // Being kept changes nothing of what is asked: the questions are drawn anew only for what they show.
  const act = useRef({ give, going });
  act.current = { give, going };
  const content = useMemo(
    () =>
      step && (
        <StepContent
          interview={interview}
          step={step}
          wide={wide}
          troubles={troubles}
          onAnswer={(ref, given, hand) => act.current.give(ref, given, hand)}
          onUnreadable={(ref, problem) => setUnreadable((before) => withProblem(before, ref, problem))}
        />
      ),
    [interview, step, wide, troubles],
  );

  if (tools && aside === contents) {
    const { Contents } = tools;
    return <Contents {...{ going, title, languages, menu }} from={stood.current} onGo={moveTo} />;
  }
  if (aside === review || !step) {
    return (
      <ReviewScreen
        going={going}
        title={title}
        languages={languages}
        menu={menu}
        onChange={(ref) => {
          setChecked(ref);
          way.go(ref);
        }}
        onBack={() => moveTo(stepBefore(interview, null, cut)?.id ?? review)}
        onSubmit={async () => {
          timed.flush();
          await onSubmit();
        }}
      />
    );
  }

  const { answered, asked } = progress(interview);
  const words = t('step.of', { done: answered, total: asked });
  // Before the first page it is not known how much will be asked: no bar that would run backwards.
  const isUnderWay = step.page.kind === 'section';
  const isLast = isChecking || (!after && !needsAnswer(going, step));
  const wishes = [...troubles.values()].filter(({ kind }) => kind === 'wish').length;
  return (
    <Frame
      title={title}
      wide={wide}
      bar={
        <Bar
          title={title}
          languages={languages}
          menu={menu}
          {...(isUnderWay ? { progress: { share: answered / Math.max(asked, 1), words } } : {})}
        />
      }
      weather={<Weather />}
      feet={
        <>
          {wishes > 1 && (
            <p class="wish feet-note" role="status">
              {t('step.wantedSome', { count: wishes })}
            </p>
          )}
          <div class="feet-row">
            <button
              type="button"
              class="button"
              disabled={!before}
              onClick={() => moveTo(before?.id ?? step.id)}
            >
              {t('step.back')}
            </button>
            <button type="button" class="button main" onClick={next}>
              {isLast ? t('step.toReview') : t('step.next')}
            </button>
          </div>
        </>
      }
    >
      <div ref={page} key={step.id} class={wide ? 'page wide step-in bare' : 'page step-in bare'}>
        {content}
        <KeepingNote keeping={going.keeping} words={isUnderWay ? words : ''} onAgain={going.keepAgain} />
      </div>
    </Frame>
  );
}

export const review = 'review';

/** Something on the step must be answered, and the answer may bring more questions. */
const needsAnswer = (going: Going, { items }: Step): boolean =>
  items.some(({ ref }) => questionAt(going.interview, ref)?.verdict.kind === 'missing');

function troublesIn(going: Going, step: Step, unreadable: ReadonlyMap<Ref, GivenProblem>): Map<Ref, Trouble> {
  const found = new Map<Ref, Trouble>();
  for (const { ref } of step.items) {
    const trouble = troubleOf(questionAt(going.interview, ref), unreadable.get(ref));
    if (trouble) found.set(ref, trouble);
  }
  return found;
}

function withProblem(before: ReadonlyMap<Ref, GivenProblem>, ref: Ref, problem: GivenProblem | null) {
  const after = new Map(before);
  if (problem) after.set(ref, problem);
  else after.delete(ref);
  return after;
}

const barHeight = 80; // pixels; `scroll-padding` keeps what is scrolled to clear of it

/** Brings the person to the question that something is wrong with: what is wrong stands above its answers. */
function focusOn(page: HTMLElement | null, ref: Ref): void {
  const field = page?.querySelector<HTMLElement>(`[data-ref="${CSS.escape(ref)}"]`);
  field
    ?.querySelector<HTMLElement>('input:not([hidden]), textarea, select, button')
    ?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'nearest' });
  if (field && field.getBoundingClientRect().top < barHeight) field.scrollIntoView({ block: 'start' });
}
