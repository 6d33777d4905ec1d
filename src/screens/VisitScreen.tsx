import type { ComponentChildren, ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useText, writeDay } from '../i18n/index.ts';
import { openingOf, type Questionnaire } from '../questionnaire/index.ts';
import {
  type Draft,
  enrolment,
  survey as keptSurvey,
  openDraft,
  questionnaire,
  submission,
} from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { begin } from './begin.ts';
import { ConsentScreen } from './ConsentScreen.tsx';
import type { Device } from './device.ts';
import { FarewellScreen } from './FarewellScreen.tsx';
import { leave, toolsFor } from './interviewing/index.tsx';
import { Message } from './Message.tsx';
import { notKept } from './notKept.ts';
import { ReceiptScreen } from './ReceiptScreen.tsx';
import { type Closing, HeldDraft, RespondentScreen } from './RespondentScreen.tsx';
import { thinIce } from './SafetyLater.tsx';
import { titleOf } from './titles.ts';
import { type Tools, ToolsContext } from './tools.ts';

type Stage =
  | { readonly kind: 'opening' }
  | { readonly kind: 'missing' | 'notEnrolled' }
  | { readonly kind: 'notKept'; readonly why: 'full' | 'failed' }
  | {
      readonly kind: 'draft';
      readonly survey: Survey;
      readonly questionnaire: Questionnaire;
      readonly tools: Tools;
    }
  | {
      readonly kind: 'finished';
      readonly survey: Survey | undefined;
      readonly closing: Closing;
    }
  | { readonly kind: 'farewell'; readonly text: string }
  | { readonly kind: 'shut'; readonly why: 'paused' | 'closed'; readonly survey: Survey };

/** An interview by its address, `/interview/ID`: several of one survey lie side by side on a device. */
export function VisitScreen({
  device,
  offered,
  id,
}: {
  device: Device;
  offered: readonly string[];
  id: string;
}) {
  const { t, language, speak } = useText();
  const { db } = device;
  const [stage, setStage] = useState<Stage>({ kind: 'opening' });

  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once; a change of language is the interview's own matter
  useLayoutEffect(() => {
    const open = async () => {
      const opened = await openDraft(db, id);
      if (!opened) {
        const sent = await submission(db, id);
        const survey = sent && (await keptSurvey(db, sent.survey));
        return setStage(sent ? { kind: 'finished', survey, closing: () => [] } : { kind: 'missing' });
      }
      const { draft } = opened;
      const [survey, form] = await Promise.all([
        keptSurvey(db, draft.survey),
        questionnaire(db, draft.questionnaire),
      ]);
      if (!survey || !form) return setStage({ kind: 'missing' });
      await speak(draft.language);
      setStage({ kind: 'draft', survey, questionnaire: form, tools: toolsFor(survey) });
    };
    void open();
  }, [db, id]);

  if (stage.kind === 'draft') {
    const { survey } = stage;
    const farewell = () =>
      openingOf(stage.questionnaire, language, survey.inserts, writeDay)?.farewell ?? t('discard.done');
    return (
      <ToolsContext.Provider value={stage.tools}>
        <HeldDraft
          draft={id}
          device={device}
          survey={survey}
          questionnaire={stage.questionnaire}
          languages={survey.languages}
        >
          {(draft: Draft, begun) => (
            <RespondentScreen
              device={device}
              survey={survey}
              draft={draft}
              begun={begun}
              languages={survey.languages}
              pause={{
                words: t('work.pause'),
                act: (going) => void leave(going, draft.where).then(goHome, () => undefined), // what is not kept is told on the page
              }}
              onFarewell={() => setStage({ kind: 'farewell', text: farewell() })}
              onDiscarded={goHome}
              onSubmitted={(_, closing) => setStage({ kind: 'finished', survey, closing })}
            />
          )}
        </HeldDraft>
      </ToolsContext.Provider>
    );
  }
  if (stage.kind === 'finished') {
    const { survey } = stage;
    return (
      <ReceiptScreen
        device={device}
        id={id}
        title={survey ? titleOf(survey, language) : t('app.name')}
        languages={survey?.languages ?? offered}
        closing={stage.closing(language)}
        onward={
          <>
            <ToHome main />
            {survey && (
              <a class="button" href={`/interview/new/${survey.id}`}>
                {t('work.next')}
              </a>
            )}
          </>
        }
      />
    );
  }
  return <Otherwise stage={stage} offered={offered} />;
}

/** Begins an interview at `/interview/new/SURVEY`, with the newest version that is here, and takes it to its own address. */
export function NewVisitScreen({
  device,
  offered,
  survey: id,
}: {
  device: Device;
  offered: readonly string[];
  survey: string;
}) {
  const { language, t, open: openWords } = useText();
  const { db } = device;
  const [stage, setStage] = useState<
    | Stage
    | { kind: 'ice'; Ice: ComponentType<{ offered: readonly string[]; onGo(): void }>; onGo(): void }
    | { kind: 'consent'; survey: Survey; questionnaire: Questionnaire; version: string }
  >({ kind: 'opening' });

  const start = async (survey: Survey, form: Questionnaire, version: string) => {
    const spoken = survey.languages.includes(language) ? language : survey.defaultLanguage;
    const { draft } = await begin(db, survey, form, spoken, { mode: 'interview', version });
    location.replace(`/interview/${draft.id}`);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once
  useLayoutEffect(() => {
    const open = async () => {
      const [enrolled, survey] = await Promise.all([enrolment(db, id), keptSurvey(db, id)]);
      if (!enrolled || !survey) return setStage({ kind: 'notEnrolled' });
      if (survey.state) return setStage({ kind: 'shut', why: survey.state, survey });
      const version = enrolled.questionnaire;
      const form = version === null ? undefined : await questionnaire(db, version);
      if (version === null || !form) return setStage({ kind: 'notEnrolled' });
      const begins = () => go(survey, form, version).catch(tell);
      const Ice = await thinIce(() => openWords('safety'));
      if (Ice) setStage({ kind: 'ice', Ice, onGo: () => void begins() });
      else await begins();
    };
    const go = async (survey: Survey, form: Questionnaire, version: string) => {
      // A questionnaire that asks for consent among its questions is begun at once.
      if (form.consent) setStage({ kind: 'consent', survey, questionnaire: form, version });
      else await start(survey, form, version);
    };
    const tell = (cause: unknown) => {
      const why = notKept(cause);
      if (!why) throw cause;
      setStage({ kind: 'notKept', why });
    };
    void open().catch(tell);
  }, [db, id]);

  if (stage.kind === 'ice') return <stage.Ice offered={offered} onGo={stage.onGo} />;
  if (stage.kind === 'consent') {
    const { survey, questionnaire: form, version } = stage;
    const opening = openingOf(form, language, survey.inserts, writeDay);
    return (
      opening && (
        <ConsentScreen
          opening={opening}
          survey={survey}
          languages={survey.languages}
          onAgree={() => start(survey, form, version)}
          onDecline={() => setStage({ kind: 'farewell', text: opening.farewell ?? t('discard.done') })}
        />
      )
    );
  }
  return <Otherwise stage={stage} offered={offered} />;
}

function Otherwise({ stage, offered }: { stage: Stage; offered: readonly string[] }) {
  const { t, day } = useText();
  if (stage.kind === 'shut')
    return (
      <Nothing
        title={t(`survey.${stage.why}`, { day: day(stage.survey.closesOn ?? '') })}
        text={t(`survey.${stage.why}Text`)}
        offered={offered}
      >
        <ToHome main />
      </Nothing>
    );
  if (stage.kind === 'farewell')
    return <FarewellScreen said={stage.text} languages={offered} onAgain={goHome} />;
  if (stage.kind === 'missing')
    return (
      <Nothing title={t('work.missing')} text={t('work.missingText')} offered={offered}>
        <ToHome main />
      </Nothing>
    );
  if (stage.kind === 'notEnrolled')
    return (
      <Nothing title={t('work.notEnrolled')} text={t('work.notHere')} offered={offered}>
        <ToHome main />
        <a class="button" href="/enrol">
          {t('enrol.title')}
        </a>
      </Nothing>
    );
  if (stage.kind === 'notKept')
    return (
      <Nothing title={t(`survey.${stage.why}`)} text={t(`survey.${stage.why}Text`)} offered={offered}>
        <button type="button" class="button main" onClick={() => location.reload()}>
          {t('survey.tryAgain')}
        </button>
        <ToHome />
      </Nothing>
    );
  return (
    <p class="page quiet" role="status">
      {t('survey.opening')}
    </p>
  );
}

const Nothing = ({
  title,
  text,
  offered,
  children,
}: {
  title: string;
  text: string;
  offered: readonly string[];
  children: ComponentChildren;
}) => (
  <Message title={title} text={text} languages={offered}>
    {children}
  </Message>
);

function ToHome({ main = false }: { main?: boolean }) {
  const { t } = useText();
  return (
    <a class={main ? 'button main' : 'button'} href="/">
      {t('work.home')}
    </a>
  );
}

const goHome = (): void => location.assign('/');
