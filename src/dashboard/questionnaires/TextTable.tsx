import { useId, useMemo, useRef, useState } from 'preact/hooks';
import { useRows } from '../../controls/kinds/useRows.ts';
import { nameOf, useText } from '../../i18n/index.ts';
import { find, indexOf, type Questionnaire } from '../../questionnaire/index.ts';
import { faultsOf, isFileName, type Pair, textIn, textsOf } from '../../versions/index.ts';
import { type ShownText, TextRow } from './TextRow.tsx';
import type { Edits } from './useEdits.ts';

const guess = 130; // pixels of a row with two lines of text

type Filter = 'all' | 'onlyMissing' | 'onlyChanged' | 'onlyFaulty';
const filters: readonly Filter[] = ['all', 'onlyMissing', 'onlyChanged', 'onlyFaulty'];

/** All texts beside each other in two languages; of thousands, only those are drawn that are seen. */
export function TextTable({
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
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [sourceToo, setSourceToo] = useState(false);
  const [wanted, setWanted] = useState<ReadonlySet<string> | null>(null);

  const faultsIn = useMemo(() => remembered(faultsOf), []);
  const texts = useMemo(() => textsOf(questionnaire), [questionnaire]);
  const shown: readonly ShownText[] = texts.map(({ key, words, ...said }) => {
    const [from, into] = [textIn(words, pair.source), textIn(words, pair.target)];
    const source = edits.of(pair.source, key)?.text ?? from;
    const target = edits.of(pair.target, key)?.text ?? into;
    const isFile = isFileName(said);
    const faults = isFile ? [] : faultsIn(source, target);
    return { key, isFile, source, target, was: { source: from, target: into }, faults };
  });
  const done = shown.filter(({ target }) => target !== '').length;

  /** What fits is found when somebody asks for it: a row must not go away while it is being written in. */
  const fits = (next: Filter, search: string): ReadonlySet<string> | null => {
    if (next === 'all' && search.trim() === '') return null;
    const found = new Set(find(indexOf(shown.map((it) => `${it.key} ${it.source} ${it.target}`)), search));
    return new Set(
      shown.filter((it, at) => found.has(at) && isOf(next, it, pair, edits)).map(({ key }) => key),
    );
  };
  const choose = (next: Filter, search: string) => {
    setFilter(next);
    setTyped(search);
    setWanted(fits(next, search));
    box.current?.scrollTo(0, 0);
  };
  const listed = wanted ? shown.filter(({ key }) => wanted.has(key)) : shown;
  const rows = useRows(box, listed.length, guess);

  /** To the next text that is missing, from this one on and then from the top. */
  const goOn = (from: number) => {
    const places = [...listed.keys()].map((at) => (from + 1 + at) % listed.length);
    const next = places.find((at) => listed[at]?.target === '');
    if (next === undefined) return;
    rows.bring(next);
    const look = (tries: number) =>
      requestAnimationFrame(() => {
        const field = box.current?.querySelector<HTMLTextAreaElement>(`[data-index="${next}"] .target`);
        if (field) field.focus();
        else if (tries > 0) look(tries - 1);
      });
    look(10);
  };

  return (
    <section class="texts" aria-label={t('forms.translate.title')}>
      <p role="status">
        <b>{t('forms.translate.progress', { done, total: shown.length })}</b>
      </p>
      <div class="text-wishes">
        <div class="asked">
          <label for={`${id}search`}>{t('forms.translate.search')}</label>
          <input
            class="field"
            id={`${id}search`}
            type="search"
            value={typed}
            onInput={(event) => choose(filter, event.currentTarget.value)}
          />
        </div>
        <div class="asked">
          <label for={`${id}show`}>{t('forms.translate.show')}</label>
          <select
            class="field"
            id={`${id}show`}
            value={filter}
            onChange={(event) => choose(event.currentTarget.value as Filter, typed)}
          >
            {filters.map((it) => (
              <option key={it} value={it}>
                {t(`forms.translate.${it}`)}
              </option>
            ))}
          </select>
        </div>
        <label class="choice">
          <input
            type="checkbox"
            checked={sourceToo}
            onChange={(event) => setSourceToo(event.currentTarget.checked)}
          />
          {t('forms.translate.sourceToo')}
        </label>
      </div>
      <p class="quiet small">
        {listed.length === 0
          ? t('forms.translate.noneShown')
          : t('forms.translate.shown', { count: listed.length })}
        {' · '}
        {t('forms.translate.keys')}
      </p>
      <div class="text-heads" aria-hidden="true">
        <b>{nameOf(pair.source)}</b>
        <b>{nameOf(pair.target)}</b>
      </div>
      <div class="text-box" ref={box}>
        <ul style={{ blockSize: `${rows.height}px` }}>
          {rows.seen.map(({ index, start }) => {
            const text = listed[index];
            if (!text) return null;
            return (
              <li
                key={text.key}
                ref={rows.measure}
                data-index={index}
                aria-setsize={listed.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <TextRow
                  text={text}
                  pair={pair}
                  sourceToo={sourceToo}
                  onWrite={(language, was, written) =>
                    edits.write({ key: text.key, language, was, text: written })
                  }
                  onNext={() => goOn(index)}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** Worked out once for each pair: with each letter that is typed, thousands of pairs are what they were. */
function remembered(work: typeof faultsOf): typeof faultsOf {
  const known = new Map<string, ReturnType<typeof faultsOf>>();
  return (source, translation) => {
    const key = JSON.stringify([source, translation]);
    const found = known.get(key) ?? work(source, translation);
    known.set(key, found);
    return found;
  };
}

function isOf(filter: Filter, text: ShownText, pair: Pair, edits: Edits): boolean {
  if (filter === 'onlyMissing') return text.target === '';
  if (filter === 'onlyFaulty') return text.faults.length > 0;
  if (filter === 'onlyChanged')
    return [pair.source, pair.target].some((language) => edits.of(language, text.key) !== undefined);
  return true;
}
