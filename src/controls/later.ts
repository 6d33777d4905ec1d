/** Questions whose controls are chunks of their own, loaded by the question that needs them. */
import type { AskedQuestion, Item, Kind, Question, Questionnaire } from '../questionnaire/index.ts';
import { looks } from './appearance.ts';
import type { Files, Load } from './LaterControl.tsx';
import type { ControlProps } from './props.ts';
import { stepsOf } from './StepsControl.tsx';

/** A part of the app that a device keeps once a questionnaire needs it (`vite.config.ts`). */
export type Part = 'media' | 'kinds' | 'places' | 'maps' | 'codes';

export type Later =
  | { readonly part: 'media'; readonly load: Load<ControlProps & Files>; readonly isBox?: boolean }
  | {
      /** Its words lie on a shelf of that name. */
      readonly part: 'kinds' | 'places';
      /** Another part that the control brings in its time. */
      readonly besides?: Part;
      readonly load: Load<ControlProps>;
      readonly isBox?: boolean;
    };

const photo: Later = { part: 'media', load: () => import('./media/PhotoControl.tsx') };
const draw: Later = { part: 'media', load: () => import('./media/DrawControl.tsx') };
const files: Partial<Record<Kind, Later>> = {
  audio: { part: 'media', load: () => import('./media/AudioControl.tsx') },
  video: { part: 'media', load: () => import('./media/VideoControl.tsx') },
  file: { part: 'media', load: () => import('./media/FileControl.tsx') },
};
const date: Later = { part: 'kinds', load: () => import('./kinds/DateControl.tsx') };
const range: Later = { part: 'kinds', load: () => import('./kinds/RangeControl.tsx') };
const long: Later = { part: 'kinds', load: () => import('./kinds/LongControl.tsx') };
const minimal: Later = { part: 'kinds', load: () => import('./kinds/MinimalControl.tsx'), isBox: true };

const rank: Later = { part: 'kinds', load: () => import('./kinds/RankControl.tsx') };
/** They come together. */
export const fromPlaces =
  <Name extends keyof typeof import('./places/all.ts')>(name: Name) =>
  async () => ({ default: (await import('./places/all.ts'))[name] });
const place: Later = { part: 'places', load: fromPlaces('PlaceControl') };
const placeOnMap: Later = { ...place, besides: 'maps' };
const line: Later = { part: 'places', besides: 'maps', load: fromPlaces('LineControl') };
const code: Later = { part: 'places', besides: 'codes', load: fromPlaces('CodeControl') };

const longList = 30; // choices: more than anybody reads through to find theirs

/** What loads the control of a question, or nothing where everybody has it. */
export const laterOf = (asked: Pick<AskedQuestion, 'question' | 'choices'>): Later | undefined =>
  laterFor(asked.question, () => asked.choices.length);

function laterFor(question: Question, choices: () => number): Later | undefined {
  const { kind, appearance = '' } = question;
  switch (kind) {
    case 'photo':
      return /\b(draw|signature|annotate)\b/.test(appearance) ? draw : photo;
    case 'date':
    case 'dateTime':
      return date;
    case 'rank':
      return rank;
    case 'range':
      return stepsOf(question.parameters) ? undefined : range;
    case 'place':
      return /\b(maps|placement-map)\b/.test(appearance) ? placeOnMap : place;
    case 'trace':
    case 'shape':
      return line;
    case 'barcode':
      return code;
    case 'one':
    case 'many': {
      const look = looks(question);
      if (look.has('autocomplete') || look.has('search') || choices() > longList) return long;
      return kind === 'one' && look.has('minimal') ? minimal : undefined;
    }
    default:
      return files[kind];
  }
}

export const isForFile = ({ kind }: Pick<Question, 'kind'>): boolean => kind === 'photo' || kind in files;

/** The parts that a questionnaire's questions need besides what everybody has; a list counts whole, before its filter. */
export function partsOf({ items, lists }: Questionnaire): ReadonlySet<Part> {
  const parts = new Set<Part>();
  const walk = (item: Item): void => {
    if ('items' in item) {
      if (item.kind === 'repeat') parts.add('kinds');
      for (const inside of item.items) walk(inside);
      return;
    }
    const later = laterFor(item, () => lists[item.list ?? '']?.choices.length ?? 0);
    if (later) parts.add(later.part);
    if (item.media) parts.add('kinds');
    if (later && 'besides' in later && later.besides) parts.add(later.besides);
  };
  for (const item of items) walk(item);
  if (Object.values(lists).some(({ choices }) => choices.some(({ media }) => media))) parts.add('kinds');
  return parts;
}
