import { useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import type { Device } from '../submission/index.ts';
import { retire } from './office.ts';
import { TroubleNote } from './Standing.tsx';
import type { Trouble } from './wire.ts';

/** The devices of a survey. One is retired in two steps: the second says what that means. */
export function DeviceTable({ known, onSignedOut }: { known: readonly Device[]; onSignedOut(): void }) {
  const { t, day } = useText();
  const [devices, setDevices] = useState(known);
  const [asked, setAsked] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  if (devices.length === 0) return <p class="quiet">{t('coordinator.noDevices')}</p>;

  const end = async (device: Device) => {
    const said = await retire(device);
    setTrouble(null);
    if (said.ok) {
      setAsked(null);
      setDevices((before) => before.map((one) => (one.id === device.id ? { ...one, retired: true } : one)));
    } else if (said.trouble === 'not-signed-in') onSignedOut();
    else setTrouble(said.trouble);
  };
  const cell = (label: string, words: string) => (
    <span>
      <span class="quiet small">{label}</span> {words}
    </span>
  );
  return (
    <>
      {trouble && <TroubleNote trouble={trouble} />}
      <ul class="devices">
        {devices.map((device) => (
          <li key={device.id}>
            <b>{device.name}</b>
            {cell(t('coordinator.enrolledOn'), day(device.enrolledAt))}
            <span>
              {cell(t('coordinator.seenOn'), device.seenAt ? day(device.seenAt) : t('coordinator.neverSeen'))}
              {device.holds && (
                <>
                  <br />
                  {cell(t('coordinator.holds'), t('coordinator.holding', device.holds))}
                </>
              )}
            </span>
            {device.retired ? (
              <span class="state aside small">{t('coordinator.deviceRetired')}</span>
            ) : (
              <button
                type="button"
                class="button plain"
                aria-label={t('coordinator.retireThis', { name: device.name })}
                aria-expanded={asked === device.id}
                onClick={() => setAsked(asked === device.id ? null : device.id)}
              >
                {t('coordinator.retire')}
              </button>
            )}
            {asked === device.id && (
              <div class="wish sure" role="status">
                <p>{t('coordinator.retireText')}</p>
                <div class="buttons">
                  <button type="button" class="button bad" onClick={() => void end(device)}>
                    {t('coordinator.retireThis', { name: device.name })}
                  </button>
                  <button type="button" class="button" onClick={() => setAsked(null)}>
                    {t('coordinator.cancel')}
                  </button>
                </div>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
