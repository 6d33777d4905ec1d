import { useText } from '../i18n/index.ts';
import {
  type FilesStanding,
  keepMediaWhen,
  live,
  type MediaParcel,
  mediaWhen,
  tryMediaAgain,
} from '../storage/index.ts';
import type { SyncState } from '../sync/index.ts';
import type { Device } from './device.ts';
import './styles/files.css';
import { useLive } from './useLive.ts';

/** How the photos and files of a submission stand: how many have arrived, what the others wait for, and what can be done. */
export default function FilesNote({ device, id, files, sync }: FilesNoteProps) {
  const { t } = useText();
  const aside = files.parcels.filter(({ state }) => state === 'aside');
  const waiting = files.parcels.filter(({ state }) => state !== 'aside');
  const again = async () => {
    await tryMediaAgain(device.db, id);
    await device.runner.nudge('files');
  };
  return (
    <div class="files">
      {files.received > 0 && <p role="status">✓ {t('files.arrived', { count: files.received })}</p>}
      {waiting.length > 0 && <Waiting device={device} parcels={waiting} sync={sync} />}
      {aside.length > 0 && (
        <div class="wish">
          <Refused parcels={aside} />
          <button type="button" class="button" onClick={again}>
            {t('files.again')}
          </button>
        </div>
      )}
    </div>
  );
}

export interface FilesNoteProps {
  readonly device: Device;
  readonly id: string;
  readonly files: FilesStanding;
  readonly sync: SyncState | undefined;
}

function Waiting({
  device,
  parcels,
  sync,
}: {
  device: Device;
  parcels: readonly MediaParcel[];
  sync: SyncState | undefined;
}) {
  const { t } = useText();
  const size = useSize();
  const when = useLive(() => live(() => mediaWhen(device.db)), [device.db]);
  const whole = parcels.reduce((sum, one) => sum + one.size, 0);
  const sent = parcels.reduce((sum, one) => sum + one.sent, 0);
  const areAnswersThere = parcels.some(({ state }) => state === 'waiting');
  const reason = sync?.media?.reason;
  const turn = async (isAlways: boolean) => {
    await keepMediaWhen(device.db, isAlways ? 'always' : 'unmetered');
    await device.runner.nudge('asked');
  };
  return (
    <>
      <p role="status">{t('files.waiting', { count: parcels.length })}</p>
      {areAnswersThere ? (
        <label class="quiet small">
          {t('files.progress', { sent: size(sent), whole: size(whole) })}
          <progress max={whole} value={sent} />
        </label>
      ) : (
        <p class="quiet">{t('files.after')}</p>
      )}
      {areAnswersThere && !sync?.sending && (
        <>
          {reason && <p class="quiet">{t(`sync.${reason}`)}</p>}
          <button type="button" class="button" onClick={() => void device.runner.nudge('files')}>
            {t('files.now')}
          </button>
        </>
      )}
      {(reason === 'metered' || when === 'always') && (
        <label class="choice">
          <input
            type="checkbox"
            checked={when === 'always'}
            onChange={({ currentTarget }) => void turn(currentTarget.checked)}
          />
          <span>{t('files.always')}</span>
        </label>
      )}
    </>
  );
}

function Refused({ parcels }: { parcels: readonly MediaParcel[] }) {
  const { t } = useText();
  const refused = parcels.flatMap(({ problem }) => problem?.code ?? []);
  return (
    <>
      {refused.length > 0 && <p>{t('files.aside', { count: refused.length })}</p>}
      {[...new Set(refused)].map((code) => (
        <p key={code}>{t(`problems.${code}`)}</p>
      ))}
      {refused.length < parcels.length && <p>{t('files.lost')}</p>}
    </>
  );
}

/** Megabytes as the person's language writes them. */
function useSize(): (bytes: number) => string {
  const { language } = useText();
  return (bytes) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(
      bytes / 1_000_000,
    );
}
