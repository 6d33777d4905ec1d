import { useId, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type EnrolmentCode, enrolAddress, enrolLink } from '../submission/index.ts';
import { endCode, makeCode, makeCodePoster } from './office.ts';
import { isOnlyHere } from './onlyHere.ts';
import { QrCode } from './QrCode.tsx';
import { TroubleNote } from './Standing.tsx';
import { useMade } from './useMade.ts';
import type { Trouble } from './wire.ts';

const uses = [1, 5, 20, 50, 200];
const days = [1, 7, 30];

/** Makes a code, shows it large enough for a room, and ends it. */
export function EnrolmentCodes({
  survey,
  known,
  onSignedOut,
}: {
  survey: string;
  known: readonly EnrolmentCode[];
  onSignedOut(): void;
}) {
  const { t } = useText();
  const [codes, setCodes] = useState(known);
  const [shown, setShown] = useState<EnrolmentCode | null>(null);
  const [wish, setWish] = useState({ uses: 20, days: 7 });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isWorking, setWorking] = useState(false);
  const id = useId();
  const now = new Date().toISOString();
  const live = codes.filter(({ revoked, endsAt, uses, used }) => !revoked && endsAt > now && used < uses);

  const failed = (why: Trouble) => (why === 'not-signed-in' ? onSignedOut() : setTrouble(why));
  const make = async () => {
    if (isWorking) return;
    setWorking(true);
    const said = await makeCode(survey, wish);
    setWorking(false);
    setTrouble(null);
    if (!said.ok) return failed(said.trouble);
    setCodes((before) => [said.value, ...before]);
    setShown(said.value);
  };
  const end = async (code: EnrolmentCode) => {
    const said = await endCode(code);
    setTrouble(null);
    if (!said.ok && said.trouble !== 'not-found') return failed(said.trouble);
    setCodes((before) => before.map((one) => (one.code === code.code ? { ...one, revoked: true } : one)));
    setShown((before) => (before?.code === code.code ? null : before));
  };
  const choice = (name: 'uses' | 'days', label: string, values: readonly number[]) => (
    <div class="asked">
      <label for={`${id}${name}`}>{label}</label>
      <select
        class="field"
        id={`${id}${name}`}
        value={wish[name]}
        onChange={({ currentTarget: { value } }) =>
          setWish((before) => ({ ...before, [name]: Number(value) }))
        }
      >
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </div>
  );
  return (
    <div class="beside">
      <section class="desk-card" aria-labelledby={`${id}new`}>
        <h2 id={`${id}new`}>{t('coordinator.newCode')}</h2>
        {choice('uses', t('coordinator.codeUses'), uses)}
        {choice('days', t('coordinator.codeDays'), days)}
        <button type="button" class="button main" aria-disabled={isWorking} onClick={() => void make()}>
          {isWorking ? t('coordinator.working') : t('coordinator.makeCode')}
        </button>
        {trouble && <TroubleNote trouble={trouble} />}
      </section>
      <section class="desk-card" aria-labelledby={`${id}codes`}>
        <h2 id={`${id}codes`}>{t('coordinator.enrolmentCodes')}</h2>
        {shown && <ShownCode code={shown} onSignedOut={onSignedOut} />}
        {live.length === 0 ? (
          <p class="quiet">{t('coordinator.noCodes')}</p>
        ) : (
          <ul class="codes">
            {live.map((code) => (
              <CodeLine
                key={code.code}
                code={code}
                isShown={code.code === shown?.code}
                onShow={() => setShown(code)}
                onEnd={() => void end(code)}
              />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function ShownCode({ code, onSignedOut }: { code: EnrolmentCode; onSignedOut(): void }) {
  const { t, language } = useText();
  const { made, make } = useMade(onSignedOut);
  const poster = () =>
    void make(`${code.survey}-code.pdf`, () => makeCodePoster(code.survey, code.code, [language]));
  return (
    <div class="shown-code" role="status">
      {isOnlyHere(location.hostname) && <p class="wish">{t('coordinator.onlyHere')}</p>}
      <QrCode text={enrolLink(location.origin, code.code)} label={t('coordinator.enrolQr')} />
      <p class="code">{code.code}</p>
      <p>{t('coordinator.codeText', { address: enrolAddress(location.origin) })}</p>
      <button type="button" class="button" aria-disabled={made === 'making'} onClick={poster}>
        {made === 'making' ? t('coordinator.working') : t('makePoster.ofCode', { code: code.code })}
      </button>
      {made === 'yes' && <p class="small">{t('makePoster.made')}</p>}
      {made !== 'no' && made !== 'yes' && made !== 'making' && <TroubleNote trouble={made} />}
    </div>
  );
}

function CodeLine({
  code,
  isShown,
  onShow,
  onEnd,
}: {
  code: EnrolmentCode;
  isShown: boolean;
  onShow(): void;
  onEnd(): void;
}) {
  const { t, day } = useText();
  return (
    <li>
      <b class="code small">{code.code}</b>
      <span class="small">
        {t('coordinator.codeUsed', { used: code.used, uses: code.uses })},{' '}
        {t('coordinator.codeUntil', { day: day(code.endsAt) })}
      </span>
      <div class="buttons">
        {!isShown && (
          <button type="button" class="button" onClick={onShow}>
            {t('coordinator.showCode')}
          </button>
        )}
        <button
          type="button"
          class="button plain"
          aria-label={t('coordinator.endThisCode', { code: code.code })}
          onClick={onEnd}
        >
          {t('coordinator.endCode')}
        </button>
      </div>
    </li>
  );
}
