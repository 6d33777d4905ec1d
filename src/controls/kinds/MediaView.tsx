import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useText, writeSize } from '../../i18n/index.ts';
import { type AuthoredFile, inWords, type Media, type Words } from '../../questionnaire/index.ts';
import { AuthoredContext } from '../authored.ts';
import type { Part } from '../MediaShown.tsx';
import { useAuthored } from './useAuthored.ts';
import './media-view.css';

type Kind = 'image' | 'audio' | 'video';

interface Named {
  readonly kind: Kind;
  /** The file, and what people read of its name. */
  readonly name: string;
  readonly words: string;
  /** Nothing where the questionnaire came without it. */
  readonly file: AuthoredFile | undefined;
}

/** Pictures, sounds and films that an author put beside words. What is not here is said; the question waits for none of it. */
export default function MediaView({ media, part }: { media: Media; part?: Part }) {
  const { language } = useText();
  const authored = useContext(AuthoredContext);
  const named = (kind: Kind, words: Words | undefined): Named | null => {
    const name = words === undefined ? '' : inWords(words, language, []).text;
    if (name === '') return null;
    return { kind, name, words: readable(name), file: authored?.files[name] };
  };
  const large = named('image', media.bigImage);
  const image = named('image', media.image) ?? large;
  const [audio, video] = [named('audio', media.audio), named('video', media.video)];
  return (
    <>
      {part !== 'beside' && image && (
        <Brought key={image.name} of={image}>
          {(address) =>
            part === 'inside' ? (
              <img src={address} alt={image.words} {...sizeOf(image)} />
            ) : (
              <Enlarging image={image} large={large ?? image} address={address} />
            )
          }
        </Brought>
      )}
      {part === 'beside' && large && <EnlargeButton large={large} />}
      {part !== 'inside' && audio && (
        <Brought key={audio.name} of={audio}>
          {(address) => <Sound of={audio} address={address} />}
        </Brought>
      )}
      {part !== 'inside' && video && (
        <Brought key={video.name} of={video}>
          {(address) => <Film of={video} address={address} />}
        </Brought>
      )}
    </>
  );
}

/** `village_map-2.png` reads as a person would write it. */
const readable = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/[_-]+/g, ' ');

const sizeOf = ({ file }: Named) => ({ width: file?.width, height: file?.height });

/** A file in its place: on its way, missing in words, or as `children` show it. */
function Brought({ of, children }: { of: Named; children(address: string): preact.ComponentChild }) {
  const { t, language } = useText();
  const [fetching, wish] = useAuthored(of.file, of.kind !== 'image');
  const { width, height, size = 0 } = of.file ?? {};
  const place = of.kind === 'image' && width && height ? { '--w': width, '--h': height } : undefined;
  if (fetching.kind === 'here')
    return (
      <span class={place ? 'picture-place' : 'media-place'} style={place}>
        {children(fetching.address)}
      </span>
    );
  if (fetching.kind === 'coming')
    return (
      <span class={place ? 'picture-place' : 'media-place'} style={place}>
        <span class="quiet small">{t('step.loading')}</span>
      </span>
    );
  if (fetching.kind === 'large')
    return (
      <button type="button" class="button" onClick={wish}>
        {t(of.kind === 'audio' ? 'shown.fetchAudio' : 'shown.fetchVideo', {
          size: writeSize(size, language),
        })}
      </button>
    );
  return <NotHere of={of} why={fetching.kind} onAgain={wish} />;
}

function NotHere({ of, why, onAgain }: { of: Named; why: 'gone' | 'away'; onAgain(): void }) {
  const { t } = useText();
  return (
    <span class="media-missing">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <path
          d={signs[of.kind]}
          fill="none"
          stroke="currentColor"
          stroke-width="1.6"
          stroke-linejoin="round"
        />
      </svg>
      <span>
        {t(`shown.${of.kind}`, { name: of.name })} {t(why === 'gone' ? 'shown.without' : 'shown.later')}
      </span>
      {why === 'away' && (
        <button type="button" class="button small" onClick={onAgain}>
          {t('survey.tryAgain')}
        </button>
      )}
    </span>
  );
}

function Enlarging({ image, large, address }: { image: Named; large: Named; address: string }) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="media-picture"
        aria-label={t('shown.enlarge', { name: image.words })}
        onClick={() => setOpen(true)}
      >
        <img src={address} alt={image.words} {...sizeOf(image)} />
      </button>
      {isOpen && <Large of={large} onClose={() => setOpen(false)} />}
    </>
  );
}

function EnlargeButton({ large }: { large: Named }) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="button plain" onClick={() => setOpen(true)}>
        {t('shown.enlarge', { name: large.words })}
      </button>
      {isOpen && <Large of={large} onClose={() => setOpen(false)} />}
    </>
  );
}

/** As large as the author drew it: it is moved about by finger, wheel or arrow keys. It comes only when it is opened. */
function Large({ of, onClose }: { of: Named; onClose(): void }) {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="media-large" aria-label={of.words} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is larger than its place is scrolled by key */}
      <section tabIndex={0} aria-label={of.words}>
        <Brought of={of}>{(address) => <img src={address} alt={of.words} {...sizeOf(of)} />}</Brought>
      </section>
      <button type="button" class="button main" onClick={() => dialog.current?.close()}>
        {t('menu.close')}
      </button>
    </dialog>
  );
}

function Sound({ of, address }: { of: Named; address: string }) {
  // biome-ignore lint/a11y/useMediaCaption: what is said stands in the words beside it
  return <audio controls preload="metadata" src={address} aria-label={of.words} />;
}

function Film({ of, address }: { of: Named; address: string }) {
  // biome-ignore lint/a11y/useMediaCaption: an author has no column for captions
  return <video controls playsInline preload="metadata" src={address} aria-label={of.words} />;
}

const signs = {
  image: 'M3 4h14v12H3z M3 13l4-4 4 4 2-2 4 3',
  audio: 'M4 8v4h3l4 3V5L7 8z M14 7q2 3 0 6',
  video: 'M3 5h14v10H3z M8.5 8v4l3.5-2z',
} as const;
