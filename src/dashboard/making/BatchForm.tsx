import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type Batch, BatchWish, fewestLinks } from '../../submission/index.ts';
import { TroubleNote } from '../Standing.tsx';
import type { Trouble } from '../wire.ts';
import { makeBatch } from './office.ts';

/** So many links; or, where it may be known whose each is, one for each line of a list. */
export function BatchForm({
  survey,
  isAnonymous,
  onMade,
  onSignedOut,
}: {
  survey: string;
  isAnonymous: boolean;
  onMade(batch: Batch): void;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [links, setLinks] = useState('');
  const [list, setList] = useState('');
  const [problem, setProblem] = useState<'name' | 'links' | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isWorking, setWorking] = useState(false);
  const id = useId();
  const labels = list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

  const make = async () => {
    const number = labels.length > 0 ? labels.length : Number(links);
    const wish = BatchWish.safeParse({ name, links: number, ...(labels.length > 0 && { labels }) });
    const isEnough = number >= (isAnonymous ? fewestLinks : 1);
    setProblem(name.trim() === '' ? 'name' : isEnough && wish.success ? null : 'links');
    if (isWorking || !wish.success || !isEnough) return;
    setWorking(true);
    const said = await makeBatch(survey, wish.data);
    setWorking(false);
    if (said.ok) return onMade(said.value);
    if (said.trouble === 'not-signed-in') return onSignedOut();
    setTrouble(said.trouble);
  };
  return (
    <form
      class="wishes"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <div class="asked">
        <label for={`${id}name`}>{t('making.batchName')}</label>
        <input
          class="field"
          id={`${id}name`}
          autocomplete="off"
          value={name}
          aria-invalid={problem === 'name'}
          onInput={({ currentTarget: { value } }) => setName(value)}
        />
        {problem === 'name' && (
          <p class="problem" role="alert">
            {t('making.why.empty')}
          </p>
        )}
      </div>
      <div class="asked">
        <label for={`${id}links`}>{t('making.howMany')}</label>
        <input
          type="number"
          class="field number"
          id={`${id}links`}
          min={isAnonymous ? fewestLinks : 1}
          max={20_000}
          inputMode="numeric"
          disabled={labels.length > 0}
          value={labels.length > 0 ? labels.length : links}
          aria-invalid={problem === 'links'}
          onInput={({ currentTarget: { value } }) => setLinks(value)}
        />
        {problem === 'links' && (
          <p class="problem" role="alert">
            {t('making.linksWanted', { least: isAnonymous ? fewestLinks : 1 })}
          </p>
        )}
      </div>
      {!isAnonymous && (
        <div class="asked">
          <label for={`${id}list`}>{t('making.forWhom')}</label>
          <textarea
            class="field"
            id={`${id}list`}
            rows={4}
            value={list}
            onInput={({ currentTarget: { value } }) => setList(value)}
          />
        </div>
      )}
      {trouble && <TroubleNote trouble={trouble} />}
      <button type="submit" class="button main" aria-disabled={isWorking}>
        {isWorking ? t('coordinator.working') : t('making.makeLinks')}
      </button>
    </form>
  );
}
