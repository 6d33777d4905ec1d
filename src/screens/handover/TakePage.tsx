import { useCallback, useEffect, useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { type HandOverNote, StorageFull, type TakenIn, takenBefore } from '../../storage/index.ts';
import { type HandOverHeader, HandOverRefused, type HandOverTrouble } from '../../submission/index.ts';
import type { Device } from '../device.ts';
import { identitiesHere, readThrough, take } from './acts.ts';
import { Came } from './Came.tsx';
import { Inside } from './Inside.tsx';
import { Working } from './Maker.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import { QrReader } from './QrReader.tsx';
import { howSealed } from './seal.ts';

type Stage =
  | { readonly kind: 'asking'; readonly why?: HandOverTrouble | 'passphrase' | 'full' | 'failed' }
  | { readonly kind: 'scanning' }
  | { readonly kind: 'locked'; readonly file: Blob; readonly wrong: boolean }
  | { readonly kind: 'checking' }
  | {
      readonly kind: 'checked';
      readonly file: Blob;
      readonly passphrase: string | undefined;
      readonly header: HandOverHeader;
      readonly before: HandOverNote | undefined;
    }
  | { readonly kind: 'taking'; readonly share: number }
  | { readonly kind: 'taken'; readonly taken: TakenIn };

/** A file, or codes of another device: read to the end first, shown, and taken in when the person says so. */
export function TakePage({ device, opened }: { device: Device; opened: Blob | null }) {
  const { t, day } = useText();
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const { db } = device;

  const check = useCallback(
    async (file: Blob, passphrase?: string) => {
      try {
        if (passphrase === undefined && (await howSealed(file)) === 'passphrase')
          return setStage({ kind: 'locked', file, wrong: false });
        setStage({ kind: 'checking' });
        const header = await readThrough(file, await openingHere(device, passphrase));
        const before = await takenBefore(db, header.id);
        setStage({ kind: 'checked', file, passphrase, header, before });
      } catch (cause) {
        if (!(cause instanceof HandOverRefused)) return setStage({ kind: 'asking', why: 'failed' });
        if (passphrase !== undefined && cause.why === 'not-for-here')
          return setStage({ kind: 'locked', file, wrong: true });
        setStage({ kind: 'asking', why: cause.why });
      }
    },
    [device, db],
  );
  useEffect(() => {
    if (opened) void check(opened);
  }, [opened, check]);

  const bring = async (file: Blob, passphrase: string | undefined) => {
    setStage({ kind: 'taking', share: 0 });
    let shown = 0;
    const onStep = (done: number, of: number) => {
      if (of === 0 || done / of < shown + 0.01) return;
      shown = done / of;
      setStage({ kind: 'taking', share: shown });
    };
    try {
      const taken = await take(db, file, await openingHere(device, passphrase), onStep);
      setStage({ kind: 'taken', taken });
      void device.runner.nudge('asked');
    } catch (cause) {
      const why =
        cause instanceof StorageFull ? 'full' : cause instanceof HandOverRefused ? cause.why : 'failed';
      setStage({ kind: 'asking', why });
    }
  };

  if (stage.kind === 'scanning')
    return <QrReader onFile={(file) => void check(file)} onStop={() => setStage({ kind: 'asking' })} />;
  if (stage.kind === 'locked')
    return <Lock wrong={stage.wrong} onOpen={(passphrase) => void check(stage.file, passphrase)} />;
  if (stage.kind === 'checking') return <p role="status">{t('handOver.checking')}</p>;
  if (stage.kind === 'taking') return <Working share={stage.share} words={t('handOver.taking')} />;
  if (stage.kind === 'taken') return <Came taken={stage.taken} />;
  if (stage.kind === 'checked') {
    const { file, passphrase, header, before } = stage;
    return (
      <>
        <p>
          {t('handOver.madeOn', { day: day(header.at.slice(0, 10)) })}
          {header.from && ` · ${t('handOver.from', { name: header.from })}`}
        </p>
        <Inside counts={header.counts} />
        {before ? (
          <p class="wish" role="status">
            {t('handOver.again', { day: day(before.at.slice(0, 10)) })}
          </p>
        ) : (
          <div class="buttons">
            <button type="button" class="button main" onClick={() => void bring(file, passphrase)}>
              {t('handOver.takeIn')}
            </button>
          </div>
        )}
      </>
    );
  }
  return (
    <Asking
      why={stage.why}
      onFile={(file) => void check(file)}
      onScan={() => setStage({ kind: 'scanning' })}
    />
  );
}

const openingHere = async ({ db }: Device, passphrase: string | undefined) => ({
  identities: await identitiesHere(db),
  ...(passphrase === undefined ? {} : { passphrase }),
});

function Asking({
  why,
  onFile,
  onScan,
}: {
  why: Extract<Stage, { kind: 'asking' }>['why'] | undefined;
  onFile(file: Blob): void;
  onScan(): void;
}) {
  const { t } = useText();
  const id = useId();
  return (
    <>
      {why && (
        <p class="alarm" role="alert">
          {t(`handOver.refused.${why}`)}
        </p>
      )}
      <div class="asked">
        <label for={id}>{t('handOver.choose')}</label>
        {/* No `accept`: phones grey out a file whose ending they do not know. */}
        <input
          id={id}
          class="field"
          type="file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
          }}
        />
      </div>
      {navigator.mediaDevices && (
        <div class="buttons">
          <button type="button" class="button" onClick={onScan}>
            {t('handOver.scan')}
          </button>
        </div>
      )}
    </>
  );
}

function Lock({ wrong, onOpen }: { wrong: boolean; onOpen(passphrase: string): void }) {
  const { t } = useText();
  const [passphrase, setPassphrase] = useState('');
  const id = useId();
  return (
    <form
      class="asked"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase.trim()) onOpen(passphrase.trim());
      }}
    >
      {wrong && (
        <p class="alarm" role="alert">
          {t('handOver.refused.passphrase')}
        </p>
      )}
      <label for={id}>{t('handOver.passphraseAsked')}</label>
      <PassphraseField id={id} value={passphrase} onValue={setPassphrase} />
      <div class="buttons">
        <button type="submit" class="button main">
          {t('handOver.open')}
        </button>
      </div>
    </form>
  );
}
