import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Questionnaire } from '../../questionnaire/index.ts';
import { applyEdits, type Pair, type ReadTexts, readTexts, writeTexts } from '../../versions/index.ts';
import { sentenceOf } from '../../xlsform/index.ts';
import type { Edits } from './useEdits.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The texts as a workbook for translators who work in one, and what comes back of it, shown before it is taken over. */
export function SheetForm({
  questionnaire,
  pair,
  edits,
}: {
  questionnaire: Questionnaire;
  pair: Pair;
  edits: Edits;
}) {
  const { t } = useText();
  const id = useId();
  const [read, setRead] = useState<ReadTexts | null>(null);
  /** With what was typed here, so that the translator begins where this page is. */
  const standing = () => applyEdits(questionnaire, edits.all).questionnaire;

  const download = () => {
    const bytes = new Uint8Array(writeTexts(standing(), pair));
    const address = URL.createObjectURL(new Blob([bytes], { type: xlsx }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${questionnaire.id}-${pair.target}.xlsx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser writes it to the disk meanwhile
  };
  const take = ({ edits: brought }: Extract<ReadTexts, { kind: 'read' }>) => {
    for (const edit of brought) {
      const typed = edits.of(edit.language, edit.key);
      edits.write(typed ? { ...edit, was: typed.was } : edit);
    }
    setRead(null);
  };

  return (
    <section class="desk-card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('forms.sheet.title')}</h2>
      <p>{t('forms.sheet.text')}</p>
      <p>
        <button type="button" class="button" onClick={download}>
          {t('forms.sheet.out')}
        </button>
      </p>
      <div class="asked">
        <label for={`${id}file`}>{t('forms.sheet.in')}</label>
        <input
          class="field"
          id={`${id}file`}
          type="file"
          accept=".xlsx,.xls,.csv"
          onChange={(event) => {
            const input = event.currentTarget;
            void input.files?.[0]?.arrayBuffer().then((bytes) => {
              setRead(readTexts(standing(), new Uint8Array(bytes)));
              input.value = '';
            });
          }}
        />
      </div>
      <div aria-live="polite">
        {read && <Brought read={read} onTake={take} onLeave={() => setRead(null)} />}
      </div>
    </section>
  );
}

function Brought({
  read,
  onTake,
  onLeave,
}: {
  read: ReadTexts;
  onTake(read: Extract<ReadTexts, { kind: 'read' }>): void;
  onLeave(): void;
}) {
  const { t } = useText();
  if (read.kind === 'unreadable')
    return <p class="alarm">{t(sentenceOf(read.problem) as 'xlsform.file-damaged', read.problem.details)}</p>;
  if (read.kind === 'no-columns') return <p class="alarm">{t('forms.sheet.no-columns')}</p>;
  if (read.kind === 'other-language')
    return <p class="alarm">{t('forms.sheet.other-language', { tag: read.tag })}</p>;
  const { edits, stale, gone, same } = read;
  return (
    <div class="report">
      <h3>
        {edits.length > 0 ? t('forms.sheet.changes', { count: edits.length }) : t('forms.sheet.noChanges')}
      </h3>
      <p class="quiet">{t('forms.sheet.same', { count: same })}</p>
      <ul class="difference-list">
        {edits.slice(0, most).map(({ key, language, was, text }) => (
          <li key={key}>
            <code>{key}</code>
            <dl class="before-after">
              <div>
                <dt>{t('forms.differences.before')}</dt>
                <dd lang={language}>{was || <i class="quiet">{t('forms.differences.blank')}</i>}</dd>
              </div>
              <div>
                <dt>{t('forms.differences.after')}</dt>
                <dd lang={language}>{text || <i class="quiet">{t('forms.differences.blank')}</i>}</dd>
              </div>
            </dl>
            {stale.has(key) && <p class="wish small">{t('forms.sheet.stale')}</p>}
          </li>
        ))}
      </ul>
      {edits.length > most && <p class="quiet">+ {edits.length - most}</p>}
      {gone.length > 0 && (
        <details>
          <summary>{t('forms.sheet.gone', { count: gone.length })}</summary>
          <ul class="plain-list">
            {gone.slice(0, most).map(({ key, text }) => (
              <li key={key}>
                <code>{key}</code> {text}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="buttons">
        {edits.length > 0 && (
          <button type="button" class="button main" onClick={() => onTake(read)}>
            {t('forms.sheet.take', { count: edits.length })}
          </button>
        )}
        <button type="button" class="button plain" onClick={onLeave}>
          {t('forms.sheet.cancel')}
        </button>
      </p>
    </div>
  );
}

const most = 300; // changes one by one; more are looked at in the table
