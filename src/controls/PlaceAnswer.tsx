import type { Kind } from '../questionnaire/index.ts';
import { useLater } from './LaterControl.tsx';
import { fromPlaces } from './later.ts';
import type { ShownPlace } from './places/PlaceShown.tsx';

const load = fromPlaces('PlaceShown');

/** Whether the answer names places on earth. */
export const isForPlace = (kind: Kind): kind is ShownPlace['kind'] => /^(place|trace|shape)$/.test(kind);

/** A position, a line or an area in words; as it was written while (or where) the words are not here. */
export function PlaceAnswer(props: ShownPlace) {
  const Loaded = useLater(load, 'places');
  return Loaded && Loaded !== 'missing' ? <Loaded {...props} /> : <span>{props.answer}</span>;
}
