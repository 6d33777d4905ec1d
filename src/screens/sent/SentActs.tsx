import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { live, openDraft, type Sent, survey } from '../../storage/index.ts';
import type { ProblemCode, Submission, Survey } from '../../submission/index.ts';
import { type Device, today } from '../device.ts';
import { useLive } from '../useLive.ts';
import '../styles/sent.css';
import { DeleteAct } from './DeleteAct.tsx';
import { reopenSent } from './reopenSent.ts';
import { WithdrawAct } from './WithdrawAct.tsx';

/** What can be done with something that was finished: corrected, taken back, deleted from here. */
export default function SentActs({ device, sent }: { device: Device; sent: Sent }) {
  const { t } = useText();
  if (sent.state === 'withdrawn') return <TakenBack isDone={sent.withdrawal.state === 'done'} />;
  return (
    <>
      {sent.returned && (
        <div class="receipt" role="status">
          <p class="state waiting">{t('sent.returned')}</p>
          <p>{t('sent.returnedText')}</p>
          <p class="comment">{sent.returned.comment}</p>
          {sent.returned.basedOn !== sent.hash && <p>{t('sent.elsewhere')}</p>}
        </div>
      )}
      {sent.state === 'aside' && <p class="wish">{t(`advice.${adviceFor(sent.problem.code)}`)}</p>}
      {sent.body === '' && <p class="quiet">{t('sent.freed')}</p>}
      <CorrectAct device={device} sent={sent} />
      <div class="buttons">
        <WithdrawAct device={device} id={sent.id} />
        <DeleteAct device={device} id={sent.id} />
      </div>
    </>
  );
}

/** How a withdrawal stands; nothing else can be done with it any more. */
function TakenBack({ isDone }: { isDone: boolean }) {
  const { t } = useText();
  return (
    <div class="receipt" role="status">
      <p class={isDone ? 'state received' : 'state waiting'}>
        {t(isDone ? 'withdraw.done' : 'withdraw.waiting')}
      </p>
      <p>{t(isDone ? 'withdraw.doneText' : 'withdraw.waitingText')}</p>
    </div>
  );
}

/** What a person can do about a refusal; the refusal itself is said beside it. */
const advice: Partial<Record<ProblemCode, 'correct' | 'shorten' | 'update' | 'allow'>> = {
  'submission-unacceptable': 'correct',
  'submission-too-large': 'shorten',
  'submission-malformed': 'update',
  'type-unsupported': 'update',
  forbidden: 'allow',
};
const adviceFor = (code: ProblemCode) => advice[code] ?? 'tell';

function CorrectAct({ device, sent }: { device: Device; sent: Sent }) {
  const { t, day } = useText();
  const { db } = device;
  const [of, setOf] = useState<{ survey: Survey; today: string } | null>(null);
  const [trouble, setTrouble] = useState<'sent.onItsWay' | 'mine.missing' | null>(null);
  const begun = useLive(() => live(async () => (await openDraft(db, sent.id)) ?? null), [db, sent.id]);
  useEffect(() => {
    const look = async () => {
      const found = await survey(db, sent.survey);
      if (found) setOf({ survey: found, today: await today({ db }) });
    };
    void look();
  }, [db, sent.survey]);
  if (!of || sent.body === '') return null;
  const { closesOn } = of.survey;
  const isClosed = sent.state === 'received' && closesOn !== undefined && of.today > closesOn;
  if (isClosed && !sent.returned)
    return <p class="quiet small">{t('sent.closed', { day: day(closesOn) })}</p>;
  const open = async () => {
    const opened = await reopenSent(db, sent);
    if (opened === 'on-its-way') return setTrouble('sent.onItsWay');
    if (opened === 'gone') return setTrouble('mine.missing');
    const { mode } = JSON.parse(sent.body) as Submission;
    location.assign(mode === 'interview' ? `/interview/${sent.id}` : `/s/${encodeURIComponent(sent.survey)}`);
  };
  const label =
    sent.state === 'received' ? 'sent.correct' : sent.state === 'aside' ? 'sent.open' : 'sent.change';
  return (
    <>
      {sent.state === 'received' && <p class="quiet small">{t('sent.correctText')}</p>}
      {trouble && (
        <p class="wish" role="alert">
          {t(trouble)}
        </p>
      )}
      <div class="buttons">
        <button type="button" class={sent.returned ? 'button main' : 'button'} onClick={open}>
          {t(begun ? 'sent.goOn' : label)}
        </button>
      </div>
    </>
  );
}
