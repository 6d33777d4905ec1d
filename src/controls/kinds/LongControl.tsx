import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type ChoiceShown, find, indexOf, plainText, type SearchIndex } from '../../questionnaire/index.ts';
import type { ControlProps } from '../props.ts';
import { PlainWords } from '../Words.tsx';
import { useRows } from './useRows.ts';

const rowHeight = 48; // pixels of a row of one line

/** A list too long to read: a person types a part of the name, and chooses from what is left. One, or several. */
export default function LongControl({ asked, id, told, onAnswer }: ControlProps) {
  const { t } = useText();
  const { choices, question } = asked;
  const many = question.kind === 'many';
  const chosen = new Set(Array.isArray(asked.answer) ? asked.answer : [asked.answer]);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const index = useRef<{ of: readonly ChoiceShown[]; made: SearchIndex } | undefined>(undefined);

  const places = useMemo(() => {
    if (typed.trim() === '') return null; // all of them: no word of 50,000 need be read for that
    if (index.current?.of !== choices)
      index.current = { of: choices, made: indexOf(choices.map(({ label }) => plainText(label))) };
    return find(index.current.made, typed);
  }, [choices, typed]);
  const count = places ? places.length : choices.length;
  const at = (row: number): ChoiceShown | undefined => choices[places ? (places[row] ?? -1) : row];

  const box = useRef<HTMLDivElement>(null);
  const { seen, height, measure, bring } = useRows(box, count, rowHeight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found begins at its top
  useEffect(() => {
    setActive(0);
    if (box.current) box.current.scrollTop = 0;
  }, [typed]);

  const turn = (name: string, hand: 'tap' | 'key') => {
    if (asked.readOnly) return;
    if (!many) return onAnswer(name, hand);
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    const names = choices.filter((it) => next.has(it.name)).map((it) => it.name);
    onAnswer(names.length > 0 ? names : null, 'key'); // there may be more to choose
  };
  const go = (row: number) => {
    const to = Math.max(0, Math.min(count - 1, row));
    setActive(to);
    bring(to);
  };
  const press = (event: KeyboardEvent) => {
    const page = 8;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page }[
      event.key
    ];
    if (to !== undefined) go(to);
    else if (event.key === 'Enter') {
      const choice = at(active);
      if (choice) turn(choice.name, 'key');
    } else if (event.key === 'Escape' && typed !== '') setTyped('');
    else return;
    event.preventDefault();
  };
  const isSeen = seen.some((row) => row.index === active);

  return (
    <div class="long">
      <Chosen
        choices={choices}
        chosen={chosen}
        onRemove={many && !asked.readOnly ? (name) => turn(name, 'key') : undefined}
      />
      <input
        id={id}
        class="field"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
        value={typed}
        placeholder={t('choose.search')}
        aria-label={t('choose.search')}
        aria-describedby={told}
        aria-expanded={true}
        aria-controls={`${id}-list`}
        aria-activedescendant={count > 0 && isSeen ? `${id}-${active}` : undefined}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={press}
      />
      <p class="small quiet" role="status">
        {count === 0 ? t('choose.nothing') : t('choose.count', { count })}
      </p>
      <div
        ref={box}
        id={`${id}-list`}
        class="long-box"
        role="listbox"
        aria-label={t('choose.list')}
        aria-multiselectable={many}
      >
        <div role="presentation" style={{ blockSize: `${height}px` }}>
          {seen.map(({ index: row, start }) => {
            const choice = at(row);
            return (
              choice && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's (ARIA practices, listbox)
                // biome-ignore lint/a11y/useFocusableInteractive: as above, by aria-activedescendant
                <div
                  key={choice.name}
                  ref={measure}
                  data-index={row}
                  id={`${id}-${row}`}
                  role="option"
                  class={row === active ? 'long-row active' : 'long-row'}
                  lang={choice.label.language}
                  aria-selected={chosen.has(choice.name)}
                  aria-setsize={count}
                  aria-posinset={row + 1}
                  style={{ transform: `translateY(${start}px)` }}
                  onClick={() => {
                    setActive(row);
                    turn(choice.name, 'tap');
                  }}
                >
                  <PlainWords shown={choice.label} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** What is chosen stays in sight, wherever in the list it is. */
function Chosen({
  choices,
  chosen,
  onRemove,
}: {
  choices: readonly ChoiceShown[];
  chosen: ReadonlySet<unknown>;
  onRemove: ((name: string) => void) | undefined;
}) {
  const { t } = useText();
  const there = useMemo(
    () => (chosen.has(null) ? [] : choices.filter(({ name }) => chosen.has(name))),
    [choices, chosen],
  );
  if (there.length === 0) return null;
  return (
    <ul class="chosen" aria-label={t('choose.chosen')}>
      {there.map(({ name, label }) => (
        <li key={name}>
          <PlainWords shown={label} />
          {onRemove && (
            <button
              type="button"
              class="button plain"
              aria-label={t('choose.remove', { name: plainText(label) })}
              onClick={() => onRemove(name)}
            >
              ✕
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
