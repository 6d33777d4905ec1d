import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { HandOverPlan } from '../../storage/index.ts';
import { largestSeries } from '../../submission/index.ts';
import type { Device } from '../device.ts';
import { type Made, make } from './acts.ts';
import { useSize } from './Inside.tsx';
import { QrSeries } from './QrSeries.tsx';
import { fileType, type Sealing } from './seal.ts';

type State =
  | { readonly kind: 'ready' }
  | { readonly kind: 'making'; readonly share: number }
  | { readonly kind: 'made'; readonly made: Made }
  | { readonly kind: 'failed' };

/** Makes the file, then lets it go: shared, saved, or shown as codes. Two taps, for a browser shares only right after one. */
export function Maker({
  device,
  plan,
  sealing,
  atOnce = false,
  children,
}: {
  device: Device;
  plan: HandOverPlan;
  sealing: Sealing;
  /** The person has already said so. */
  atOnce?: boolean;
  /** Who can open it. */
  children: ComponentChildren;
}) {
  const { t } = useText();
  const [state, setState] = useState<State>({ kind: 'ready' });
  const begin = useCallback(() => {
    let shown = 0;
    setState({ kind: 'making', share: 0 });
    const onStep = (share: number) => {
      if (share < shown + 0.01) return;
      shown = share;
      setState({ kind: 'making', share });
    };
    make(device.db, plan, sealing, onStep).then(
      (made) => setState({ kind: 'made', made }),
      () => setState({ kind: 'failed' }),
    );
  }, [device.db, plan, sealing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(() => {
    if (atOnce) begin();
  }, []);
  return (
    <>
      {children}
      {state.kind === 'ready' && !atOnce && (
        <div class="buttons">
          <button type="button" class="button main" onClick={begin}>
            {t('handOver.make')}
          </button>
        </div>
      )}
      {state.kind === 'making' && <Working share={state.share} words={t('handOver.making')} />}
      {state.kind === 'failed' && (
        <div class="alarm" role="alert">
          <p>{t('handOver.failed')}</p>
          <button type="button" class="button bad" onClick={begin}>
            {t('storage.tryAgain')}
          </button>
        </div>
      )}
      {state.kind === 'made' && <Giving made={state.made} />}
    </>
  );
}

/** How far it is. */
export function Working({ share, words }: { share: number; words: string }) {
  return (
    <p role="status">
      {words}
      <progress value={share} aria-label={words} />
    </p>
  );
}

/** The ways out for a file. */
export function Giving({ made: { blob, name, small } }: { made: Made }) {
  const { t } = useText();
  const writeSize = useSize();
  const [codes, setCodes] = useState<Uint8Array | null>(null);
  const file = new File([blob], name, { type: fileType });
  const canShare = typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });
  if (codes) return <QrSeries file={codes} onStop={() => setCodes(null)} />;
  return (
    <div class="receipt" role="status">
      <p class="state received">✓ {t('handOver.made', { size: writeSize(blob.size) })}</p>
      <p>
        <strong class="hand-over-name">{name}</strong>
      </p>
      <div class="buttons">
        {canShare && (
          <button
            type="button"
            class="button main"
            onClick={() => void navigator.share({ files: [file] }).catch(changedTheirMind)}
          >
            {t('handOver.share')}
          </button>
        )}
        <button type="button" class={canShare ? 'button' : 'button main'} onClick={() => save(file)}>
          {t('handOver.save')}
        </button>
        {small && (
          <button
            type="button"
            class="button"
            onClick={async () => setCodes(new Uint8Array(await small.arrayBuffer()))}
          >
            {t('handOver.qr')}
          </button>
        )}
      </div>
      {!small && <p class="quiet small">{t('handOver.qrTooLarge', { size: writeSize(largestSeries) })}</p>}
    </div>
  );
}

/** Who closes the list of apps has not given it: the buttons are still there. */
const changedTheirMind = (): void => undefined;

function save(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a slow phone is still reading it
}
