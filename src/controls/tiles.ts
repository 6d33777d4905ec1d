/** What maps need of whoever hands out a survey. */
import { createContext } from 'preact';

/** Pictures of the ground under a map. Whoever hands out the survey chooses them; without, a map is a grid. */
export interface Tiles {
  /** With `{z}`, `{x}` and `{y}`. */
  readonly address: string;
  /** Whose pictures they are: shown on the map. */
  readonly attribution: string;
  /** The nearest that there are pictures of; nearer, they are enlarged. */
  readonly deepest?: number;
}

/** For controls with a map. */
export interface OnGround {
  readonly tiles?: Tiles | null;
}

/** The survey's, for maps. */
export const TilesContext = createContext<Tiles | null>(null);
