import { useText } from '../../i18n/index.ts';
import { handOverNotes, live } from '../../storage/index.ts';
import { Bar } from '../Bar.tsx';
import type { Device } from '../device.ts';
import { Frame, Heading } from '../Frame.tsx';
import { useLive } from '../useLive.ts';
import { useWay } from '../useWay.ts';
import { BackupPage } from './BackupPage.tsx';
import { GivePage } from './GivePage.tsx';
import './handover.css';
import { TakePage } from './TakePage.tsx';

const pages = ['give', 'take', 'backup'] as const;
type Page = (typeof pages)[number];

/** For days without a network: give what is here to another device, take in, keep a copy. */
export function HandOverScreen({
  device,
  offered,
  opened,
}: {
  device: Device;
  offered: readonly string[];
  /** The file that the app was opened with. */
  opened: Blob | null;
}) {
  const { t } = useText();
  const { where } = useWay(opened ? 'take' : null);
  const page = pages.find((one) => one === where);
  const title = t(page ? `handOver.${page}` : 'handOver.title');
  return (
    <Frame key={page ?? ''} title={title} bar={<Bar title={t('app.name')} languages={offered} />}>
      <Heading>{title}</Heading>
      {!page && <Choices device={device} />}
      {page === 'give' && <GivePage device={device} />}
      {page === 'take' && <TakePage device={device} opened={opened} />}
      {page === 'backup' && <BackupPage device={device} />}
      {page && (
        <div class="buttons">
          <a class="button plain" href="/hand-over">
            {t('handOver.back')}
          </a>
        </div>
      )}
    </Frame>
  );
}

function Choices({ device }: { device: Device }) {
  const { t } = useText();
  return (
    <>
      <p>{t('handOver.text')}</p>
      <ul class="list">
        {pages.map((page: Page) => (
          <li key={page}>
            <p>{t(`handOver.${page}Text`)}</p>
            <div class="buttons">
              <a class="button main" href={`#${page}`}>
                {t(`handOver.${page}`)}
              </a>
            </div>
          </li>
        ))}
      </ul>
      <Notes device={device} />
      <div class="buttons">
        <a class="button plain" href="/">
          {t('home.title')}
        </a>
      </div>
    </>
  );
}

/** What was given and taken so far. */
function Notes({ device: { db } }: { device: Device }) {
  const { t, day } = useText();
  const notes = useLive(() => live(() => handOverNotes(db)), [db]);
  if (!notes || notes.length === 0) return null;
  return (
    <section>
      <h2>{t('handOver.so-far')}</h2>
      <ul class="hand-over-notes">
        {notes.map(({ id, direction, at, from, submissions, drafts }) => (
          <li key={`${id} ${direction}`}>
            <strong>
              {t(direction === 'in' ? 'handOver.takenOn' : 'handOver.madeOn', { day: day(at.slice(0, 10)) })}
            </strong>
            {direction === 'in' && from && <span>{t('handOver.from', { name: from })}</span>}
            <span>
              {t('handOver.submissions', { count: submissions })} · {t('handOver.drafts', { count: drafts })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
