import { useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { threshold } from '../../results/index.ts';
import { FlagKind, type Progress, type ProgressValue, State, type Wish } from '../../review/index.ts';
import type { SurveySummary } from '../../submission/index.ts';
import { groupWords, languageWords, valueWords, type Wording } from './wording.ts';

const typing = 300; // milliseconds after which a person has stopped typing for a moment

/** What the submissions must be that are shown. */
export function Filters({
  survey: { privacy },
  progress,
  wording,
  wish,
  onWish,
}: {
  survey: SurveySummary;
  progress: Progress;
  wording: Wording;
  wish: Wish;
  onWish(wish: Wish): void;
}) {
  const { t, language } = useText();
  const write = new Intl.NumberFormat(language).format;
  const isAnonymous = privacy === 'anonymous';
  const set = (name: keyof Wish, value: string) => {
    const { [name]: _, ...rest } = wish;
    onWish(value === '' ? rest : { ...rest, [name]: value });
  };
  /** In an anonymous survey, one thing about the person at a time, and nothing that fewer than ten said. */
  const setGroup = (name: string, value: string) => {
    const { group = [], language: spoken, ...rest } = wish;
    const others = isAnonymous ? [] : group.filter((it) => !it.startsWith(`${name}=`));
    const groups = value === '' ? others : [...others, `${name}=${value}`];
    const isKept = spoken !== undefined && (!isAnonymous || groups.length === 0);
    onWish({ ...rest, ...(isKept && { language: spoken }), ...(groups.length > 0 && { group: groups }) });
  };
  const setLanguage = (value: string) => {
    const { group, language: _, ...rest } = wish;
    const isKept = group !== undefined && (!isAnonymous || value === '');
    onWish({ ...rest, ...(isKept && { group }), ...(value && { language: value }) });
  };
  const isOffered = ({ count }: ProgressValue) => !isAnonymous || count >= threshold;
  const chosenIn = (name: string) =>
    wish.group?.find((it) => it.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const numbered = (words: string, count: number) => `${words} (${write(count)})`;
  const isFiltered = Object.keys(wish).length > 0;
  return (
    <search class="desk-card filters">
      <Search value={wish.search ?? ''} onSearch={(search) => onWish(search === '' ? {} : { search })} />
      {wish.search === undefined && (
        <div class="filter-row">
          <Pick
            label={t('reviewing.column.state')}
            value={wish.state ?? ''}
            options={State.options
              .map((name) => ({ name, count: progress.states.find((it) => it.name === name)?.count ?? 0 }))
              .filter(({ name, count }) => count > 0 || wish.state === name)
              .map(({ name, count }) => [name, numbered(t(`reviewing.state.${name}`), count)])}
            onPick={(value) => set('state', value)}
          />
          <Pick
            label={t('reviewing.flagged')}
            value={wish.flag ?? ''}
            options={[
              ['any', numbered(t('reviewing.anyFlag'), progress.flagged)],
              ...FlagKind.options.flatMap((name): [string, string][] => {
                const count = progress.flags.find((it) => it.name === name)?.count ?? 0;
                return count > 0 || wish.flag === name
                  ? [[name, numbered(t(`reviewing.flag.${name}`), count)]]
                  : [];
              }),
            ]}
            onPick={(value) => set('flag', value)}
          />
          <Pick
            label={t('reviewing.column.language')}
            value={wish.language ?? ''}
            options={progress.languages.filter(isOffered).map(({ name }) => [name, languageWords(name)])}
            onPick={setLanguage}
          />
          {progress.devices.length > 0 && (
            <Pick
              label={t('reviewing.column.device')}
              value={wish.device ?? ''}
              options={progress.devices.map(({ name }) => [name, wording.devices.get(name) ?? name])}
              onPick={(value) => set('device', value)}
            />
          )}
          <Day label={t('coordinator.from')} value={wish.from ?? ''} onDay={(value) => set('from', value)} />
          <Day
            label={t('coordinator.until')}
            value={wish.until ?? ''}
            onDay={(value) => set('until', value)}
          />
          {progress.groups.map(({ name, values }) => (
            <Pick
              key={name}
              label={groupWords(wording, name)}
              value={chosenIn(name)}
              options={values.filter(isOffered).map((value) => [value.name, valueWords(wording, value)])}
              onPick={(value) => setGroup(name, value)}
            />
          ))}
        </div>
      )}
      {isAnonymous && <p class="quiet small">{t('reviewing.anonymous', { threshold: write(threshold) })}</p>}
      {isFiltered && (
        <button type="button" class="button" onClick={() => onWish({})}>
          {t('reviewing.clear')}
        </button>
      )}
    </search>
  );
}

function Pick({
  label,
  value,
  options,
  onPick,
}: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onPick(value: string): void;
}) {
  const { t } = useText();
  const id = useId();
  return (
    <div class="asked">
      <label for={id}>{label}</label>
      <select
        class="field"
        id={id}
        value={value}
        onChange={({ currentTarget }) => onPick(currentTarget.value)}
      >
        <option value="">{t('reviewing.all')}</option>
        {options.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function Day({ label, value, onDay }: { label: string; value: string; onDay(day: string): void }) {
  const id = useId();
  return (
    <div class="asked">
      <label for={id}>{label}</label>
      <input
        class="field"
        id={id}
        type="date"
        value={value}
        onChange={({ currentTarget }) => onDay(currentTarget.value)}
      />
    </div>
  );
}

function Search({ value, onSearch }: { value: string; onSearch(search: string): void }) {
  const { t } = useText();
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a person has stopped typing
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), typing);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="asked search">
      <label for={id}>{t('reviewing.search')}</label>
      <input
        class="field"
        id={id}
        type="search"
        value={text}
        autocomplete="off"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
    </div>
  );
}
