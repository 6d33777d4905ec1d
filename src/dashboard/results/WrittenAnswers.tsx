import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { fewestWritten, type WrittenAnswers as Page } from '../../submission/index.ts';
import { written } from '../office.ts';
import { TroubleNote } from '../Standing.tsx';
import type { Trouble } from '../wire.ts';

interface Shown {
  readonly pages: readonly Page[];
  /** What was sought for. */
  readonly search: string;
}

/** What people wrote to one question, sought for and read page by page; asked for only when somebody wants to read. */
export function WrittenAnswers({
  survey,
  question,
  name,
  onSignedOut,
}: {
  survey: string;
  question: string;
  name: string;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Shown | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const id = useId();
  const number = new Intl.NumberFormat(language).format;
  const bring = async (before: Shown) => {
    setTrouble(null);
    const after = before.pages.at(-1)?.next ?? null;
    const said = await written(survey, question, { search: before.search, after });
    if (said.ok) setShown({ ...before, pages: [...before.pages, said.value] });
    else if (said.trouble === 'not-signed-in') onSignedOut();
    else setTrouble(said.trouble);
  };
  const pages = shown?.pages ?? [];
  const last = pages.at(-1);
  const answers = pages.flatMap(({ answers }) => answers);
  const withheld = pages.reduce((sum, { withheld }) => sum + withheld, 0);
  return (
    <details class="written">
      <summary>
        {t('writtenAnswers.open')}
        <span class="unseen">: {name}</span>
      </summary>
      <p class="small quiet">{t('writtenAnswers.text')}</p>
      <form
        class="asked"
        onSubmit={(event) => {
          event.preventDefault();
          void bring({ pages: [], search });
        }}
      >
        <label for={id}>{t('writtenAnswers.searchIn')}</label>
        <div class="copy">
          <input
            class="field"
            type="search"
            id={id}
            value={search}
            onInput={({ currentTarget: { value } }) => setSearch(value)}
          />
          <button type="submit" class="button">
            {t('writtenAnswers.search')}
          </button>
        </div>
      </form>
      {trouble && <TroubleNote trouble={trouble} />}
      <div role="status">
        {last?.standing === 'few' && (
          <p class="note">{t('writtenAnswers.few', { number: number(fewestWritten) })}</p>
        )}
        {last?.standing === 'shown' && answers.length === 0 && last.next === null && (
          <p class="quiet">{t('writtenAnswers.none')}</p>
        )}
        {withheld > 0 && (
          <p class="small quiet">{t('writtenAnswers.withheld', { number: number(withheld) })}</p>
        )}
      </div>
      <ul class="cautions">
        {answers.map((text, at) => (
          <li key={`${at} ${text}`}>{text}</li>
        ))}
      </ul>
      {shown && last?.next && (
        <button type="button" class="button" onClick={() => void bring(shown)}>
          {t('writtenAnswers.more')}
        </button>
      )}
    </details>
  );
}
