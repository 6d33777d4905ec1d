import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import {
  type ContentsRow,
  caseNameAt,
  contentsOf,
  find,
  type Interview,
  indexOf,
  plainText,
  questionAt,
  type Ref,
  sectionAt,
} from '../../questionnaire/index.ts';
import { Bar } from '../Bar.tsx';
import { Frame } from '../Frame.tsx';
import { review } from '../InterviewScreen.tsx';
import type { ContentsProps } from '../tools.ts';
import { useVirtualRows } from '../useVirtualRows.ts';
import { Weather } from '../Weather.tsx';
import { ContentsLine } from './ContentsLine.tsx';

const few = 60; // lines that are looked through without folding them

/** The whole interview as a list: sections, cases and questions, how each stands, and the way to any of them. */
export function ContentsScreen({ going, title, languages, menu, from, onGo }: ContentsProps) {
  const { t, language } = useText();
  const { interview } = going;
  const id = useId();
  const rows = useMemo(() => contentsOf(interview), [interview]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const words = useMemo(() => new Words(interview, rows), [interview, rows, language]);
  const here = useMemo(() => placeIn(rows, from), [rows, from]);
  const [open, setOpen] = useState(() => opened(rows, here));
  const [typed, setTyped] = useState('');
  const [isOnlyToDo, setOnlyToDo] = useState(false);
  const toDo = useMemo(() => rows.filter(isToDo).length, [rows]);
  const isSearched = typed.trim() !== '' || isOnlyToDo;

  const shown = useMemo(() => {
    const found =
      typed.trim() === '' ? rows.map((_, at) => at) : [...find(words.index, typed)].sort((a, b) => a - b);
    if (isOnlyToDo) return found.filter((at) => isToDo(rows[at]));
    return typed.trim() === '' ? found.filter((at) => isUnfolded(rows, open, at)) : found;
  }, [rows, words, open, typed, isOnlyToDo]);

  const { list, items, height, above, measure, bring } = useVirtualRows(
    shown.length,
    (at) => rows[shown[at] ?? -1]?.ref ?? String(at),
  );
  const wanted = useRef<{ readonly line: number; readonly block: ScrollLogicalPosition } | null>(null);
  const focus = (at: number, block: ScrollLogicalPosition = 'nearest') => {
    const line = Math.max(0, Math.min(shown.length - 1, at));
    wanted.current = { line, block };
    if (!arrive()) bring(line);
  };
  /** The line may be drawn only once the list has come to it. */
  const arrive = (): boolean => {
    if (!wanted.current) return true;
    const { line, block } = wanted.current;
    const found = list.current?.querySelector<HTMLElement>(`[data-index="${line}"] .go`);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block });
    if (found) wanted.current = null;
    return found != null;
  };
  useEffect(() => void arrive());
  // biome-ignore lint/correctness/useExhaustiveDependencies: once: it opens where the person is
  useEffect(() => {
    const timer = setTimeout(() => focus(shown.indexOf(here), 'center')); // after the page has gone to its top
    return () => clearTimeout(timer);
  }, []);

  const turn = (at: number, isOpen = !open.has(at)) => {
    const next = new Set(open);
    if (isOpen) next.add(at);
    else next.delete(at);
    setOpen(next);
  };
  const press = (event: KeyboardEvent) => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    const on = Number(line?.dataset.index ?? -1);
    const at = shown[on];
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || !row) return;
    const to = { ArrowDown: on + 1, ArrowUp: on - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to !== undefined) focus(to);
    else if (row.count && !isSearched && event.key === 'ArrowRight') turn(at, true);
    else if (row.count && !isSearched && event.key === 'ArrowLeft') turn(at, false);
    else return;
    event.preventDefault();
  };

  return (
    <Frame
      title={t('contents.title')}
      bar={<Bar title={title} languages={languages} menu={menu} />}
      weather={<Weather />}
      feet={
        <div class="feet-row">
          <button type="button" class="button" onClick={() => onGo(from ?? review)}>
            {t('step.back')}
          </button>
          <button type="button" class="button main" onClick={() => onGo(review)}>
            {t('step.toReview')}
          </button>
        </div>
      }
    >
      <h1 tabIndex={-1}>{t('contents.title')}</h1>
      <div class="find">
        <label class="unseen" for={`${id}search`}>
          {t('contents.search')}
        </label>
        <input
          id={`${id}search`}
          class="field"
          type="search"
          placeholder={t('contents.search')}
          onInput={({ currentTarget: { value } }) => setTyped(value)}
        />
      </div>
      <fieldset class="chips" aria-label={t('contents.show')}>
        <button type="button" aria-pressed={!isOnlyToDo} onClick={() => setOnlyToDo(false)}>
          {t('contents.all')}
        </button>
        <button type="button" aria-pressed={isOnlyToDo} onClick={() => setOnlyToDo(true)}>
          {t('contents.toDo')} <b>{new Intl.NumberFormat(language).format(toDo)}</b>
        </button>
      </fieldset>
      <p class={shown.length === 0 ? 'quiet' : 'unseen'} role="status">
        {shown.length === 0
          ? t(isOnlyToDo ? 'contents.nothingToDo' : 'contents.nothing')
          : t('contents.lines', { count: shown.length })}
      </p>
      <ul ref={list} class="rows contents" style={{ blockSize: `${height}px` }} onKeyDown={press}>
        {items.map(({ key, index, start }) => {
          const at = shown[index] ?? -1;
          const row = rows[at];
          return (
            row && (
              <li
                key={key}
                ref={measure}
                data-index={index}
                aria-setsize={shown.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start - above}px)` }}
              >
                <ContentsLine
                  row={row}
                  words={words.of(at)}
                  path={isSearched ? words.around(row) : ''}
                  isHere={at === here}
                  fold={row.count && !isSearched ? { isOpen: open.has(at), turn: () => turn(at) } : null}
                  isFlat={isSearched}
                  onGo={() => onGo(row.ref)}
                />
              </li>
            )
          );
        })}
      </ul>
    </Frame>
  );
}

const isToDo = (row: ContentsRow | undefined): boolean =>
  row?.mark === 'missing' || row?.mark === 'wanted' || row?.mark === 'unacceptable';

const isUnfolded = (rows: readonly ContentsRow[], open: ReadonlySet<number>, at: number): boolean => {
  for (let around = rows[at]?.above ?? -1; around >= 0; around = rows[around]?.above ?? -1)
    if (!open.has(around)) return false;
  return true;
};

/** The line of a place; a place on a page that has no line of its own is at the line around it. */
function placeIn(rows: readonly ContentsRow[], from: Ref | null): number {
  for (let ref = from ?? ''; ref !== ''; ref = ref.replace(/(\[[^[\]]*\]|\/[^/[\]]*)$/, '')) {
    const at = rows.findIndex((row) => row.ref === ref);
    if (at >= 0) return at;
    if (!/[\]/]/.test(ref)) break;
  }
  return 0;
}

/** What is unfolded at first: all of a short interview; of a long one, what the person is in. */
function opened(rows: readonly ContentsRow[], here: number): ReadonlySet<number> {
  const holding = rows.flatMap(({ count }, at) => (count ? [at] : []));
  if (rows.length <= few) return new Set(holding);
  const open = new Set<number>(rows[here]?.count ? [here] : []);
  for (let at = rows[here]?.above ?? -1; at >= 0; at = rows[at]?.above ?? -1) open.add(at);
  return open;
}

/** What the lines say, read when a line is looked at: there may be thousands. */
class Words {
  readonly #interview: Interview;
  readonly #rows: readonly ContentsRow[];
  readonly #known = new Map<number, string>();
  #index: ReturnType<typeof indexOf> | undefined;

  constructor(interview: Interview, rows: readonly ContentsRow[]) {
    this.#interview = interview;
    this.#rows = rows;
  }

  of(at: number): string {
    const known = this.#known.get(at) ?? this.#read(this.#rows[at]);
    this.#known.set(at, known);
    return known;
  }

  /** The sections around a line, outermost first. */
  around({ above }: ContentsRow): string {
    const names: string[] = [];
    for (let at = above; at >= 0; at = this.#rows[at]?.above ?? -1) names.unshift(this.of(at));
    return names.join(' › ');
  }

  get index() {
    this.#index ??= indexOf(this.#rows.map((_, at) => this.of(at)));
    return this.#index;
  }

  #read(row: ContentsRow | undefined): string {
    if (!row) return '';
    const { kind, ref } = row;
    if (kind === 'question') {
      const asked = questionAt(this.#interview, ref);
      return (asked?.label && plainText(asked.label)) || asked?.question.name || '';
    }
    const section = sectionAt(this.#interview, ref);
    const label = section?.label?.text ?? section?.section.name ?? '';
    return kind === 'instance' ? `${section?.position}. ${caseNameAt(this.#interview, ref) ?? label}` : label;
  }
}
