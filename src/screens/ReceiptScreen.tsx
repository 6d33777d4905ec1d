import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Said, useLater } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import type { Shown } from '../questionnaire/index.ts';
import { filesStanding, live, type Sent, submission, tryAgain } from '../storage/index.ts';
import { receiptCode } from '../submission/index.ts';
import type { SyncState } from '../sync/index.ts';
import { Bar } from './Bar.tsx';
import type { Device } from './device.ts';
import type { FilesNoteProps } from './FilesNote.tsx';
import { Frame, Heading } from './Frame.tsx';
import { Menu } from './Menu.tsx';
import { SafetyNote } from './SafetyNote.tsx';
import { UpdateNote } from './UpdateNote.tsx';
import { useLive } from './useLive.ts';
import { Weather } from './Weather.tsx';

/** What became of a submission: waiting, received, or not accepted; and the code that proves it. */
export function ReceiptScreen({
  device,
  id,
  title,
  languages,
  closing,
  onAnother,
  onward,
}: {
  device: Device;
  id: string;
  title: string;
  languages: readonly string[];
  /** The questionnaire's own last words. */
  closing: readonly Shown[];
  onAnother?: (() => void) | undefined;
  /** Where an enumerator goes from here. */
  onward?: ComponentChildren;
}) {
  const { t } = useText();
  const sent = useLive(() => live(() => submission(device.db, id)), [device.db, id]);
  if (!sent) return null;
  return (
    <Frame
      title={t('receipt.thanks')}
      bar={<Bar title={title} languages={languages} menu={<Menu />} />}
      weather={<Weather />}
    >
      <Heading>{t('receipt.thanks')}</Heading>
      <UpdateNote />
      <Standing device={device} sent={sent} closing={closing} />
      <Code code={receiptCode(sent.id, sent.hash)} />
      <div class="buttons">
        {onward}
        <a class="button" href={`/mine#${id}`}>
          {t('receipt.read')}
        </a>
        {onAnother && (
          <button type="button" class="button plain" onClick={onAnother}>
            {t('receipt.another')}
          </button>
        )}
      </div>
      <SafetyNote waiting={sent.state === 'waiting'} />
    </Frame>
  );
}

/** How a submission stands, and its files; it changes by itself when receipts come. */
export function Standing(props: { device: Device; sent: Sent; closing?: readonly Shown[] }) {
  const { device, sent } = props;
  const sync = useLive(() => device.runner.state, [device.runner]);
  const files = useLive(() => live(() => filesStanding(device.db, sent.id)), [device.db, sent.id]);
  const hasFiles = files && files.received + files.parcels.length > 0;
  return (
    <>
      <AnswersStanding {...props} sync={sync} />
      {hasFiles && <Files device={device} id={sent.id} files={files} sync={sync} />}
      <Acts device={device} sent={sent} />
    </>
  );
}

const loadActs = () => import('./sent/SentActs.tsx');

function Acts(props: { device: Device; sent: Sent }) {
  const SentActs = useLater(loadActs, 'sent');
  return SentActs && SentActs !== 'missing' ? <SentActs {...props} /> : null;
}

const loadFilesNote = () => import('./FilesNote.tsx');

function Files(props: FilesNoteProps) {
  const FilesNote = useLater(loadFilesNote);
  return FilesNote && FilesNote !== 'missing' ? (
    <div class="receipt">
      <FilesNote {...props} />
    </div>
  ) : null;
}

function AnswersStanding({
  device,
  sent,
  closing = [],
  sync,
}: {
  device: Device;
  sent: Sent;
  closing?: readonly Shown[];
  sync: SyncState | undefined;
}) {
  const { t, day, time } = useText();
  if (sent.state === 'withdrawn') return null; // said by what comes below
  if (sent.state === 'received') {
    return (
      <div class="receipt" role="status">
        <p class="state received">✓ {t('receipt.received')}</p>
        <p>{t('receipt.receivedText')}</p>
        <p class="quiet">{t('receipt.receivedOn', { day: day(sent.receipt.receivedAt) })}</p>
      </div>
    );
  }
  if (sent.state === 'aside') {
    return (
      <div class="receipt" role="status">
        <p class="state aside">{t('receipt.aside')}</p>
        <p>{t(`problems.${sent.problem.code}`)}</p>
        <p>{t('receipt.asideText')}</p>
        <TryNow device={device} id={sent.id} />
      </div>
    );
  }
  const reason = sent.reason ?? sync?.reason;
  return (
    <div class="receipt" role="status">
      <p class="state waiting">{sync?.sending ? t('receipt.sending') : t('receipt.waiting')}</p>
      {closing.length > 0 ? (
        closing.map((shown) => <Said key={shown.text} shown={shown} />)
      ) : (
        <p>{t('receipt.waitingText')}</p>
      )}
      {!sync?.sending && reason && (
        <p class="quiet">
          {t(`sync.${reason}`)}{' '}
          {sync?.nextTryAt && sync.nextTryAt > Date.now()
            ? t('sync.next', { time: time(new Date(sync.nextTryAt)) })
            : ''}
        </p>
      )}
      {!sync?.sending && <TryNow device={device} id={sent.id} />}
    </div>
  );
}

function TryNow({ device, id }: { device: Device; id: string }) {
  const { t } = useText();
  const send = async () => {
    await tryAgain(device.db, id);
    await device.runner.nudge('asked');
  };
  return (
    <div class="buttons">
      <button type="button" class="button" onClick={send}>
        {t('sync.now')}
      </button>
    </div>
  );
}

function Code({ code }: { code: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  return (
    <section class="receipt">
      <h2>{t('receipt.code')}</h2>
      <p class="code">{code}</p>
      <p class="quiet">{t('receipt.codeText')}</p>
      {'clipboard' in navigator && (
        <div class="buttons">
          <button
            type="button"
            class="button"
            onClick={() =>
              void navigator.clipboard.writeText(code).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            {copied ? t('receipt.copied') : t('receipt.copy')}
          </button>
        </div>
      )}
    </section>
  );
}
