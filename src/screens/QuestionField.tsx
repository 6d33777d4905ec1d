import type { ComponentChildren } from 'preact';
import { useContext, useId } from 'preact/hooks';
import {
  Control,
  type Hand,
  isBox,
  isForFile,
  isScale,
  MediaShown,
  PlainWords,
  Said,
} from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import { type Answer, type AskedQuestion, type GivenProblem, isBlank } from '../questionnaire/index.ts';
import { NotesContext, returnedRow, ToolsContext } from './tools.ts';

/** A question, its hint, its answer, and what is wrong with it: tied together for eyes and for screen readers. */
export function QuestionField({
  asked,
  heading,
  row,
  trouble,
  onAnswer,
  onUnreadable,
}: {
  asked: AskedQuestion;
  /** The question is the page's heading (one question on a phone). */
  heading: boolean;
  /** It is a row of a table whose scale is written above the first. */
  row?: 'head' | 'row' | undefined;
  trouble: { readonly words: string; readonly kind: 'alarm' | 'wish' } | undefined;
  onAnswer(given: Answer, hand: Hand): void;
  onUnreadable(problem: GivenProblem | null): void;
}) {
  const { t } = useText();
  const id = useId();
  const tools = useContext(ToolsContext);
  const wished = useContext(NotesContext)?.notes.get(returnedRow + asked.ref);
  const { question, label, hint } = asked;
  const media = question.media && <MediaShown media={question.media} />;
  if (question.kind === 'note') {
    return (
      <>
        {label && <Said shown={label} />}
        {media}
      </>
    );
  }

  const told = trouble ? `${id}-trouble` : undefined;
  const describedBy =
    [hint ? `${id}-hint` : '', wished ? `${id}-wished` : '', told ?? ''].filter(Boolean).join(' ') ||
    undefined;
  const words = (
    <>
      {label && <PlainWords shown={label} />}
      {asked.need === 'no' && question.kind === 'text' && (
        <span class="small quiet"> ({t('step.optional')})</span>
      )}
    </>
  );
  // HTML wants the heading around a label, and inside a legend.
  const inHeading = (inside: ComponentChildren) =>
    heading ? (
      <h1 class="asks" tabIndex={-1} data-step-heading>
        {inside}
      </h1>
    ) : (
      <span class="asks">{inside}</span>
    );
  const rest = (
    <>
      {media}
      {hint && (
        <p id={`${id}-hint`} class="hint" lang={hint.language}>
          {hint.text}
        </p>
      )}
      {wished && (
        <p id={`${id}-wished`} class="wish">
          {t('step.wished', { text: wished })}
        </p>
      )}
      {trouble && (
        <p id={told} class={trouble.kind} role={trouble.kind === 'alarm' ? 'alert' : 'status'}>
          {trouble.words}
        </p>
      )}
      <Control asked={asked} id={id} told={describedBy} onAnswer={onAnswer} onUnreadable={onUnreadable} />
      {canClear(asked) && (
        <button
          type="button"
          class="button plain clear"
          disabled={isBlank(asked.answer)}
          onClick={() => onAnswer(null, 'key')}
        >
          {t('step.clear')}
        </button>
      )}
      {tools?.Remark && <tools.Remark at={asked.ref} />}
    </>
  );

  if (isBox(asked)) {
    return (
      <div class="question" data-ref={asked.ref}>
        {inHeading(<label for={id}>{words}</label>)}
        {rest}
      </div>
    );
  }
  const points = asked.choices.filter(({ apart }) => !apart);
  return (
    <fieldset
      class={row ? `question in-grid ${row}` : isScale(question, points) ? 'question scale' : 'question'}
      style={{ '--points': points.length }}
      data-ref={asked.ref}
      aria-describedby={describedBy}
    >
      <legend>{inHeading(words)}</legend>
      {rest}
    </fieldset>
  );
}

/** A choice once made can be taken back: answering is voluntary. Radios alone would not let it go; a file has its own button. */
const canClear = (asked: AskedQuestion): boolean =>
  asked.need !== 'hard' &&
  !asked.readOnly &&
  asked.question.kind !== 'many' &&
  !isBox(asked) &&
  !isForFile(asked.question);
