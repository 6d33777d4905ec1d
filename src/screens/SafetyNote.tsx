import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type Safety, safety } from '../storage/index.ts';
import { Modal } from './Modal.tsx';

/** What the browser promised about our storage, in plain words; only while something on this device still matters. */
export function SafetyNote({ waiting }: { waiting: boolean }) {
  const state = useSafety();
  return state && waiting ? <Promised state={state} /> : null;
}

/** The same whenever a person asks, with how much room is taken. */
export function StorageModal({ onClose }: { onClose(): void }) {
  const { t, language } = useText();
  const state = useSafety();
  const size = (bytes: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(
      bytes / 1_000_000,
    );
  return (
    <Modal title={t('menu.storage')} onClose={onClose}>
      {state && <Promised state={state} />}
      {state?.usedBytes !== undefined && state.freeBytes !== undefined && (
        <p class="quiet small">
          {t('storage.used', { used: size(state.usedBytes), whole: size(state.usedBytes + state.freeBytes) })}
        </p>
      )}
      <div class="buttons">
        <a class="button" href="/hand-over">
          {t('home.handOver')}
        </a>
        <button type="button" class="button main" onClick={onClose}>
          {t('menu.close')}
        </button>
      </div>
    </Modal>
  );
}

function Promised({ state }: { state: Safety }) {
  const { t } = useText();
  return <p>{state.keeping === 'kept' ? t('storage.kept') : t('storage.mayGo')}</p>;
}

function useSafety(): Safety | null {
  const [state, setState] = useState<Safety | null>(null);
  useEffect(() => {
    void safety().then(setState);
  }, []);
  return state;
}
