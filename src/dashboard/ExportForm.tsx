import { useId, useState } from 'preact/hooks';
import { chooseLanguage, nameOf, useText } from '../i18n/index.ts';
import type { SurveySummary } from '../submission/index.ts';
import { exportAddress } from './exportAddress.ts';
import { whoIsIn } from './office.ts';
import { TroubleNote } from './Standing.tsx';
import { isPlainClick } from './way.ts';
import type { Trouble } from './wire.ts';

type Going = { readonly kind: 'asking' | 'begun' } | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** What the file shall contain, and its download, which the browser writes to the disk as it comes. */
export function ExportForm({ survey, onSignedOut }: { survey: SurveySummary; onSignedOut(): void }) {
  const { t, language } = useText();
  const { languages, defaultLanguage, tables } = survey;
  const [asLabels, setAsLabels] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [table, setTable] = useState<string | null>(null);
  const [going, setGoing] = useState<Going | null>(null);
  const id = useId();
  const labels = chosen ?? chooseLanguage([language], languages, defaultLanguage);
  const address = exportAddress(survey.id, { labels: asLabels ? labels : null, table });

  /** Looks first whether the session still stands: a refused download would be a file that is no file. */
  const begin = async () => {
    if (going?.kind === 'asking') return;
    setGoing({ kind: 'asking' });
    const said = await whoIsIn();
    if (said.ok) {
      download(address);
      setGoing({ kind: 'begun' });
    } else if (said.trouble === 'not-signed-in') onSignedOut();
    else setGoing({ kind: 'trouble', trouble: said.trouble });
  };

  const change = (act: () => void) => () => {
    setGoing(null);
    act();
  };
  const wayToSay = (value: boolean, text: string) => (
    <label class="choice">
      <input
        type="radio"
        name={`${id}values`}
        checked={asLabels === value}
        onChange={change(() => setAsLabels(value))}
      />
      {text}
    </label>
  );

  return (
    <>
      <p>{t('coordinator.exportText')}</p>
      {tables.length > 0 && (
        <div class="asked">
          <label for={`${id}table`}>{t('coordinator.table')}</label>
          <select
            class="field"
            id={`${id}table`}
            value={table ?? ''}
            onChange={({ currentTarget: { value } }) => change(() => setTable(value || null))()}
          >
            <option value="">{t('coordinator.submissions')}</option>
            {tables.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
      )}
      <fieldset class="asked">
        <legend>{t('coordinator.values')}</legend>
        <div class="choices">
          {wayToSay(false, t('coordinator.codes'))}
          {wayToSay(true, t('coordinator.labels'))}
        </div>
      </fieldset>
      {asLabels && (
        <div class="asked">
          <label for={`${id}language`}>{t('coordinator.labelLanguage')}</label>
          <select
            class="field"
            id={`${id}language`}
            value={labels}
            onChange={({ currentTarget: { value } }) => change(() => setChosen(value))()}
          >
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {nameOf(tag)}
              </option>
            ))}
          </select>
        </div>
      )}
      <a
        class="button main"
        href={address}
        download
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          void begin();
        }}
      >
        {t('coordinator.download')}
      </a>
      {going?.kind === 'trouble' && <TroubleNote trouble={going.trouble} />}
      <p class={going?.kind === 'begun' ? 'note' : 'unseen'} role="status">
        {going?.kind === 'begun' && t('coordinator.begun')}
      </p>
    </>
  );
}

function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
