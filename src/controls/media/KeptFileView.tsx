import { useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { KeptFiles } from '../keeper.ts';
import { useSize } from './KeepingStatus.tsx';
import { useAddress, useFacts } from './useFile.ts';
import './media.css';

export interface ShownFile {
  readonly media: KeptFiles;
  readonly name: string;
  /** What a picture shows, for those who do not see it. */
  readonly alt?: string;
}

/** A kept file: a picture to be made larger, a sound to be heard, a film to be watched, a document to be opened. */
export default function KeptFileView(props: ShownFile) {
  const { t } = useText();
  const facts = useFacts(props.media, props.name);
  if (facts === null) return <p class="wish">{t('media.lost', { name: props.name })}</p>;
  if (!facts) return <span class="file-name">{props.name}</span>;
  const [room] = facts.type.split('/');
  if (room === 'image') return <Picture {...props} />;
  if (room === 'audio') return <Sound {...props} />;
  if (room === 'video') return <Film {...props} size={facts.size} />;
  return <Document {...props} size={facts.size} />;
}

function Picture({ media, name, alt }: ShownFile) {
  const { t } = useText();
  const address = useAddress(media, name, true);
  const large = useRef<HTMLDialogElement>(null);
  const words = alt ?? t('media.picture');
  return (
    <>
      <button
        type="button"
        class="picture"
        aria-label={t('media.enlarge', { what: words })}
        onClick={() => large.current?.showModal()}
      >
        {address && <img src={address} alt={words} />}
      </button>
      <dialog ref={large} class="large" aria-label={words}>
        {address && <img src={address} alt={words} />}
        <div class="buttons">
          <button type="button" class="button main" onClick={() => large.current?.close()}>
            {t('menu.close')}
          </button>
        </div>
      </dialog>
    </>
  );
}

function Sound({ media, name }: ShownFile) {
  const { t } = useText();
  const address = useAddress(media, name, true);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a person's own recording has no captions */}
      <audio controls preload="metadata" src={address} aria-label={t('media.sound')} />
      <span class="printed">{name}</span>
    </>
  );
}

function Film({ media, name, size }: ShownFile & { size: number }) {
  const { t } = useText();
  const inWords = useSize();
  const [wanted, setWanted] = useState(false);
  const address = useAddress(media, name, wanted);
  if (!address) {
    return (
      <p class="file-line">
        <span class="file-name">{name}</span>
        <span class="quiet small">{inWords(size)}</span>
        <button type="button" class="button" onClick={() => setWanted(true)}>
          {t('media.watch')}
        </button>
      </p>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a person's own recording has no captions */}
      <video controls playsInline src={address} aria-label={t('media.film')} />
      <span class="printed">{name}</span>
    </>
  );
}

function Document({ media, name, size }: ShownFile & { size: number }) {
  const { t } = useText();
  const inWords = useSize();
  const address = useAddress(media, name, true);
  return (
    <p class="file-line">
      <span class="file-name">{name}</span>
      <span class="quiet small">{inWords(size)}</span>
      {address && (
        <a class="button" href={address} download={name} aria-label={t('media.openThis', { name })}>
          {t('media.open')}
        </a>
      )}
    </p>
  );
}
