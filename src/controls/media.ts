/** Questions whose answer is a file. Their controls are chunks of their own, loaded by the question that needs them. */
import type { Kind, Question } from '../questionnaire/index.ts';
import type { Files, Load } from './LaterControl.tsx';
import type { ControlProps } from './props.ts';

type LoadControl = Load<ControlProps & Files>;

const photo: LoadControl = () => import('./media/PhotoControl.tsx');
const draw: LoadControl = () => import('./media/DrawControl.tsx');
const others: Partial<Record<Kind, LoadControl>> = {
  audio: () => import('./media/AudioControl.tsx'),
  video: () => import('./media/VideoControl.tsx'),
  file: () => import('./media/FileControl.tsx'),
};

/** What loads the control, or nothing where the answer is no file. */
export const fileControlOf = ({ kind, appearance = '' }: Question): LoadControl | undefined =>
  kind === 'photo' ? (/\b(draw|signature|annotate)\b/.test(appearance) ? draw : photo) : others[kind];

export const isForFile = ({ kind }: Pick<Question, 'kind'>): boolean => kind === 'photo' || kind in others;
