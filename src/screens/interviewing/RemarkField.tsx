import { useContext, useId, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Ref } from '../../questionnaire/index.ts';
import { NotesContext, remarkRow } from '../tools.ts';

const longest = 1_000; // letters, as a submission may hold

/** What an enumerator notes beside a question; kept with every key, as an answer is. */
export function RemarkField({ at }: { at: Ref }) {
  const { t } = useText();
  const noted = useContext(NotesContext);
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const row = remarkRow + at;
  const text = String(noted?.notes.get(row) ?? '');
  if (!noted) return null;
  if (!isOpen && text === '') {
    return (
      <button
        type="button"
        class="button plain remark-door"
        onClick={() => {
          setOpen(true);
          setTimeout(() => box.current?.focus());
        }}
      >
        <Pen />
        <span>{t('remark.add')}</span>
      </button>
    );
  }
  return (
    <div class="remark">
      <label class="small" for={id}>
        <Pen />
        {t('remark.label')}
      </label>
      <textarea
        ref={box}
        id={id}
        class="field"
        rows={2}
        maxLength={longest}
        aria-describedby={`${id}-hint`}
        value={text}
        onInput={({ currentTarget: { value } }) =>
          noted.change((it) => it, [{ ref: row, answer: value.trim() === '' ? undefined : value }])
        }
        onBlur={() => setOpen(false)}
      />
      <p id={`${id}-hint`} class="quiet small">
        {t('remark.hint')}
      </p>
    </div>
  );
}

const Pen = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
    <path
      d="M3 17l1-4L14 3l3 3L7 16l-4 1z"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linejoin="round"
    />
  </svg>
);
