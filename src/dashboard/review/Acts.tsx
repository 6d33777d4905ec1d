import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Line } from '../../review/index.ts';
import { useMay } from '../who.tsx';
import { does, type ToDo } from './office.ts';

type Wish = 'accept' | 'aside' | 'return' | 'restore';

/** What can be done with the selected submissions, one after the other: each has its own line in the log. */
export function Acts({
  lines,
  onDone,
  onCancel,
}: {
  lines: readonly Line[];
  onDone(): void;
  onCancel(): void;
}) {
  const { t, language } = useText();
  const may = useMay();
  const id = useId();
  const [wish, setWish] = useState<Wish | null>(null);
  const [words, setWords] = useState('');
  const [done, setDone] = useState<{ readonly done: number; readonly refused: number } | null>(null);
  const write = new Intl.NumberFormat(language).format;
  const isGoing = done !== null && done.done + done.refused < lines.length;

  const go = async (wish: Wish) => {
    let [well, refused] = [0, 0];
    setDone({ done: 0, refused: 0 });
    for (const { id } of lines) {
      const said = await does(id, toDo(wish, words.trim()));
      if (said.ok) well++;
      else refused++;
      setDone({ done: well, refused });
    }
    if (refused === 0) onDone();
  };
  const choose = (next: Wish) => (next === 'accept' || next === 'restore' ? void go(next) : setWish(next));
  const offered: readonly Wish[] = [
    ...(may('decide') ? (['accept'] as const) : []),
    ...(may('return') ? (['return'] as const) : []),
    ...(may('decide') ? (['aside'] as const) : []),
    ...(may('decide') && lines.some(({ state }) => state === 'aside') ? (['restore'] as const) : []),
  ];
  return (
    <section class="desk-card acts" aria-labelledby={`${id}count`}>
      <p id={`${id}count`} role="status">
        <strong>{t('reviewing.selected', { count: lines.length, number: write(lines.length) })}</strong>
      </p>
      {done ? (
        <>
          <p role="status">
            {t('reviewing.doneSoFar', { done: write(done.done), all: write(lines.length) })}{' '}
            {done.refused > 0 && t('reviewing.refused', { number: write(done.refused) })}
          </p>
          {!isGoing && (
            <button type="button" class="button" onClick={onDone}>
              {t('reviewing.close')}
            </button>
          )}
        </>
      ) : wish ? (
        <form
          class="asked"
          onSubmit={(event) => {
            event.preventDefault();
            void go(wish);
          }}
        >
          <label for={id}>{t(wish === 'aside' ? 'reviewing.reason' : 'reviewing.comment')}</label>
          <textarea
            id={id}
            class="field"
            rows={3}
            maxLength={1_000}
            required
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
          <div class="buttons">
            <button type="submit" class="button main">
              {t(`reviewing.act.${wish}`)}
            </button>
            <button type="button" class="button" onClick={() => setWish(null)}>
              {t('coordinator.cancel')}
            </button>
          </div>
        </form>
      ) : (
        <div class="buttons">
          {offered.map((one) => (
            <button key={one} type="button" class="button" onClick={() => choose(one)}>
              {t(`reviewing.act.${one}`)}
            </button>
          ))}
          <button type="button" class="button plain" onClick={onCancel}>
            {t('coordinator.cancel')}
          </button>
        </div>
      )}
    </section>
  );
}

function toDo(wish: Wish, words: string): ToDo {
  if (wish === 'aside') return { kind: 'aside', reason: words };
  if (wish === 'return') return { kind: 'return', comment: words };
  return { kind: wish };
}
