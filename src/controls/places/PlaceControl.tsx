import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type Position, positionOf, writePosition } from '../../questionnaire/index.ts';
import type { ControlProps } from '../props.ts';
import type { OnGround } from '../tiles.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { LaterMap } from './LaterMap.tsx';
import { PlaceInWords } from './PlaceShown.tsx';
import { Refused, SearchHeard, Searching } from './Searching.tsx';
import { limitsOf } from './settling.ts';
import { TypedPlace } from './TypedPlace.tsx';
import { useSettling } from './useSettling.ts';
import { usePlaceWords } from './useWords.ts';
import './places.css';

/**
 * Where something is. The device looks until it is sure enough; the best it found is the answer, from the first fix on where
 * there was none before. It can also be put on a map (`placement-map`), or typed as a map or a letter has it.
 */
export default function PlaceControl({ asked, onAnswer, tiles = null }: ControlProps & OnGround) {
  const { t } = useText();
  const { metres } = usePlaceWords();
  const root = useFocusKept();
  const { appearance = '' } = asked.question;
  const limits = limitsOf(asked.question.parameters);
  const [typing, setTyping] = useState(false);
  const [hadOne, setHadOne] = useState(false);
  const placed = positionOf(asked.answer);
  const give = (position: Position, hand: 'tap' | 'key' = 'key') => onAnswer(writePosition(position), hand);
  const settling = useSettling(limits, {
    better: (best) => !hadOne && give(best),
    end: (best, why) => give(best, /\bquick\b/.test(appearance) && why === 'enough' ? 'tap' : 'key'),
  });
  const begin = () => {
    setHadOne(placed !== null); // what is there stays until the new one is chosen
    setTyping(false);
    settling.begin();
  };
  const mayPlace = /\bplacement-map\b/.test(appearance);
  const accuracy = placed?.accuracy;
  return (
    <div class="places" ref={root} tabIndex={-1}>
      <div role="status" class="place-answer">
        {placed && !settling.looking && <PlaceInWords position={placed} />}
      </div>
      <SearchHeard settling={settling} />
      {accuracy !== undefined && accuracy > limits.poor && !settling.looking && (
        <p class="wish" role="status">
          {t('places.poor', { metres: metres(limits.poor) })}
        </p>
      )}
      {settling.refused && <Refused why={settling.refused} />}
      {settling.looking && (
        <Searching
          settling={settling}
          enough={limits.enough}
          use={t('places.use')}
          onKeep={hadOne ? settling.drop : undefined}
        />
      )}
      {/\b(maps|placement-map)\b/.test(appearance) && (
        <LaterMap
          kind="place"
          points={placed ? [placed] : []}
          here={settling.best}
          tiles={tiles}
          onPlace={mayPlace && !asked.readOnly ? (position) => give(position) : undefined}
        />
      )}
      {!asked.readOnly && !settling.looking && (
        <div class="buttons">
          <button type="button" class={placed ? 'button' : 'button main'} onClick={begin}>
            {placed ? t('places.again') : t('places.take')}
          </button>
          {!typing && (
            <button type="button" class="button plain" onClick={() => setTyping(true)}>
              {t('places.type')}
            </button>
          )}
        </div>
      )}
      {typing && !settling.looking && !asked.readOnly && (
        <TypedPlace
          use={t('places.useTyped')}
          onUse={(position) => {
            give(position);
            setTyping(false);
          }}
          onClose={() => setTyping(false)}
        />
      )}
    </div>
  );
}
