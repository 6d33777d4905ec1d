import { useContext, useMemo } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import {
  addRepeat,
  caseNameAt,
  type Interview,
  type PageItem,
  type Ref,
  removeRepeat,
  sectionAt,
} from '../questionnaire/index.ts';
import { bringBack, noteOf, type Removed, removedFrom } from './removed.ts';
import { NotesContext } from './tools.ts';
import { useVirtualRows } from './useVirtualRows.ts';
import './styles/repeat.css';

export interface RepeatProps {
  readonly interview: Interview;
  readonly repeat: Extract<PageItem, { kind: 'repeat' }>;
  /** It is a page of its own, and names it. */
  readonly isPage: boolean;
}

/**
 * The instances of a repeat, each by its name: opened, added, removed. Their questions stand on steps of their own. What was
 * removed is kept beside the answers, and can be brought back until the interview is left.
 */
export default function RepeatField({ interview, repeat, isPage }: RepeatProps) {
  const { t } = useText();
  const noted = useContext(NotesContext);
  const Heading = isPage ? 'h1' : 'h2';
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
    const note = noteOf(interview, repeat.ref, ref, name);
    noted?.change((it) => removeRepeat(it, ref), [note]);
  };
  const undo = (it: Removed) =>
    noted?.change((now) => bringBack(now, repeat.ref, it), [{ ref: it.note, answer: undefined }]);
  return (
    <section class="question" data-ref={repeat.ref}>
      {label && (
        <Heading class="asks" lang={label.language} tabIndex={-1} data-step-heading={isPage}>
          {label.text}
        </Heading>
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
            onClick={() => undo(it)}
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
