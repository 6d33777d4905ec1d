import { Particulars, Said } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import { asked, type Interview, questionAt } from '../questionnaire/index.ts';
import type { Survey } from '../submission/index.ts';
import { Modal } from './Modal.tsx';

/** The privacy notice again, in the language of now: the notes that stand before the consent question. */
export function NoticeModal({
  interview,
  survey,
  onClose,
}: {
  interview: Interview;
  survey: Survey;
  onClose(): void;
}) {
  const { t } = useText();
  return (
    <Modal title={t('menu.notice')} onClose={onClose}>
      {noticeOf(interview).map((label) => (
        <Said key={label.text} shown={label} />
      ))}
      <Particulars survey={survey} />
      <p>{t('notice.course')}</p>
      <div class="buttons">
        <button type="button" class="button main" onClick={onClose}>
          {t('menu.close')}
        </button>
      </div>
    </Modal>
  );
}

function noticeOf(interview: Interview) {
  const consent = interview.form.questionnaire.consent?.question;
  const notes = [];
  for (const page of asked(interview)) {
    for (const { kind, ref } of page.items) {
      const it = kind === 'question' ? questionAt(interview, ref) : null;
      if (it?.question.name === consent) return notes;
      if (it?.question.kind === 'note' && it.label) notes.push(it.label);
    }
  }
  return notes;
}
