import { useContext, useMemo } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import {
  type Answer,
  addRepeat,
  caseNameAt,
  type Interview,
  type Kept,
  keptIn,
  keptOf,
  type PageItem,
  putBack,
  type Ref,
  removeRepeat,
  sectionAt,
} from '../questionnaire/index.ts';
import { NotesContext, removedRow } from './tools.ts';
import { useVirtualRows } from './useVirtualRows.ts';
import './styles/repeat.css';

export interface RepeatProps {
  readonly interview: Interview;
  readonly repeat: Extract<PageItem, { kind: 'repeat' }>;
}

/**
 * The instances of a repeat, each by its name: opened, added, removed. Their questions stand on steps of their own. What was
 * removed is kept beside the answers, and can be brought back until the interview is left.
 */
export default function RepeatField({ interview, repeat }: RepeatProps) {
  const { t } = useText();
  const noted = useContext(NotesContext);
  const label = sectionAt(interview, repeat.ref)?.label;
  const nameOf = (ref: Ref, position: number) =>
    `${position}. ${caseNameAt(interview, ref) ?? label?.text ?? ''}`.trim();
  const { instances, canChange } = repeat;
  const { list, items, height, above, measure } = useVirtualRows(
    instances.length,
    (at) => instances[at]?.key ?? String(at),
  );
  const notes = noted?.notes;
  const removed = useMemo(() => removedFrom(repeat.ref, notes ?? new Map()), [repeat.ref, notes]);

  const add = () => {
    const key = newKey();
    noted?.change((it) => addRepeat(it, repeat.ref, key));
    goTo(`${repeat.ref}[${key}]`);
  };
  const remove = (ref: Ref, name: string) => {
    const note = toNote(interview, repeat.ref, ref, name);
    noted?.change((it) => removeRepeat(it, ref), [note]);
  };
  const bringBack = ({ note, key, at, rows }: Removed) => {
    const act = (it: Interview): Interview => {
      const keys = keysOf(it, repeat.ref).toSpliced(at, 0, key);
      return putBack(it, [{ ref: repeat.ref, answer: keys }, ...rows]);
    };
    noted?.change(act, [{ ref: note, answer: undefined }]);
  };
  return (
    <section class="question" data-ref={repeat.ref}>
      {label && (
        <h2 class="asks" lang={label.language}>
          {label.text}
        </h2>
      )}
      {instances.length === 0 && <p class="quiet">{t('repeat.none')}</p>}
      <ul ref={list} class="instances" style={{ blockSize: `${height}px` }}>
        {items.map(({ key, index, start }) => {
          const { ref = '', position = 0 } = instances[index] ?? {};
          const name = nameOf(ref, position);
          return (
            <li
              key={key}
              ref={measure}
              data-index={index}
              aria-setsize={instances.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - above}px)` }}
            >
              <div class="instance">
                <button type="button" class="button plain name" onClick={() => goTo(ref)}>
                  <span class="unseen">{t('repeat.open')} </span>
                  {name}
                </button>
                {canChange && (
                  <button
                    type="button"
                    class="button plain bad"
                    aria-label={t('repeat.removeThis', { name })}
                    onClick={() => remove(ref, name)}
                  >
                    {t('repeat.remove')}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {removed.map((it) => (
        <p key={it.note} class="wish removed" role="status">
          <span>{t('repeat.removed', { name: it.name })}</span>
          <button
            type="button"
            class="button"
            aria-label={t('repeat.bringBackThis', { name: it.name })}
            onClick={() => bringBack(it)}
          >
            {t('repeat.bringBack')}
          </button>
        </p>
      ))}
      {canChange && (
        <button type="button" class="button" onClick={add}>
          {t('repeat.add')}
        </button>
      )}
    </section>
  );
}

/** The address keeps the step. */
const goTo = (ref: Ref): void => {
  location.hash = `#${encodeURI(ref)}`;
};

/** Short, and never given twice in one interview: instances of two devices are never mixed under one id. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join('');

/** What was removed, as its note keeps it: name, place in the list, and the rows of its answers. */
interface Removed {
  readonly note: Ref;
  readonly key: string;
  readonly name: string;
  readonly at: number;
  readonly rows: readonly Kept[];
}

const keysOf = (interview: Interview, repeat: Ref): string[] => {
  const keys = keptOf(interview).find(({ ref }) => ref === repeat)?.answer;
  return Array.isArray(keys) ? [...keys] : [];
};

function toNote(interview: Interview, repeat: Ref, instance: Ref, name: string): Kept {
  const key = instance.slice(repeat.length + 1, -1);
  const rows = keptIn(interview, instance).map((row) => JSON.stringify([row.ref, row.answer]));
  return {
    ref: removedRow + instance,
    answer: [name, String(keysOf(interview, repeat).indexOf(key)), ...rows],
  };
}

function removedFrom(repeat: Ref, notes: ReadonlyMap<Ref, Answer>): Removed[] {
  return [...notes].flatMap(([note, kept]): Removed[] => {
    const within = `${removedRow}${repeat}[`;
    const key = note.slice(within.length, -1);
    if (!note.startsWith(within) || !/^[\w-]+$/.test(key) || !Array.isArray(kept)) return [];
    const [name = '', at = '0', ...lines] = kept as readonly string[];
    const rows = lines.map((line) => JSON.parse(line) as [Ref, Answer]);
    return [{ note, key, name, at: Number(at), rows: rows.map(([ref, answer]) => ({ ref, answer })) }];
  });
}
