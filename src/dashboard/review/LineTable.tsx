import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Line } from '../../review/index.ts';
import { Link } from '../Link.tsx';
import { type ColumnName, cellWords, columnWords } from './columns.ts';
import type { Wording } from './wording.ts';

const height = 52; // pixels of a row: what is longer than its cell is cut, and whole in the submission
const around = 12; // rows above and below what is seen

/** The table: only the rows near what the window shows are there, and the next page is asked for before its end is seen. */
export function LineTable({
  survey,
  lines,
  isOver,
  columns,
  wording,
  selected,
  canSelect,
  onSelect,
  onMore,
}: {
  survey: string;
  lines: readonly Line[];
  isOver: boolean;
  columns: readonly ColumnName[];
  wording: Wording;
  selected: ReadonlySet<string>;
  canSelect: boolean;
  onSelect(ids: readonly string[], isOn: boolean): void;
  onMore(): void;
}) {
  const { t } = useText();
  const head = useRef<HTMLTableSectionElement>(null);
  const [first, last] = useSeen(head, lines.length);
  const isNearEnd = last >= lines.length - around;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the end comes near, or has moved away
  useEffect(() => {
    if (isNearEnd && !isOver) onMore();
  }, [isNearEnd, lines.length, isOver]);
  if (lines.length === 0) return null;
  const areAll = lines.every(({ id }) => selected.has(id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by key
    <figure class="wide" tabIndex={0} aria-label={t('reviewing.title')}>
      <table class="desk-table lines" aria-rowcount={isOver ? lines.length + 1 : -1}>
        <thead ref={head}>
          <tr>
            {canSelect && (
              <th scope="col" class="tick">
                <label>
                  <input
                    type="checkbox"
                    checked={areAll}
                    onChange={({ currentTarget: { checked } }) =>
                      onSelect(
                        lines.map(({ id }) => id),
                        checked,
                      )
                    }
                  />
                  <span class="unseen">{t('reviewing.selectAll')}</span>
                </label>
              </th>
            )}
            <th scope="col">{t('reviewing.column.code')}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {columnWords(wording, name)}
              </th>
            ))}
          </tr>
        </thead>
        <Gap rows={first} />
        <tbody>
          {lines.slice(first, last + 1).map((line, at) => (
            <tr key={line.id} aria-rowindex={first + at + 2} class={selected.has(line.id) ? 'chosen' : ''}>
              {canSelect && (
                <td class="tick">
                  <label>
                    <input
                      type="checkbox"
                      checked={selected.has(line.id)}
                      onChange={({ currentTarget: { checked } }) => onSelect([line.id], checked)}
                    />
                    <span class="unseen">{t('reviewing.select', { code: line.code })}</span>
                  </label>
                </td>
              )}
              <th scope="row">
                <Link to={{ page: 'submission', id: survey, submission: line.id }}>
                  <code>{line.code}</code>
                </Link>
              </th>
              {columns.map((name) => {
                const words = cellWords(wording, name, line);
                return (
                  <td key={name} class={`cell-${name}`} title={words}>
                    <span class="clamped">{words}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <Gap rows={Math.max(0, lines.length - 1 - last)} />
      </table>
    </figure>
  );
}

/** Stands in for rows that are not drawn. */
const Gap = ({ rows }: { rows: number }) =>
  rows > 0 ? (
    <tbody aria-hidden="true">
      <tr style={{ blockSize: `${rows * height}px` }} />
    </tbody>
  ) : null;

/** The first and the last of the rows that are worth drawing. */
function useSeen(head: { readonly current: HTMLElement | null }, count: number): [number, number] {
  const [seen, setSeen] = useState<[number, number]>([0, 40]);
  useEffect(() => {
    const look = () => {
      const top = head.current?.getBoundingClientRect().bottom ?? 0;
      const first = Math.max(0, Math.floor(-top / height) - around);
      const last = Math.ceil((innerHeight - top) / height) + around;
      setSeen((before) => (before[0] === first && before[1] === last ? before : [first, last]));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [head]);
  const [first, last] = seen;
  return [Math.min(first, Math.max(0, count - 1)), Math.min(last, count - 1)];
}
