import { useCallback, useId } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { inWords } from '../questionnaire/index.ts';
import type { Device, EnrolmentCode, SurveySummary } from '../submission/index.ts';
import { DeviceTable } from './DeviceTable.tsx';
import { EnrolmentCodes } from './EnrolmentCodes.tsx';
import { Heading } from './Frame.tsx';
import { Link } from './Link.tsx';
import { codes, devices, surveys } from './office.ts';
import { Nowhere, WhenHere } from './Standing.tsx';
import { useAsked } from './useAsked.ts';
import type { Said } from './wire.ts';

interface Shown {
  readonly survey: SurveySummary | undefined;
  readonly codes: readonly EnrolmentCode[];
  readonly devices: readonly Device[];
}

/** Who may conduct interviews for a survey: the codes that let devices in, and the devices that came. */
export function DevicesPage({ id, moved, onSignedOut }: { id: string; moved: boolean; onSignedOut(): void }) {
  const { t, language } = useText();
  const asked = useAsked(useCallback(() => everything(id), [id]));
  const part = useId();
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'survey', id }}>
          <span aria-hidden="true">← </span>
          {asked.kind === 'here' && asked.value.survey
            ? inWords(asked.value.survey.title, language, [asked.value.survey.defaultLanguage]).text
            : t('coordinator.surveys')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('coordinator.devices')} onSignedOut={onSignedOut}>
        {(shown) =>
          shown.survey ? (
            <>
              <Heading text={t('coordinator.devices')} moved={moved} />
              <p class="quiet">{t('coordinator.devicesText')}</p>
              <EnrolmentCodes survey={id} known={shown.codes} onSignedOut={onSignedOut} />
              <section class="desk-card" aria-labelledby={`${part}devices`}>
                <h2 id={`${part}devices`}>{t('coordinator.devices')}</h2>
                <DeviceTable known={shown.devices} onSignedOut={onSignedOut} />
              </section>
            </>
          ) : (
            <Nowhere trouble="survey-unknown" moved={moved} />
          )
        }
      </WhenHere>
    </>
  );
}

async function everything(id: string): Promise<Said<Shown>> {
  const [all, codesSaid, devicesSaid] = await Promise.all([surveys(), codes(id), devices(id)]);
  if (!all.ok) return all;
  if (!codesSaid.ok) return codesSaid;
  if (!devicesSaid.ok) return devicesSaid;
  const survey = all.value.find((one) => one.id === id);
  return { ok: true, value: { survey, codes: codesSaid.value, devices: devicesSaid.value } };
}
