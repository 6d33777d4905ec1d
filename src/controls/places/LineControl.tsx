import { useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import {
  type LineKind,
  leastPoints,
  type Position,
  pointsOf,
  positionOf,
  toLine,
  writePosition,
} from '../../questionnaire/index.ts';
import type { ControlProps } from '../props.ts';
import type { OnGround } from '../tiles.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { LaterMap } from './LaterMap.tsx';
import { LineFigures } from './LineFigures.tsx';
import { PointList } from './PointList.tsx';
import { Refused, SearchHeard, Searching } from './Searching.tsx';
import { limitsOf } from './settling.ts';
import { TypedPlace } from './TypedPlace.tsx';
import { useSettling } from './useSettling.ts';
import { Walking } from './Walking.tsx';
import './places.css';

/**
 * A line or an area, point after point: where the person stands, every few seconds while they walk, by a tap on the map, or
 * typed. Each point is told at once, so that it is on the disk before the next one.
 */
export default function LineControl({ asked, onAnswer, tiles = null }: ControlProps & OnGround) {
  const { t } = useText();
  const root = useFocusKept();
  const kind: LineKind = asked.question.kind === 'shape' ? 'shape' : 'trace';
  const points = pointsOf(kind, asked.answer);
  const { appearance = '' } = asked.question;
  const [way, setWay] = useState<'none' | 'walking' | 'typing'>('none');
  const [mapShown, setMapShown] = useState(/\b(maps|placement-map)\b/.test(appearance));
  const before = useRef<(readonly string[])[]>([]);
  const newest = useRef(points);
  newest.current = points;
  const limits = limitsOf(asked.question.parameters);
  const settling = useSettling(limits, { end: (best) => add(best) });

  const put = (next: readonly string[]) => {
    before.current = [...before.current.slice(-mostSteps), newest.current];
    newest.current = next; // two points may come before the screen is drawn anew
    onAnswer(toLine(kind, next), 'key');
  };
  const add = (position: Position) => put([...newest.current, asPoint(position)]);
  const undo = () => {
    const last = before.current.pop();
    if (!last) return;
    newest.current = last;
    onAnswer(toLine(kind, last), 'key');
  };

  return (
    <div class="places" ref={root} tabIndex={-1}>
      <div role="status" class="place-answer">
        {points.length > 0 && <LineFigures kind={kind} points={points} />}
      </div>
      <SearchHeard settling={settling} />
      {kind === 'shape' && points.length >= leastPoints.shape && (
        <p class="small quiet">{t('places.closes')}</p>
      )}
      {settling.refused && <Refused why={settling.refused} />}
      {mapShown && (
        <LaterMap
          kind={kind}
          points={points.flatMap((point) => positionOf(point) ?? [])}
          here={settling.best}
          tiles={tiles}
          onPlace={asked.readOnly ? undefined : add}
        />
      )}
      {settling.looking && <Searching settling={settling} enough={limits.enough} use={t('places.addThis')} />}
      {way === 'walking' && (
        <Walking madeUp={limits.madeUp} count={points.length} onPoint={add} onStop={() => setWay('none')} />
      )}
      {!asked.readOnly && way !== 'walking' && !settling.looking && (
        <div class="buttons">
          <button
            type="button"
            class="button main"
            onClick={() => {
              setWay('none');
              settling.begin();
            }}
          >
            {t('places.addHere')}
          </button>
          <button type="button" class="button" onClick={() => setWay('walking')}>
            {t('places.walk')}
          </button>
          {!mapShown && (
            <button type="button" class="button" onClick={() => setMapShown(true)}>
              {t('places.map.show')}
            </button>
          )}
          {way !== 'typing' && (
            <button type="button" class="button plain" onClick={() => setWay('typing')}>
              {t('places.type')}
            </button>
          )}
        </div>
      )}
      {way === 'typing' && !settling.looking && (
        <TypedPlace use={t('places.addThis')} onUse={add} onClose={() => setWay('none')} />
      )}
      {!asked.readOnly && before.current.length > 0 && (
        <button type="button" class="button" onClick={undo}>
          {t('places.undo')}
        </button>
      )}
      {points.length > 0 && (
        <PointList
          points={points}
          onRemove={asked.readOnly ? undefined : (at) => put(points.filter((_, each) => each !== at))}
        />
      )}
    </div>
  );
}

const mostSteps = 200; // that can be undone: an hour of walking with a point every twenty seconds

/** Every point of a line has four numbers, as other tools expect: 0 0 where nothing was measured. */
const asPoint = (position: Position): string => writePosition({ accuracy: 0, ...position });
