import type { ComponentChild } from 'preact';
import { useRef } from 'preact/hooks';
import { type Hand, type Load, NotHere, Said, useLater } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import {
  type Answer,
  type AskedQuestion,
  type GivenProblem,
  type Interview,
  questionAt,
  type Ref,
  sectionAt,
} from '../questionnaire/index.ts';
import { alike } from './alike.ts';
import { QuestionField } from './QuestionField.tsx';
import type { RepeatProps } from './RepeatField.tsx';
import type { Step } from './steps.ts';
import type { Trouble } from './trouble.ts';

/** What stands on a step: the page's heading and introduction, and its questions. */
export function StepContent({
  interview,
  step,
  wide,
  troubles,
  onAnswer,
  onUnreadable,
}: {
  interview: Interview;
  step: Step;
  wide: boolean;
  troubles: ReadonlyMap<Ref, Trouble>;
  onAnswer(ref: Ref, given: Answer, hand: Hand): void;
  onUnreadable(ref: Ref, problem: GivenProblem | null): void;
}) {
  const { t } = useText();
  const latest = useRef({ onAnswer, onUnreadable });
  latest.current = { onAnswer, onUnreadable };
  const drawn = useDrawnOnce();
  const questions = step.items.flatMap(({ kind, ref }) => {
    const asked = kind === 'question' ? questionAt(interview, ref) : null;
    return asked ? [asked] : [];
  });
  const alone = !step.intro && questions.filter(({ question }) => question.kind !== 'note').length === 1;
  const { kind, ref, within } = step.page;
  const isSection = kind === 'section';
  const section = isSection || alone ? sectionAt(interview, isSection ? ref : (within.at(-1) ?? ref)) : null;
  const gridRow = (at: number): GridRow | undefined => {
    const one = wide ? gridList(interview, step.items[at]?.ref) : null;
    if (one === null) return undefined;
    if (gridList(interview, step.items[at - 1]?.ref) === one) return 'row';
    return gridList(interview, step.items[at + 1]?.ref) === one ? 'head' : undefined;
  };
  const several = [...troubles.values()].filter(({ kind }) => kind === 'wish').length > 1;
  const say = (trouble: Trouble | undefined) =>
    trouble && {
      kind: trouble.kind,
      words: trouble.words ?? (several && trouble.kind === 'wish' ? t('review.notAnswered') : t(trouble.key)),
    };
  return (
    <>
      {section?.label &&
        (alone ? (
          <p class="quiet small" lang={section.label.language}>
            {section.label.text} {section.position}
          </p>
        ) : (
          <h1 lang={section.label.language} tabIndex={-1} data-step-heading>
            {section.label.text} {section.position}
          </h1>
        ))}
      {step.intro && section?.intro && <Said shown={section.intro} />}
      {step.intro && !wide && <p class="quiet">{t('step.follows')}</p>}
      {step.items.map((item, at) => {
        if (item.kind === 'repeat') {
          return (
            <LaterRepeat key={item.ref} interview={interview} repeat={item} isPage={kind === 'repeat'} />
          );
        }
        if (item.kind === 'heading') {
          const { label: heading, position } = sectionAt(interview, item.ref) ?? {};
          return (
            heading && (
              <h2 lang={heading.language} data-ref={item.ref}>
                {heading.text} {position}
              </h2>
            )
          );
        }
        const asked = questionAt(interview, item.ref);
        const trouble = say(troubles.get(item.ref));
        return (
          asked &&
          drawn(asked, `${alone} ${gridRow(at)} ${trouble?.kind} ${trouble?.words}`, () => (
            <QuestionField
              key={asked.ref}
              asked={asked}
              heading={alone}
              row={gridRow(at)}
              trouble={trouble}
              onAnswer={(given, hand) => latest.current.onAnswer(asked.ref, given, hand)}
              onUnreadable={(problem) => latest.current.onUnreadable(asked.ref, problem)}
            />
          ))
        );
      })}
    </>
  );
}

/** Of a table of questions that share a scale: the first has the scale's words above it. */
export type GridRow = 'head' | 'row';

/** The list of a question that stands in a group of XLSForm's `table-list`. */
function gridList(interview: Interview, ref: Ref = ''): string | null {
  const question = questionAt(interview, ref)?.question;
  if (question?.kind !== 'one' || question.list === undefined || question.choiceFilter !== undefined)
    return null;
  const around = ref.slice(0, ref.lastIndexOf('/'));
  return /\btable-list\b/.test(sectionAt(interview, around)?.section.appearance ?? '')
    ? around + question.list
    : null;
}

const loadRepeat: Load<RepeatProps> = () => import('./RepeatField.tsx');

function LaterRepeat(props: RepeatProps) {
  const Loaded = useLater(loadRepeat, 'kinds');
  return typeof Loaded === 'function' ? <Loaded {...props} /> : <NotHere why={Loaded} />;
}

/** Draws a question anew only where it shows something else than before: one answer changes few of those on a page. */
function useDrawnOnce() {
  const known = useRef(new Map<Ref, { asked: AskedQuestion; rest: string; drawn: ComponentChild }>());
  return (asked: AskedQuestion, rest: string, draw: () => ComponentChild): ComponentChild => {
    const before = known.current.get(asked.ref);
    if (before?.rest === rest && alike(before.asked, asked)) return before.drawn;
    const drawn = draw();
    known.current.set(asked.ref, { asked, rest, drawn });
    return drawn;
  };
}
