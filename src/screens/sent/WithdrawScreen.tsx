import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { forgetTypedCode, live, wishWithdrawalByCode, withdrawals } from '../../storage/index.ts';
import { readReceiptCode } from '../../submission/index.ts';
import { Bar } from '../Bar.tsx';
import type { Device } from '../device.ts';
import { Frame, Heading } from '../Frame.tsx';
import { useLive } from '../useLive.ts';
import { useShelf } from '../useShelf.ts';
import '../styles/sent.css';
import { Weather } from '../Weather.tsx';

/** Taking answers back by a code from any device: works without a network as a wish that is carried out later. */
export function WithdrawScreen({ device, offered }: { device: Device; offered: readonly string[] }) {
  const { t } = useText();
  const { db, runner } = device;
  const isReady = useShelf('sent');
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const wishes = useLive(() => live(() => withdrawals(db)), [db]);
  useEffect(() => {
    void withdrawals(db).then((all) => Promise.all(all.map(({ code }) => forgetTypedCode(db, code))));
  }, [db]);
  if (!wishes || !isReady) return null;
  const mine = wishes.filter(({ id, code }) => id === undefined || code === asked);
  const submit = async (event: Event) => {
    event.preventDefault();
    const code = readReceiptCode(typed);
    setWrong(code === null);
    if (code === null) return;
    setAsked(code);
    await wishWithdrawalByCode(db, code, new Date().toISOString());
    setTyped('');
    await runner.nudge('asked');
  };
  return (
    <Frame
      title={t('withdraw.page')}
      bar={<Bar title={t('app.name')} languages={offered} />}
      weather={<Weather />}
    >
      <Heading>{t('withdraw.page')}</Heading>
      <p>{t('withdraw.pageText')}</p>
      <p class="quiet">{t('withdraw.text')}</p>
      <form class="by-code" onSubmit={submit}>
        <label>
          <span>{t('receipt.code')}</span>
          <input
            type="text"
            class="code small"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={20}
            value={typed}
            aria-invalid={isWrong}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        {isWrong && (
          <p class="alarm" role="alert">
            {t('withdraw.codeWrong')}
          </p>
        )}
        <div class="buttons">
          <button type="submit" class="button bad">
            {t('withdraw.yes')}
          </button>
        </div>
      </form>
      {mine.map(({ code, state, reason }) => (
        <div class="receipt" role="status" key={code}>
          <p class="code small">{code}</p>
          {state === 'unknown' ? (
            <p class="state aside">{t('withdraw.unknown')}</p>
          ) : (
            <>
              <p class={state === 'done' ? 'state received' : 'state waiting'}>
                {t(state === 'done' ? 'withdraw.done' : 'withdraw.waiting')}
              </p>
              <p>{t(state === 'done' ? 'withdraw.doneText' : 'withdraw.waitingText')}</p>
              {state === 'waiting' && reason && <p class="quiet">{t(`sync.${reason}`)}</p>}
            </>
          )}
        </div>
      ))}
    </Frame>
  );
}
