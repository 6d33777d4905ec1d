import { useText } from '../../i18n/index.ts';
import { inWords, type Media } from '../../questionnaire/index.ts';
import './media-place.css';

const kinds = [
  ['image', 'image'],
  ['bigImage', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
] as const;

/** Pictures, sounds and films that an author put beside words: which they are, in words. */
export default function MediaView({ media }: { media: Media }) {
  const { t, language } = useText();
  const files = new Map<string, 'image' | 'audio' | 'video'>();
  for (const [part, kind] of kinds) {
    const words = media[part];
    if (words !== undefined) files.set(inWords(words, language, []).text, kind); // the large picture is often the same file
  }
  return (
    <>
      {[...files].map(([name, kind]) => (
        <span key={name} class="media-place">
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <path
              d={signs[kind]}
              fill="none"
              stroke="currentColor"
              stroke-width="1.6"
              stroke-linejoin="round"
            />
          </svg>
          <span>{t(`shown.${kind}`, { name })}</span>
        </span>
      ))}
    </>
  );
}

const signs = {
  image: 'M3 4h14v12H3z M3 13l4-4 4 4 2-2 4 3',
  audio: 'M4 8v4h3l4 3V5L7 8z M14 7q2 3 0 6',
  video: 'M3 5h14v10H3z M8.5 8v4l3.5-2z',
} as const;
