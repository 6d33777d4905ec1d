import { useId } from 'preact/hooks';
import {
  answerInWords,
  FileShown,
  FilesContext,
  isForFile,
  isForPlace,
  PlaceAnswer,
  PlainWords,
} from '../../controls/index.ts';
import { useText } from '../../i18n/index.ts';
import { type AskedQuestion, type Interview, questionAt } from '../../questionnaire/index.ts';
import type { Submission } from '../../submission/index.ts';
import { filesOf } from './files.ts';
import { pagesRead } from './reading.ts';

/** Comments on questions, by their place: what is being written, or has been sent. */
export type Comments = ReadonlyMap<string, string>;

/** Every question that was asked, page by page, with its answer in words; what was changed, remarked and commented on beside it. */
export function Answers({
  interview,
  before,
  submission,
  flagged,
  comments,
  onComment,
}: {
  interview: Interview;
  /** The revision that this one corrects, to tell what is changed. */
  before: Interview | null;
  submission: Submission;
  /** Names of questions and pages that a flag is about. */
  flagged: ReadonlySet<string>;
  comments: Comments;
  /** Missing where nothing can be asked for. */
  onComment?: (at: string, text: string | null) => void;
}) {
  const remarks = new Map((submission.remarks ?? []).map(({ at, text }) => [at, text]));
  return (
    <FilesContext.Provider value={filesOf(submission)}>
      {pagesRead(interview).map(({ ref, name, label, questions }) => (
        <section key={ref} class={flagged.has(name) ? 'answers-of noticed' : 'answers-of'}>
          {label && <h3 lang={label.language}>{label.text}</h3>}
          <dl class="answers">
            {questions.map((asked) => (
              <Row
                key={asked.ref}
                asked={asked}
                before={before && questionAt(before, asked.ref)}
                isFirst={before === null}
                language={interview.language}
                isFlagged={flagged.has(asked.question.name)}
                remark={remarks.get(asked.ref)}
                comment={comments.get(asked.ref)}
                onComment={onComment && ((text) => onComment(asked.ref, text))}
              />
            ))}
          </dl>
        </section>
      ))}
    </FilesContext.Provider>
  );
}

function Row({
  asked,
  before,
  isFirst,
  language,
  isFlagged,
  remark,
  comment,
  onComment,
}: {
  asked: AskedQuestion;
  before: AskedQuestion | null;
  isFirst: boolean;
  language: string;
  isFlagged: boolean;
  remark: string | undefined;
  comment: string | undefined;
  onComment: ((text: string | null) => void) | undefined;
}) {
  const { t } = useText();
  const id = useId();
  const said = answerInWords(asked, language);
  const had = before ? (answerInWords(before, language)?.text ?? '') : '';
  const isChanged = !isFirst && had !== (said?.text ?? '');
  const { kind, name } = asked.question;
  const answer = typeof asked.answer === 'string' ? asked.answer : null;
  const question = asked.label?.text ?? name;
  return (
    <div class={isFlagged || isChanged ? 'noticed' : ''}>
      <dt>{asked.label ? <PlainWords shown={asked.label} /> : name}</dt>
      <dd class={said ? '' : 'empty'} lang={said?.language}>
        {answer !== null && isForFile(asked.question) ? (
          <FileShown name={answer} />
        ) : answer !== null && isForPlace(kind) ? (
          <PlaceAnswer kind={kind} answer={answer} />
        ) : (
          (said?.text ?? t('reviewing.blank'))
        )}
      </dd>
      {isChanged && <dd class="small">{t('reviewing.was', { answer: had || t('reviewing.blank') })}</dd>}
      {remark !== undefined && <dd class="remarked">{t('reviewing.remark', { text: remark })}</dd>}
      {comment !== undefined && !onComment && (
        <dd class="remarked">{t('reviewing.commented', { text: comment })}</dd>
      )}
      {onComment && comment === undefined && (
        <dd class="act">
          <button
            type="button"
            class="button plain"
            aria-label={`${t('reviewing.addComment')}: ${question}`}
            onClick={() => onComment('')}
          >
            {t('reviewing.addComment')}
          </button>
        </dd>
      )}
      {onComment && comment !== undefined && (
        <dd class="asked">
          <label class="small" for={id}>
            {t('reviewing.commentOn', { question })}
          </label>
          <textarea
            id={id}
            class="field"
            rows={2}
            maxLength={1_000}
            value={comment}
            onInput={({ currentTarget }) => onComment(currentTarget.value)}
          />
          <button type="button" class="button plain" onClick={() => onComment(null)}>
            {t('reviewing.dropComment')}
          </button>
        </dd>
      )}
    </div>
  );
}
