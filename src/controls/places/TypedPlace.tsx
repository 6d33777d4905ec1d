import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type Position, readCoordinates } from '../../questionnaire/index.ts';
import { usePlaceWords, useRest } from './useWords.ts';

/**
 * A position from a map, a letter or a message: typed or pasted, as it is written there. It is read back before it counts;
 * nothing counts by itself while somebody types.
 */
export function TypedPlace({
  use,
  onUse,
  onClose,
}: {
  use: string;
  onUse(position: Position): void;
  onClose(): void;
}) {
  const { t, language } = useText();
  const { position: inWords } = usePlaceWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const read = readCoordinates(typed, language);
  const found = 'position' in read ? read.position : null;
  const words = found
    ? t('places.readAs', { position: inWords(found) })
    : tried && 'problem' in read
      ? t(`places.typed.${read.problem}`)
      : '';
  const give = () => {
    setTried(true);
    if (!found) return;
    onUse(found);
    setTyped('');
    setTried(false);
  };
  return (
    <div class="typed-place">
      <label for={id}>{t('places.coordinates')}</label>
      <input
        id={id}
        class="field"
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={typed}
        aria-describedby={`${id}-how ${id}-read`}
        aria-invalid={tried && !found}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setTried(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          give();
        }}
      />
      <p id={`${id}-how`} class="small quiet">
        {t('places.howToType')}
      </p>
      <p id={`${id}-read`} class={tried && !found ? 'alarm' : 'typed-read'}>
        {words}
      </p>
      <p class="unseen" role="status">
        {useRest(words)}
      </p>
      <div class="buttons">
        <button type="button" class="button main" onClick={give}>
          {use}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t('places.close')}
        </button>
      </div>
    </div>
  );
}
