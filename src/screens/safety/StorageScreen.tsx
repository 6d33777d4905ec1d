import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { askToKeep } from '../../storage/index.ts';
import { Bar } from '../Bar.tsx';
import type { Device } from '../device.ts';
import { Frame, Heading } from '../Frame.tsx';
import { Carried, CarrySection } from './CarrySection.tsx';
import { carriedIn } from './carry.ts';
import { InstallSection } from './InstallSection.tsx';
import { LockSection } from './LockSection.tsx';
import './safety.css';
import { type StandingHere, standingHere } from './standing.ts';
import { useSize } from './useSize.ts';

/** How safe what is here is, in plain words, and what can be done about it. */
export function StorageScreen({ device, offered }: { device: Device; offered: readonly string[] }) {
  const { t } = useText();
  const [standing, setStanding] = useState<StandingHere | null>(null);
  const [carried, setCarried] = useState(() => carriedIn(location.href));
  const look = useCallback(() => void standingHere(device.db).then(setStanding), [device.db]);
  useEffect(look, [look]);
  const title = t(carried ? 'carry.cameTitle' : 'menu.storage');
  return (
    <Frame
      key={carried ? 'carried' : ''}
      title={title}
      bar={<Bar title={t('app.name')} languages={offered} />}
    >
      <Heading>{title}</Heading>
      {carried && <Carried device={device} carried={carried} onLeft={() => setCarried(null)} />}
      {!carried && standing && (
        <>
          <Protection standing={standing} onAsked={look} />
          <Unsent standing={standing} />
          <Risks standing={standing} />
          <InstallSection standing={standing} />
          <LockSection device={device} />
          <CarrySection device={device} standing={standing} onCarried={setCarried} />
        </>
      )}
      <div class="buttons">
        <button type="button" class="button" onClick={goBack}>
          {t('safety.back')}
        </button>
      </div>
    </Frame>
  );
}

const goBack = (): void => {
  if (history.length > 1 && !location.hash) history.back();
  else location.assign('/');
};

/** A part of the page with a heading of its own. */
export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="safety-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Protection({
  standing: {
    safety: { keeping, usedBytes, freeBytes, tight },
  },
  onAsked,
}: {
  standing: StandingHere;
  onAsked(): void;
}) {
  const { t } = useText();
  const size = useSize();
  const [said, setSaid] = useState<Awaited<ReturnType<typeof askToKeep>> | null>(null);
  const ask = async () => {
    setSaid(await askToKeep());
    onAsked();
  };
  return (
    <Part title={t('safety.protection')}>
      <p>{keeping === 'kept' ? `✓ ${t('storage.kept')}` : t('storage.mayGo')}</p>
      {keeping !== 'kept' && (
        <>
          {(said === 'refused' || said === 'unsupported') && (
            <p class="wish" role="status">
              {t(`safety.${said}`)}
            </p>
          )}
          {said === null && (
            <div class="buttons">
              <button type="button" class="button" onClick={() => void ask()}>
                {t('safety.ask')}
              </button>
            </div>
          )}
        </>
      )}
      {usedBytes !== undefined && freeBytes !== undefined && (
        <p class={tight ? 'wish' : 'quiet'}>
          {t('safety.space', { used: size(usedBytes), left: size(freeBytes) })}
          {tight && ` ${t('safety.tight')}`}
        </p>
      )}
    </Part>
  );
}

function Unsent({
  standing: { drafts, waiting, files, bytes, oldest, lastFile },
}: {
  standing: StandingHere;
}) {
  const { t, day } = useText();
  const size = useSize();
  return (
    <Part title={t('safety.unsent')}>
      {drafts + waiting + files === 0 && <p>✓ {t('safety.nothingUnsent')}</p>}
      <ul class="safety-list">
        {drafts > 0 && <li>{t('lock.draftsHere', { count: drafts })}</li>}
        {waiting > 0 && <li>{t('lock.waitingHere', { count: waiting })}</li>}
        {files > 0 && <li>{t('safety.files', { count: files, size: size(bytes) })}</li>}
      </ul>
      {oldest && <p class="quiet">{t('safety.oldest', { day: day(oldest) })}</p>}
      <p class="quiet">{lastFile ? t('safety.lastFile', { day: day(lastFile) }) : t('safety.noFile')}</p>
      <div class="buttons">
        <a class="button" href="/hand-over#backup">
          {t('safety.backup')}
        </a>
      </div>
    </Part>
  );
}

/** What may happen in this browser, and what to do about each. */
function Risks({ standing: { inApp, isPrivate, isClearedByWeek } }: { standing: StandingHere }) {
  const { t } = useText();
  const risks = [
    ...(isPrivate ? [['private', t('safety.private'), t('safety.privateDo')]] : []),
    ...(inApp ? [['app', t('safety.inApp', { app: inApp }), t('safety.inAppDo')]] : []),
    ...(isClearedByWeek ? [['week', t('safety.week'), t('safety.weekDo')]] : []),
  ];
  return (
    <Part title={t('safety.risks')}>
      {risks.length === 0 && <p>✓ {t('safety.noRisks')}</p>}
      {risks.map(([key, what, act]) => (
        <div key={key} class="wish">
          <p>{what}</p>
          <p>{act}</p>
        </div>
      ))}
    </Part>
  );
}
