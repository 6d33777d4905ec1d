import { useCallback, useEffect, useId, useState } from 'preact/hooks';
import { chooseLanguage, nameOf, useText, writeSize } from '../i18n/index.ts';
import { ExportFormat, type ExportJob, type ExportWish, type SurveySummary } from '../submission/index.ts';
import { askForExport, deleteExport, exports } from './office.ts';
import { TroubleNote } from './Standing.tsx';
import type { Trouble } from './wire.ts';

const lookEvery = 1_500; // milliseconds, while something is being made

/** Files for statistics programs: what they shall hold, and those that were made. */
export function ExportFiles({ survey, onSignedOut }: { survey: SurveySummary; onSignedOut(): void }) {
  const { t } = useText();
  const [made, setMade] = useState<readonly ExportJob[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const failed = useCallback(
    (why: Trouble) => (why === 'not-signed-in' ? onSignedOut() : setTrouble(why)),
    [onSignedOut],
  );
  const look = useCallback(async () => {
    const said = await exports(survey.id);
    if (said.ok) setMade(said.value);
    else failed(said.trouble);
  }, [survey.id, failed]);

  useEffect(() => void look(), [look]);
  const isWaiting = made.some(({ state }) => state !== 'ready' && state !== 'failed');
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => void look(), lookEvery);
    return () => clearInterval(timer);
  }, [isWaiting, look]);

  const ask = async (wish: ExportWish) => {
    setTrouble(null);
    const said = await askForExport(survey.id, wish);
    if (said.ok) await look();
    else failed(said.trouble);
  };
  const remove = async (job: ExportJob) => {
    setTrouble(null);
    const said = await deleteExport(job);
    if (said.ok || said.trouble === 'not-found') await look();
    else failed(said.trouble);
  };
  return (
    <>
      <p>{t('coordinator.filesText')}</p>
      <WishForm survey={survey} onAsk={ask} />
      {trouble && <TroubleNote trouble={trouble} />}
      <div role="status">
        <ul class="exports">
          {made.map((job) => (
            <ExportLine key={job.id} job={job} onDelete={() => void remove(job)} />
          ))}
        </ul>
      </div>
    </>
  );
}

function WishForm({ survey, onAsk }: { survey: SurveySummary; onAsk(wish: ExportWish): Promise<void> }) {
  const { t, language } = useText();
  const { languages, defaultLanguage, answeredBy } = survey;
  const [formats, setFormats] = useState<readonly ExportFormat[]>(['xlsx', 'sav']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [accepted, setAccepted] = useState(false);
  const [media, setMedia] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const id = useId();
  const inLanguage = chosen ?? chooseLanguage([language], languages, defaultLanguage);

  const begin = async () => {
    if (isWorking || formats.length === 0) return;
    setWorking(true);
    await onAsk({
      formats: [...formats],
      language: inLanguage,
      ...(from && { from }),
      ...(until && { until }),
      ...(accepted && { accepted }),
      ...(media && { media }),
    });
    setWorking(false);
  };
  const toggle = (format: ExportFormat) =>
    setFormats((before) =>
      before.includes(format) ? before.filter((one) => one !== format) : [...before, format],
    );
  const option = (label: string, checked: boolean, onChange: () => void) => (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={onChange} />
      {label}
    </label>
  );
  const day = (name: string, label: string, value: string, set: (day: string) => void) => (
    <div class="asked">
      <label for={`${id}${name}`}>{label}</label>
      <input
        class="field"
        type="date"
        id={`${id}${name}`}
        value={value}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </div>
  );
  return (
    <form
      class="wishes"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <fieldset class="asked">
        <legend>{t('coordinator.formats')}</legend>
        <div class="choices">
          {ExportFormat.options.map((format) =>
            option(t(`coordinator.format.${format}`), formats.includes(format), () => toggle(format)),
          )}
        </div>
      </fieldset>
      <div class="asked">
        <label for={`${id}language`}>{t('coordinator.labelLanguage')}</label>
        <select
          class="field"
          id={`${id}language`}
          value={inLanguage}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        >
          {languages.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
      </div>
      <details>
        <summary>{t('coordinator.narrow')}</summary>
        <div class="wishes">
          {day('from', t('coordinator.from'), from, setFrom)}
          {day('until', t('coordinator.until'), until, setUntil)}
          <div class="choices">
            {answeredBy === 'devices' &&
              option(t('coordinator.acceptedOnly'), accepted, () => setAccepted(!accepted))}
            {option(t('coordinator.withMedia'), media, () => setMedia(!media))}
          </div>
        </div>
      </details>
      <button type="submit" class="button main" aria-disabled={isWorking || formats.length === 0}>
        {isWorking ? t('coordinator.working') : t('coordinator.makeFiles')}
      </button>
    </form>
  );
}

function ExportLine({ job, onDelete }: { job: ExportJob; onDelete(): void }) {
  const { t, day, language } = useText();
  const { state, submissions, files, leftOut, askedAt, wish } = job;
  const place = `/api/coordinator/surveys/${job.survey}/exports/${job.id}`;
  const name = t('coordinator.exportOf', { day: day(askedAt), formats: wish.formats.join(', ') });
  return (
    <li>
      <h3>{name}</h3>
      <p class="quiet">
        {t(`coordinator.exportState.${state}`)}
        {submissions > 0 && ` · ${t('coordinator.submissions')}: ${submissions.toLocaleString(language)}`}
      </p>
      {leftOut.map(({ name }) => (
        <p key={name} class="wish">
          {t('coordinator.leftOut', { file: name })}
        </p>
      ))}
      {state === 'ready' && (
        <ul class="files">
          {files.map(({ name, size }) => (
            <li key={name}>
              <a href={`${place}/files/${name}`} download>
                {name}
              </a>{' '}
              <span class="quiet small">{writeSize(size, language)}</span>
            </li>
          ))}
        </ul>
      )}
      <div class="buttons">
        {state === 'ready' && (
          <a class="button" href={`${place}/all`} download>
            {t('coordinator.allAsZip')}
          </a>
        )}
        {(state === 'ready' || state === 'failed') && (
          <button
            type="button"
            class="button plain"
            aria-label={`${t('coordinator.delete')}: ${name}`}
            onClick={onDelete}
          >
            {t('coordinator.delete')}
          </button>
        )}
      </div>
    </li>
  );
}
