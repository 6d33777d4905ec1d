/**
 * A position that settles: the device tells many, better and better ones. Looked for until one is accurate enough, until the
 * time is over, or until a person says so; the best of them counts.
 */
import type { Position } from '../../questionnaire/index.ts';

/** A position that a device has measured. */
export type Fix = Position & { readonly accuracy: number };

/**
 * insecure: the page did not come over https. missing: this browser knows no positions. denied: a person or the settings say
 * no. unavailable: the device finds none. slow: none came in time.
 */
export type Refusal = 'insecure' | 'missing' | 'denied' | 'unavailable' | 'slow';

/** enough: as accurate as was wanted. time: it took too long. asked: a person had seen enough. */
export type Ended = 'enough' | 'time' | 'asked';
const isEnd = (why: string): why is Ended => why === 'enough' || why === 'time' || why === 'asked';

export interface Wanted {
  /** Metres: the search ends with the first fix that is as accurate. */
  readonly enough: number;
  /** An accuracy of 0 is what software says that makes positions up; it counts only where the questionnaire allows that. */
  readonly madeUp: boolean;
}

export interface Told {
  /** Each fix, and the best so far. */
  onFix(best: Fix, latest: Fix): void;
  onEnd(best: Fix, why: Ended): void;
  onRefused(why: Refusal): void;
}

/** Where positions come from: `navigator.geolocation`, or what a test says. */
export type Source = Pick<Geolocation, 'watchPosition' | 'clearWatch'>;

/** The time after which the best is taken; and for a first fix, which takes a cold receiver half a minute under open sky. */
export const longestSearch = 90_000;
const lastHope = 15_000; // a device that says “unavailable” may still be waking its receiver up

export interface Search {
  /** Ends it with the best so far. */
  finish(): void;
  /** Ends it as if it had never begun. */
  drop(): void;
}

export function settle(source: Source, { enough, madeUp }: Wanted, told: Told): Search {
  let best: Fix | null = null;
  let over = false;
  const stop = () => {
    over = true;
    source.clearWatch(watch);
    clearTimeout(timer);
  };
  const end = (why: Ended | Exclude<Refusal, 'slow'>) => {
    if (over) return;
    stop();
    if (best) told.onEnd(best, isEnd(why) ? why : 'time');
    else if (why !== 'asked') told.onRefused(isEnd(why) ? 'slow' : why);
  };
  let timer = setTimeout(() => end('time'), longestSearch);
  const watch = source.watchPosition(
    (found) => {
      if (over) return;
      const latest = toFix(found.coords);
      if (!best || isBetter(latest, best, madeUp)) best = latest;
      told.onFix(best, latest);
      if (best.accuracy <= enough && (best.accuracy > 0 || madeUp)) end('enough');
    },
    ({ code }) => {
      if (over) return;
      if (code === 1) end('denied');
      else if (!best) {
        clearTimeout(timer);
        timer = setTimeout(() => end('unavailable'), lastHope);
      }
    },
    { enableHighAccuracy: true, maximumAge: 0 },
  );
  if (over) source.clearWatch(watch); // a source that answered at once, before it had a number
  return { finish: () => end('asked'), drop: stop };
}

/** Why there is nothing to ask, if so. */
export function refusedFromTheStart(): 'insecure' | 'missing' | null {
  if (!globalThis.isSecureContext) return 'insecure';
  return 'geolocation' in navigator ? null : 'missing';
}

export function toFix({ latitude, longitude, altitude, accuracy }: GeolocationCoordinates): Fix {
  return { latitude, longitude, accuracy, ...(altitude !== null && { altitude }) };
}

const isBetter = (one: Fix, other: Fix, madeUp: boolean): boolean => {
  const worth = ({ accuracy }: Fix) => (accuracy > 0 || madeUp ? accuracy : Number.POSITIVE_INFINITY);
  return worth(one) <= worth(other);
};

/** Metres of a question: `capture-accuracy`, from which on it is taken by itself, and `warning-accuracy`, beyond which it is poor. */
export function limitsOf(parameters: Readonly<Record<string, string>> | undefined): {
  readonly enough: number;
  readonly poor: number;
  readonly madeUp: boolean;
} {
  const metres = (name: string, otherwise: number) => {
    const said = Number(parameters?.[name] ?? Number.NaN);
    return Number.isFinite(said) && said > 0 ? said : otherwise;
  };
  return {
    enough: metres('capture-accuracy', usualEnough),
    poor: metres('warning-accuracy', usualPoor),
    madeUp: /^(true|yes)$/i.test(parameters?.['allow-mock-accuracy'] ?? ''),
  };
}

const usualEnough = 5; // metres, as in Collect
const usualPoor = 100; // as in Collect, and in our own questionnaire specification (`office_geo`)
