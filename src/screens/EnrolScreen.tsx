import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type TextKey, useText } from '../i18n/index.ts';
import { askToKeep, deviceId, enrolments, markEnrolled } from '../storage/index.ts';
import { enrol, wayFromHere } from '../sync/index.ts';
import { Bar } from './Bar.tsx';
import type { Device } from './device.ts';
import { EnrolScanner } from './EnrolScanner.tsx';
import { readEnrolCode } from './enrolCode.ts';
import { Frame, Heading } from './Frame.tsx';
import { useReadiness } from './useReadiness.ts';
import { Weather } from './Weather.tsx';

type Trouble =
  | { readonly kind: 'code' | 'name' | 'said'; readonly key: TextKey }
  | { readonly kind: 'elsewhere'; readonly address: URL };

/** Lets this device into a survey: a code that is scanned, typed, or came with the address, and a name. */
export function EnrolScreen({ device, offered }: { device: Device; offered: readonly string[] }) {
  const { t } = useText();
  const [done, setDone] = useState(false);
  return (
    <Frame
      title={done ? t('enrol.done') : t('enrol.title')}
      bar={<Bar title={t('app.name')} languages={offered} />}
      weather={<Weather />}
    >
      {done ? <Enrolled device={device} /> : <EnrolForm device={device} onEnrolled={() => setDone(true)} />}
    </Frame>
  );
}

function EnrolForm({ device, onEnrolled }: { device: Device; onEnrolled(): void }) {
  const { t } = useText();
  const { db } = device;
  const [code, setCode] = useState(codeInAddress);
  const [name, setName] = useState('');
  const [isScanning, setScanning] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const said = useRef<HTMLParagraphElement>(null);
  const id = useId();

  useEffect(() => {
    void enrolments(db).then((all) => setName((given) => given || (all.at(-1)?.name ?? '')));
    if (location.hash) history.replaceState(null, '', location.pathname); // the code is not left lying in the history
  }, [db]);
  useEffect(() => {
    if (trouble) said.current?.focus();
  }, [trouble]);

  const take = (text: string) => {
    setScanning(false);
    const read = readEnrolCode(text, location.origin);
    if (read.kind === 'code') {
      setTrouble(null);
      setCode(read.code);
    } else if (read.kind === 'elsewhere') setTrouble(read);
    else setTrouble({ kind: 'code', key: 'enrol.codeMissing' });
  };

  const submit = async () => {
    if (isWorking) return;
    const read = readEnrolCode(code, location.origin);
    if (read.kind === 'elsewhere') return setTrouble(read);
    if (read.kind === 'none') return setTrouble({ kind: 'code', key: 'enrol.codeMissing' });
    if (name.trim() === '') return setTrouble({ kind: 'name', key: 'enrol.nameMissing' });
    setWorking(true);
    void askToKeep();
    const request = { code: read.code, device: await deviceId(db), name: name.trim() };
    const outcome = await enrol(db, wayFromHere, request, Date.now);
    setWorking(false);
    if (outcome.kind === 'enrolled') {
      markEnrolled();
      return onEnrolled();
    }
    const key =
      outcome.kind === 'refused'
        ? (`problems.${outcome.code}` as const)
        : outcome.kind === 'other-keys'
          ? 'enrol.otherKeys'
          : (`sync.${outcome.reason}` as const);
    setTrouble({ kind: outcome.kind === 'refused' ? 'code' : 'said', key });
  };

  const field = (of: 'code' | 'name') => ({
    class: of === 'code' ? 'field code' : 'field',
    id: `${id}${of}`,
    'aria-describedby': trouble?.kind === of ? `${id}said ${id}${of}hint` : `${id}${of}hint`,
    'aria-invalid': trouble?.kind === of,
  });
  return (
    <form
      class="enrol"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Heading moved={false}>{t('enrol.title')}</Heading>
      <p>{t('enrol.text')}</p>
      {trouble && (
        <div class="alarm" role="alert">
          <p id={`${id}said`} ref={said} tabIndex={-1}>
            {trouble.kind === 'elsewhere'
              ? t('enrol.elsewhere', { host: trouble.address.host })
              : t(trouble.key)}
          </p>
          {trouble.kind === 'elsewhere' && (
            <a class="button" href={trouble.address.href}>
              {t('enrol.goThere', { host: trouble.address.host })}
            </a>
          )}
        </div>
      )}
      {isScanning ? (
        <EnrolScanner onRead={take} onStop={() => setScanning(false)} />
      ) : (
        'mediaDevices' in navigator && (
          <div class="buttons">
            <button type="button" class="button" onClick={() => setScanning(true)}>
              {t('enrol.scan')}
            </button>
          </div>
        )
      )}
      <div class="asked">
        <label for={`${id}code`}>{t('enrol.code')}</label>
        <input
          {...field('code')}
          value={code}
          autocapitalize="characters"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
        <p class="hint small" id={`${id}codehint`}>
          {t('enrol.codeHint')}
        </p>
      </div>
      <div class="asked">
        <label for={`${id}name`}>{t('enrol.name')}</label>
        <input
          {...field('name')}
          value={name}
          autocomplete="name"
          maxLength={100}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <p class="hint small" id={`${id}namehint`}>
          {t('enrol.nameHint')}
        </p>
      </div>
      <button type="submit" class="button main" aria-disabled={isWorking}>
        {isWorking ? t('enrol.working') : t('enrol.submit')}
      </button>
    </form>
  );
}

/** What is still on its way. Going on is possible at any time: it comes along on the start page, too. */
function Enrolled({ device }: { device: Device }) {
  const { t } = useText();
  const readiness = useReadiness(device);
  return (
    <>
      <Heading>{t('enrol.done')}</Heading>
      <p class={readiness === 'ready' ? 'note' : readiness === 'getting' ? 'quiet' : 'wish'} role="status">
        {readiness === 'ready' ? `✓ ${t('enrol.ready')}` : t(`enrol.${readiness}`)}
      </p>
      <div class="buttons">
        <a class={readiness === 'getting' ? 'button' : 'button main'} href="/">
          {t('enrol.toHome')}
        </a>
      </div>
    </>
  );
}

function codeInAddress(): string {
  const read = readEnrolCode(location.href, location.origin);
  return read.kind === 'code' ? read.code : '';
}
