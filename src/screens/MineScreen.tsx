import { useEffect, useMemo, useState } from 'preact/hooks';
import { FilesContext } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import { type Form, type Interview, readAnswers, say } from '../questionnaire/index.ts';
import { live, mySubmissions, questionnaire, type Sent, submission, survey } from '../storage/index.ts';
import { receiptCode, Submission, type Survey } from '../submission/index.ts';
import { AnswerList } from './AnswerList.tsx';
import { Bar } from './Bar.tsx';
import { notesAmong, notesOf } from './course.ts';
import type { Device } from './device.ts';
import { Frame, Heading } from './Frame.tsx';
import { formOf, worldOf } from './forms.ts';
import { filesOf } from './media.ts';
import { Standing } from './ReceiptScreen.tsx';
import { ClockNote } from './sent/ClockNote.tsx';
import { KeepingSection } from './sent/KeepingSection.tsx';
import { ProgressNote } from './sent/ProgressNote.tsx';
import { NotesContext } from './tools.ts';
import { useLive } from './useLive.ts';
import { useShelf } from './useShelf.ts';
import { useWay } from './useWay.ts';
import { Weather } from './Weather.tsx';

/** What was submitted from this device: readable without a network, and on paper. */
export function MineScreen({ device, offered }: { device: Device; offered: readonly string[] }) {
  const { t } = useText();
  const hasWords = useShelf('sent');
  const way = useWay(null);
  const [most, setMost] = useState(page);
  const all = useLive(() => live(() => mySubmissions(device.db, most + 1)), [device.db, most]);
  const one = useLive(
    () => live(async () => (way.where === null ? null : ((await submission(device.db, way.where)) ?? null))),
    [device.db, way.where],
  );
  useEffect(() => void device.runner.nudge('looked'), [device.runner]);
  if (!all || one === undefined || !hasWords) return null;
  if (one && one.id === way.where) return <OneOfMine device={device} sent={one} offered={offered} />;
  return (
    <Frame
      title={t('mine.title')}
      bar={<Bar title={t('app.name')} languages={offered} />}
      weather={<Weather />}
    >
      <Heading>{t('mine.title')}</Heading>
      <ProgressNote device={device} />
      <ClockNote device={device} />
      <p class="quiet">{all.length === 0 ? t('mine.none') : t('mine.text')}</p>
      {way.where !== null && (
        <p class="wish" role="status">
          {t('mine.missing')}
        </p>
      )}
      <ul class="list">
        {all.slice(0, most).map((sent) => (
          <Line key={sent.id} sent={sent} />
        ))}
      </ul>
      <div class="buttons">
        {all.length > most && (
          <button type="button" class="button" onClick={() => setMost(most + page)}>
            {t('sent.more')}
          </button>
        )}
        <a class="button plain" href="/withdraw">
          {t('withdraw.page')}
        </a>
      </div>
      {all.length > 0 && <KeepingSection device={device} />}
    </Frame>
  );
}

const page = 50; // of a queue of ten thousand nobody reads more at once

function Line({ sent }: { sent: Sent }) {
  const { t, day } = useText();
  const isDone = sent.state === 'withdrawn' && sent.withdrawal.state === 'done';
  const stands = {
    received: sent.returned ? t('sent.returned') : t('receipt.received'),
    aside: t('receipt.aside'),
    waiting: t('receipt.waiting'),
    withdrawn: t(isDone ? 'withdraw.done' : 'withdraw.waiting'),
  };
  const colour = isDone ? 'received' : sent.returned || sent.state === 'withdrawn' ? 'waiting' : sent.state;
  return (
    <li>
      <a href={`#${sent.id}`}>
        <strong class="code small">{receiptCode(sent.id, sent.hash)}</strong>
      </a>
      <span>{t('mine.submittedOn', { day: day(sent.finishedAt) })}</span>
      <span class={`state ${colour} small`}>{stands[sent.state]}</span>
    </li>
  );
}

function OneOfMine({ device, sent, offered }: { device: Device; sent: Sent; offered: readonly string[] }) {
  const { t, day, language } = useText();
  const [kept, setKept] = useState<{ form: Form; survey: Survey | undefined } | null>(null);
  useEffect(() => {
    const look = async () => {
      const found = await questionnaire(device.db, sent.questionnaire);
      if (found && sent.body)
        setKept({ form: await formOf(found), survey: await survey(device.db, sent.survey) });
    };
    void look();
  }, [device.db, sent.questionnaire, sent.survey, sent.body]);
  const interview = useMemo(
    () => (kept && sent.body ? asAnswered(sent, kept.form, kept.survey, language) : null),
    [sent, kept, language],
  );
  const noted = useMemo(
    () => ({ notes: notesAmong(sent.body ? notesOf(JSON.parse(sent.body)) : []), change: () => undefined }),
    [sent],
  );
  const files = useMemo(() => filesOf(device.db, sent.id), [device.db, sent.id]);
  const title = interview ? say(interview, interview.form.questionnaire.title).text : t('mine.title');
  return (
    <Frame
      title={title}
      bar={<Bar title={title} languages={kept?.survey?.languages ?? offered} />}
      weather={<Weather />}
    >
      <Heading>{title}</Heading>
      <p class="quiet">
        {t('mine.submittedOn', { day: day(sent.finishedAt) })} · {t('receipt.code')}{' '}
        <strong>{receiptCode(sent.id, sent.hash)}</strong>
      </p>
      <Standing device={device} sent={sent} />
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          {t('receipt.print')}
        </button>
        <a class="button plain" href="/mine">
          {t('mine.all')}
        </a>
      </div>
      <FilesContext.Provider value={files}>
        <NotesContext.Provider value={noted}>
          {interview && <AnswerList interview={interview} />}
        </NotesContext.Provider>
      </FilesContext.Provider>
    </Frame>
  );
}

/** The interview as it was submitted, from the very text that was sent. */
function asAnswered(sent: Sent, form: Form, of: Survey | undefined, language: string): Interview {
  const { answers } = Submission.parse(JSON.parse(sent.body));
  const { inserts = {}, presets, privacy = 'anonymous' } = of ?? {};
  const world = worldOf({ privacy });
  return readAnswers(form, answers, { world, language, inserts, ...(presets ? { presets } : {}) }).interview;
}
