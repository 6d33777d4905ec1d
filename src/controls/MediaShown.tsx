import type { Media } from '../questionnaire/index.ts';
import { type Load, useLater } from './LaterControl.tsx';

const load: Load<{ media: Media }> = () => import('./kinds/MediaView.tsx');

/** What an author put beside words; few questionnaires have any. */
export function MediaShown({ media }: { media: Media }) {
  const Loaded = useLater(load, 'kinds');
  return typeof Loaded === 'function' ? <Loaded media={media} /> : null;
}
