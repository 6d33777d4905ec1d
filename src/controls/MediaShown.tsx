import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { inWords, type Media } from '../questionnaire/index.ts';
import { AuthoredContext } from './authored.ts';
import { type Load, useLater } from './LaterControl.tsx';

/** Of a choice, what belongs into its button, and what stands beside because it is touched for itself. */
export type Part = 'inside' | 'beside';

const load: Load<{ media: Media; part?: Part }> = () => import('./kinds/MediaView.tsx');

/** What an author put beside words; few questionnaires have any. Its place is kept while what shows it is on its way. */
export function MediaShown(props: { media: Media; part?: Part }) {
  const Loaded = useLater(load, 'kinds');
  const { language } = useText();
  const { files = {} } = useContext(AuthoredContext) ?? {};
  if (typeof Loaded === 'function') return <Loaded {...props} />;
  const { width, height } = files[inWords(props.media.image ?? '', language, []).text] ?? {};
  return width && height && props.part !== 'beside' ? (
    <span class="picture-place" style={{ '--w': width, '--h': height }} />
  ) : null;
}

/** A choice's button, and beside it what is touched for itself: a sound, a film, a picture to be made larger. */
export function WithMedia({ media, children }: { media: Media | undefined; children: ComponentChildren }) {
  if (!media || !(media.audio || media.video || media.bigImage)) return <>{children}</>;
  return (
    <div class="choice-beside">
      {children}
      <MediaShown media={media} part="beside" />
    </div>
  );
}
