import { useText } from '../../i18n/index.ts';
import {
  type LineKind,
  leastPoints,
  type Position,
  pointsOf,
  positionOf,
} from '../../questionnaire/index.ts';
import { LineFigures, Sketch } from './LineFigures.tsx';
import { usePlaceWords } from './useWords.ts';
import './places.css';

export interface ShownPlace {
  readonly kind: 'place' | LineKind;
  readonly answer: string;
}

/** A position, a line or an area that was answered, in words: in the review and in “My answers”. */
export default function PlaceShown({ kind, answer }: ShownPlace) {
  if (kind === 'place') {
    const position = positionOf(answer);
    return position ? <PlaceInWords position={position} /> : <span>{answer}</span>;
  }
  const points = pointsOf(kind, answer);
  return (
    <div class="line-shown">
      {points.length >= leastPoints[kind] && <Sketch kind={kind} points={points} />}
      <LineFigures kind={kind} points={points} />
    </div>
  );
}

/** Where, and how sure that is. */
export function PlaceInWords({ position }: { position: Position }) {
  const { t } = useText();
  const words = usePlaceWords();
  const { accuracy } = position;
  const [latitude, between, longitude] = words.halves(position);
  return (
    <p class="place-shown">
      <strong>
        <span class="whole">{latitude}</span>
        {between}
        <span class="whole">{longitude}</span>
      </strong>
      <span class="small quiet">
        {accuracy === undefined || accuracy === 0
          ? t('places.byHand')
          : t('places.accuracy', { metres: words.metres(accuracy) })}
      </span>
    </p>
  );
}
