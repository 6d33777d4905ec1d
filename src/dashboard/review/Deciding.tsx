import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { State } from '../../review/index.ts';
import type { Remark } from '../../submission/index.ts';
import { useMay } from '../who.tsx';
import type { Trouble } from '../wire.ts';
import type { ToDo } from './office.ts';

/** What can be done with the submission that is shown. Comments on its questions travel when it is sent back. */
export function Deciding({
  state,
  remarks,
  onDo,
}: {
  state: State;
  remarks: readonly Remark[];
  /** Says what spoke against it, or nothing. */
  onDo(wish: ToDo): Promise<Trouble | null>;
}) {
  const { t } = useText();
  const may = useMay();
  const id = useId();
  const [writing, setWriting] = useState<'aside' | 'return' | null>(null);
  const [words, setWords] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const act = async (wish: ToDo) => {
    const said = await onDo(wish);
    setTrouble(said);
    if (said) return;
    setWriting(null);
    setWords('');
  };
  const canReturn = may('return') && !['forked', 'withdrawn', 'aside'].includes(state);
  const canAccept = may('decide') && ['received', 'corrected', 'review'].includes(state);
  const canSetAside = may('decide') && state !== 'withdrawn' && state !== 'aside';
  const isSending = writing === 'return' || remarks.length > 0;
  const text = words.trim() || remarks.map(({ text }) => text).join('\n');
  const send = () =>
    act(
      writing === 'aside'
        ? { kind: 'aside', reason: text }
        : { kind: 'return', comment: text, ...(remarks.length > 0 && { remarks }) },
    );
  return (
    <section class="desk-card deciding" aria-label={t('reviewing.decide')}>
      {trouble && (
        <p class="wish" role="alert">
          {t(`problems.${trouble}`)}
        </p>
      )}
      {(writing === 'aside' || (canReturn && isSending)) && (
        <form
          class="asked"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <label for={id}>{t(writing === 'aside' ? 'reviewing.reason' : 'reviewing.comment')}</label>
          <textarea
            id={id}
            class="field"
            rows={3}
            maxLength={2_000}
            required={remarks.length === 0 || writing === 'aside'}
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
          {writing !== 'aside' && remarks.length > 0 && (
            <p class="small">{t('reviewing.withComments', { count: remarks.length })}</p>
          )}
          <div class="buttons">
            <button type="submit" class="button main">
              {t(writing === 'aside' ? 'reviewing.act.aside' : 'reviewing.act.return')}
            </button>
            {writing && (
              <button type="button" class="button" onClick={() => setWriting(null)}>
                {t('coordinator.cancel')}
              </button>
            )}
          </div>
        </form>
      )}
      {!writing && (
        <div class="buttons">
          {canAccept && (
            <button type="button" class="button main" onClick={() => void act({ kind: 'accept' })}>
              {t('reviewing.act.accept')}
            </button>
          )}
          {canReturn && !isSending && (
            <button type="button" class="button" onClick={() => setWriting('return')}>
              {t('reviewing.act.return')}
            </button>
          )}
          {canSetAside && (
            <button type="button" class="button" onClick={() => setWriting('aside')}>
              {t('reviewing.act.aside')}
            </button>
          )}
          {may('decide') && state === 'aside' && (
            <button type="button" class="button" onClick={() => void act({ kind: 'restore' })}>
              {t('reviewing.act.restore')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
