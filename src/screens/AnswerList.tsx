import { useContext } from 'preact/hooks';
import {
  answerInWords,
  FileShown,
  isForFile,
  isForPlace,
  PlaceAnswer,
  PlainWords,
} from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import {
  type Answer,
  type AskedQuestion,
  type Interview,
  type Page,
  questionAt,
  type Ref,
  sectionAt,
} from '../questionnaire/index.ts';

import { NotesContext, remarkRow, returnedRow } from './tools.ts';
import { usePagesInTurn } from './usePagesInTurn.ts';

/** Every question that was asked, with its answer in words; each can lead back to its step. */
export function AnswerList({ interview, onChange }: { interview: Interview; onChange?: (ref: Ref) => void }) {
  const { t, language } = useText();
  const notes = useContext(NotesContext)?.notes;
  const consent = interview.form.questionnaire.consent?.question;
  const draw = (page: Page, change: (ref: Ref) => void) => {
    const rows = page.items.flatMap(({ kind, ref }) => {
      const it = kind === 'question' ? questionAt(interview, ref) : null;
      return it && it.question.kind !== 'note' ? [it] : [];
    });
    if (rows.length === 0) return null;
    const label = page.kind === 'section' ? sectionAt(interview, page.ref)?.label : null;
    return (
      <section key={page.ref} class="answers-of" style={{ containIntrinsicBlockSize: heightOf(rows.length) }}>
        {label && <h2 lang={label.language}>{label.text}</h2>}
        <dl class="answers">
          {rows.map((it) => (
            <Row
              key={it.ref}
              asked={it}
              language={interview.language}
              change={onChange && it.question.name !== consent ? () => change(it.ref) : undefined}
              words={{ change: t('review.change'), notAnswered: t('review.notAnswered') }}
              remark={notes?.get(remarkRow + it.ref)}
              wished={notes?.get(returnedRow + it.ref)}
              changeThis={t('review.changeThis', { question: it.label?.text ?? it.question.name })}
            />
          ))}
        </dl>
      </section>
    );
  };
  const sections = usePagesInTurn(interview, language, draw, onChange);
  return <>{sections}</>;
}

/** About as high as they are once they are laid out, so that the scroll bar tells the truth. */
const heightOf = (rows: number): string => `auto ${rows * 5.2 + 3}rem`;

function Row({
  asked,
  language,
  change,
  words,
  changeThis,
  remark,
  wished,
}: {
  asked: AskedQuestion;
  language: string;
  change: (() => void) | undefined;
  words: { change: string; notAnswered: string };
  changeThis: string;
  remark: Answer | undefined;
  wished: Answer | undefined;
}) {
  const { t } = useText();
  const said = answerInWords(asked, language);
  const { kind } = asked.question;
  const answer = typeof asked.answer === 'string' ? asked.answer : null;
  const shown =
    answer === null ? null : isForFile(asked.question) ? (
      <FileShown name={answer} />
    ) : isForPlace(kind) ? (
      <PlaceAnswer kind={kind} answer={answer} />
    ) : null;
  return (
    <div>
      <dt>{asked.label && <PlainWords shown={asked.label} />}</dt>
      <dd class={said ? '' : 'empty'}>{shown ?? said?.text ?? words.notAnswered}</dd>
      {wished != null && <dd class="remarked">{t('step.wished', { text: wished })}</dd>}
      {remark != null && <dd class="remarked">{t('review.remark', { text: remark })}</dd>}
      {change && (
        <dd class="act">
          <button type="button" class="button plain" aria-label={changeThis} onClick={change}>
            {words.change}
          </button>
        </dd>
      )}
    </div>
  );
}
