import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import {
  type Database,
  type HomeRow,
  type HomeShelf,
  type HomeWish,
  homeIds,
  homeNewest,
  homeRows,
} from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { titleOf } from './titles.ts';
import { useVirtualRows } from './useVirtualRows.ts';

const few = 8; // rows that need no search
const typing = 150; // milliseconds after which a person has stopped typing for a moment

/** A shelf of this device, found and sorted. `stamp` changes whenever something has come or gone. */
export function HomeList({
  db,
  shelf,
  stamp,
  surveys,
  onDrawn,
}: {
  db: Database;
  shelf: HomeShelf;
  stamp: string;
  surveys: readonly Survey[];
  /** The first rows are there, or it is known that there are none. */
  onDrawn(): void;
}) {
  const { t } = useText();
  const [wish, setWish] = useState<HomeWish>({ search: '', sort: 'newest' });
  const [isDrawn, setDrawn] = useState(false);
  const ids = useIds(db, shelf, wish, stamp, isDrawn);
  const total = useRef(0);
  const id = useId();
  const isEmpty = ids?.length === 0;
  const drawn = () => {
    setDrawn(true);
    onDrawn();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is known
  useEffect(() => {
    if (isEmpty) drawn();
  }, [isEmpty]);
  if (!ids) return null;
  if (wish.search === '') total.current = ids.length;
  return (
    <>
      {total.current > few && (
        <div class="find">
          <label class="unseen" for={`${id}search`}>
            {t('work.search')}
          </label>
          <input
            id={`${id}search`}
            class="field"
            type="search"
            placeholder={t('work.search')}
            onInput={({ currentTarget: { value: search } }) => setWish((before) => ({ ...before, search }))}
          />
          <select
            class="field"
            aria-label={t('work.sort')}
            value={wish.sort}
            onChange={({ currentTarget: { value } }) =>
              setWish((before) => ({ ...before, sort: value as HomeWish['sort'] }))
            }
          >
            <option value="newest">{t('work.newest')}</option>
            <option value="oldest">{t('work.oldest')}</option>
            <option value="name">{t('work.byName')}</option>
          </select>
        </div>
      )}
      {ids.length === 0 ? (
        <p class="quiet" role="status">
          {t(wish.search === '' ? 'work.none' : 'work.noneFound')}
        </p>
      ) : (
        <Rows db={db} shelf={shelf} ids={ids} surveys={surveys} onDrawn={drawn} />
      )}
    </>
  );
}

function Rows({
  db,
  shelf,
  ids,
  surveys,
  onDrawn,
}: {
  db: Database;
  shelf: HomeShelf;
  ids: readonly string[];
  surveys: readonly Survey[];
  onDrawn(): void;
}) {
  const { list, items, height, above, measure } = useVirtualRows(ids.length, (at) => ids[at] ?? String(at));
  const rows = useRows(db, shelf, ids, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  const isThere = rows.size > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, a frame after they came
  useEffect(() => {
    if (!isThere) return;
    const frame = requestAnimationFrame(() => setTimeout(onDrawn));
    return () => cancelAnimationFrame(frame);
  }, [isThere]);
  return (
    <ul ref={list} class="rows" style={{ blockSize: `${height}px` }}>
      {items.map(({ key, index, start }) => (
        <li
          key={key}
          ref={measure}
          data-index={index}
          aria-setsize={ids.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - above}px)` }}
        >
          <Row shelf={shelf} row={rows.get(ids[index] ?? '')} surveys={surveys} />
        </li>
      ))}
    </ul>
  );
}

function Row({
  shelf,
  row,
  surveys,
}: {
  shelf: HomeShelf;
  row: HomeRow | undefined;
  surveys: readonly Survey[];
}) {
  const { t, language, day, time } = useText();
  if (!row) return <span class="row" aria-busy="true" />;
  const survey = surveys.find(({ id }) => id === row.survey);
  const title = survey ? titleOf(survey, language) : row.survey;
  const at = new Date(row.at);
  const isToday = at.toDateString() === new Date().toDateString();
  const { stands } = row;
  const said = [
    row.name && surveys.length > 1 ? title : '',
    isToday ? time(at) : `${day(row.at)}, ${time(at)}`,
    stands?.section ?? '',
    row.brought ? t('work.brought', { name: row.brought }) : '',
    stands ? t('work.answered', { answered: stands.answered, asked: stands.asked }) : '',
  ].filter(Boolean);
  const about = row.comment ?? (row.problem && t(`problems.${row.problem.code}`));
  return (
    <a class="row" href={shelf === 'drafts' ? `/interview/${row.id}` : `/mine#${row.id}`}>
      <strong>{row.name || title}</strong>
      <span class="quiet small">{said.join(' · ')}</span>
      {about && <span class="small">{about}</span>}
      {shelf === 'waiting' && row.reason && <span class="quiet small">{t(`sync.${row.reason}`)}</span>}
    </a>
  );
}

/** The ids of a shelf: the newest for the first look, then all of them; and again whenever something has come or gone. */
function useIds(
  db: Database,
  shelf: HomeShelf,
  wish: HomeWish,
  stamp: string,
  isDrawn: boolean,
): readonly string[] | undefined {
  const [ids, setIds] = useState<readonly string[]>();
  const [isFurtherBack, setFurtherBack] = useState(false);
  const searched = useRef(wish.search);
  useEffect(() => {
    let left = false;
    void homeNewest(db, shelf).then((newest) => {
      if (left) return;
      if (newest.length > 0) setIds((before) => before ?? newest);
      else setFurtherBack(true);
    });
    return () => {
      left = true;
    };
  }, [db, shelf]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says that something has changed
  useEffect(() => {
    if (!isDrawn && !isFurtherBack) return;
    let left = false;
    const pause = searched.current === wish.search ? 0 : typing;
    searched.current = wish.search;
    const timer = setTimeout(
      () => void homeIds(db, shelf, wish).then((found) => !left && setIds(found)),
      pause,
    );
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [db, shelf, wish, stamp, isDrawn, isFurtherBack]);
  return ids;
}

const page = 25;

/** The rows around those that are shown, a page at a time; those that were seen before stay until they are looked up again. */
function useRows(
  db: Database,
  shelf: HomeShelf,
  ids: readonly string[],
  first: number,
  last: number,
): ReadonlyMap<string, HomeRow> {
  const [rows, setRows] = useState<ReadonlyMap<string, HomeRow>>(new Map());
  const from = Math.max(0, Math.floor(first / page) * page);
  const to = (Math.floor(last / page) + 1) * page;
  useEffect(() => {
    let left = false;
    void homeRows(db, shelf, ids.slice(from, to)).then((found) => {
      if (left) return;
      setRows((before) => {
        const fresh = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
        for (const [id, row] of before) if (fresh.size < 4 * page && !fresh.has(id)) fresh.set(id, row);
        return fresh;
      });
    });
    return () => {
      left = true;
    };
  }, [db, shelf, ids, from, to]);
  return rows;
}
