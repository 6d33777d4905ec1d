import type { ComponentChild } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useText, writeDay } from '../i18n/index.ts';
import { type Opening, openingOf, type Questionnaire } from '../questionnaire/index.ts';
import type { Draft } from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { ConsentScreen } from './ConsentScreen.tsx';
import { FarewellScreen } from './FarewellScreen.tsx';
import { invitationHere, leaveInvitation, type Shut, shutHere } from './invitation.ts';
import { Message } from './Message.tsx';
import { notKept } from './notKept.ts';
import type { InPage, Seen } from './openings.ts';
import type { Closing } from './RespondentScreen.tsx';
import { TabNote } from './TabNote.tsx';
import { titleOf } from './titles.ts';

/** All that is needed once a person has agreed. It is on its way while the person reads. */
const loadRest = () => import('./respondent.ts');

/** What was begun here is opened: all that it needs begins to come before the words of the page do. */
export function prepareRespondent(): void {
  loadRest()
    .then(({ openDevice }) => openDevice())
    .catch(() => undefined); // the screen asks again, and says it if it does not come
}

/** Once the browser has drawn what there is: nothing may come between a person and the notice. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
type Rest = Awaited<ReturnType<typeof loadRest>>;
type Device = NonNullable<Awaited<ReturnType<Rest['openDevice']>>>;

type Stage =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'consent'; readonly survey: Survey; readonly questionnaire: Questionnaire | null }
  | {
      readonly kind: 'draft';
      readonly id: string;
      readonly survey: Survey;
      readonly questionnaire: Questionnaire;
      readonly rest: Rest;
      readonly device: Device;
    }
  | {
      readonly kind: 'finished';
      readonly id: string;
      readonly survey: Survey;
      readonly closing: Closing;
      readonly rest: Rest;
      readonly device: Device;
    }
  | { readonly kind: 'farewell'; readonly survey: Survey; readonly questionnaire: Questionnaire | null }
  | { readonly kind: 'discarded'; readonly survey: Survey }
  | { readonly kind: 'refused' }
  | { readonly kind: 'none'; readonly why: 'notHere' | 'unknown' | 'unreadable' | 'full' | 'failed' }
  | { readonly kind: 'shut'; readonly why: Shut; readonly survey: Survey }
  | { readonly kind: 'devices'; readonly survey: Survey };

/** A survey's address: first the notice, then the interview, then the receipt; always the place where one left off. */
export function SurveyScreen({
  id,
  inPage,
  seen,
  offered,
}: {
  id: string;
  inPage: InPage | null;
  /** Nothing was begun on this device, so the notice is shown before anything else is looked for. */
  seen: Seen | null;
  offered: readonly string[];
}) {
  const { t, language, speak, day } = useText();
  const [stage, setStage] = useState<Stage>(() =>
    seen &&
    seen.survey.answeredBy !== 'devices' &&
    !shutHere(seen.survey) &&
    (seen.questionnaire?.consent || inPage?.opening)
      ? { ...seen, kind: 'consent' }
      : { kind: 'waiting' },
  );
  const [again, setAgain] = useState(0);

  const start = async (
    { survey, questionnaire }: { survey: Survey; questionnaire: Questionnaire },
    rest: Rest,
    device: Device,
  ) => {
    const { draft } = await rest.begin(device.db, survey, questionnaire, language, {
      invitation: survey.invited ? invitationHere() : undefined,
    });
    leaveInvitation();
    setStage({ kind: 'draft', survey, questionnaire, id: draft.id, rest, device });
  };

  // At once, and not after the next frame: there is nothing to read meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: arrives once; `again` is the person's wish to try anew
  useLayoutEffect(() => {
    let left = false;
    const look = async () => {
      if (stage.kind === 'consent') await afterPaint();
      const rest = await loadRest();
      const device = await rest.openDevice();
      if (left) return;
      if (!device) return setStage({ kind: 'refused' });
      const arrival = await rest.arrive(device, id, inPage?.survey ?? null);
      if (left) return;
      if (arrival.kind === 'enrolled') return location.replace('/');
      if (arrival.kind === 'none' || arrival.kind === 'devices') return setStage(arrival);
      if (arrival.kind === 'new') {
        const { survey, questionnaire } = arrival;
        const why = shutHere(survey, await rest.today(device)) ?? (await rest.spentHere(survey));
        if (left) return;
        if (why)
          return setStage((now) =>
            now.kind === 'waiting' || now.kind === 'consent' ? { kind: 'shut', why, survey } : now,
          );
        if (questionnaire.consent) return setStage({ kind: 'consent', survey, questionnaire });
        return start(arrival, rest, device); // it asks for none, or among its questions
      }
      if (arrival.kind === 'finished') return setStage({ ...arrival, closing: () => [], rest, device });
      await speak(arrival.draft.language);
      const { draft, survey, questionnaire } = arrival;
      setStage({ kind: 'draft', id: draft.id, survey, questionnaire, rest, device });
    };
    look().catch((cause: unknown) => !left && setStage(stageAfter(cause)));
    return () => {
      left = true;
    };
  }, [id, again]);

  const survey = 'survey' in stage ? stage.survey : (inPage?.survey ?? null);
  const languages = survey?.languages ?? offered;
  const title = survey ? titleOf(survey, language) : t('app.name');
  const restart = () => {
    setStage({ kind: 'waiting' });
    setAgain((times) => times + 1);
  };

  if (stage.kind === 'consent') {
    const opening = openingFor(stage, language, inPage?.opening ?? null);
    if (!opening) return null; // in a moment: the words of this language come with the questionnaire
    return (
      <ConsentScreen
        opening={opening}
        survey={stage.survey}
        languages={languages}
        onAgree={async () => {
          const rest = await loadRest().catch((cause: unknown) => setStage(stageAfter(cause)));
          if (!rest) return;
          const device = await rest.openDevice();
          if (!device) return setStage({ kind: 'refused' });
          const { questionnaire } = stage;
          const arrival = questionnaire
            ? { kind: 'new' as const, survey: stage.survey, questionnaire }
            : await rest.arrive(device, id, stage.survey);
          if (arrival.kind !== 'new') return restart();
          await start(arrival, rest, device);
        }}
        onDecline={() => setStage({ ...stage, kind: 'farewell' })}
      />
    );
  }
  if (stage.kind === 'draft') {
    const { rest, device } = stage;
    const { HeldDraft, RespondentScreen } = rest;
    return (
      <HeldDraft
        draft={stage.id}
        device={device}
        survey={stage.survey}
        questionnaire={stage.questionnaire}
        languages={languages}
      >
        {(draft: Draft, begun): ComponentChild => (
          <RespondentScreen
            device={device}
            survey={stage.survey}
            draft={draft}
            begun={begun}
            languages={languages}
            onFarewell={() =>
              setStage({ kind: 'farewell', survey: stage.survey, questionnaire: stage.questionnaire })
            }
            onDiscarded={() => setStage({ kind: 'discarded', survey: stage.survey })}
            onSubmitted={(submitted, closing) =>
              setStage({ kind: 'finished', id: submitted, survey: stage.survey, closing, rest, device })
            }
          />
        )}
      </HeldDraft>
    );
  }
  if (stage.kind === 'finished') {
    const { ReceiptScreen } = stage.rest;
    const another = async () => {
      const arrival = await stage.rest.arriveAnew(stage.device, id);
      if (arrival.kind !== 'new') return setStage({ kind: 'none', why: arrival.why });
      const { survey } = arrival;
      const why =
        shutHere(survey, await stage.rest.today(stage.device)) ?? (await stage.rest.spentHere(survey));
      if (why) return setStage({ kind: 'shut', why, survey });
      if (arrival.questionnaire.consent) return setStage({ ...arrival, kind: 'consent' });
      await start(arrival, stage.rest, stage.device);
    };
    return (
      <ReceiptScreen
        device={stage.device}
        id={stage.id}
        title={title}
        languages={languages}
        closing={stage.closing(language)}
        onAnother={() => another().catch((cause: unknown) => setStage(stageAfter(cause)))}
      />
    );
  }
  if (stage.kind === 'farewell' || stage.kind === 'discarded') {
    const said =
      stage.kind === 'farewell'
        ? (openingFor(stage, language, inPage?.opening ?? null)?.farewell ?? '')
        : t('discard.done');
    return <FarewellScreen said={said} languages={languages} onAgain={restart} />;
  }
  if (stage.kind === 'refused')
    return <Message title={t('storage.refused')} text={t('storage.refusedText')} languages={languages} />;
  if (stage.kind === 'shut') {
    const { why, survey } = stage;
    const when = day((why === 'notYet' ? survey.opensOn : survey.closesOn) ?? '');
    return (
      <Message
        title={t(`survey.${why}`, { day: when })}
        text={t(`survey.${why}Text`)}
        languages={languages}
      />
    );
  }
  if (stage.kind === 'devices') {
    return (
      <Message title={t('survey.byDevices')} text={t('survey.byDevicesText')} languages={languages}>
        <a class="button main" href="/enrol">
          {t('home.enrol')}
        </a>
      </Message>
    );
  }
  if (stage.kind === 'none') {
    return (
      <Message title={t(`survey.${stage.why}`)} text={t(`survey.${stage.why}Text`)} languages={languages}>
        <button type="button" class="button main" onClick={() => location.reload()}>
          {t('survey.tryAgain')}
        </button>
      </Message>
    );
  }
  return (
    <>
      <p class="page quiet" role="status">
        {t('survey.opening')}
      </p>
      <TabNote />
    </>
  );
}

/**
 * A browser that forbids storage says so even while Dexie loads; a device may have no room for the survey; anything else is a part of
 * the app that did not come.
 */
const stageAfter = (cause: unknown): Stage =>
  cause instanceof DOMException && cause.name === 'SecurityError'
    ? { kind: 'refused' }
    : { kind: 'none', why: notKept(cause) ?? 'notHere' };

/** The opening in the person's language; while the questionnaire is on its way, in the language that came with the page. */
function openingFor(
  stage: Extract<Stage, { kind: 'consent' | 'farewell' }>,
  language: string,
  inPage: Opening | null,
): Opening | null {
  if (!stage.questionnaire || inPage?.language === language) return inPage;
  return openingOf(stage.questionnaire, language, stage.survey.inserts, writeDay);
}
