import { useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import type { ControlProps } from './props.ts';

// A position less accurate than this is asked for again (questionnaire specification, `office_geo`).
const poorMetres = 100;

/** The position of this device, kept as ODK writes it: latitude, longitude, altitude, accuracy in metres. */
export function PlaceControl({ asked, onAnswer }: ControlProps) {
  const { t } = useText();
  const [state, setState] = useState<'still' | 'taking' | 'refused'>('still');
  const metres = accuracyOf(asked.answer);
  const take = () => {
    if (!('geolocation' in navigator)) return setState('refused');
    setState('taking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, altitude, accuracy } }) => {
        setState('still');
        onAnswer([latitude, longitude, altitude ?? 0, accuracy].join(' '), 'key');
      },
      () => setState('refused'),
      { enableHighAccuracy: true, timeout: 60_000, maximumAge: 0 },
    );
  };
  return (
    <div class="choices">
      {typeof asked.answer === 'string' && (
        <output class="note">
          <span>{asked.answer.split(' ', 2).join(', ')}</span>
          {metres !== null && (
            <span class="small">{t('place.accuracy', { metres: Math.round(metres) })}</span>
          )}
        </output>
      )}
      {metres !== null && metres > poorMetres && <p class="wish">{t('place.poor')}</p>}
      {state === 'refused' && (
        <p class="wish" role="status">
          {t('place.refused')}
        </p>
      )}
      <button type="button" class="button" disabled={asked.readOnly || state === 'taking'} onClick={take}>
        {state === 'taking' ? t('place.taking') : asked.answer === null ? t('place.take') : t('place.again')}
      </button>
    </div>
  );
}

const accuracyOf = (answer: unknown): number | null => {
  const accuracy = typeof answer === 'string' ? Number(answer.split(' ')[3] ?? Number.NaN) : Number.NaN;
  return Number.isFinite(accuracy) ? accuracy : null;
};
