import type { ComponentChild } from 'preact';
import { useCallback, useContext, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { AuthoredContext, FilesContext, TilesContext } from '../controls/index.ts';
import { useText } from '../i18n/index.ts';
import {
  type Interview,
  inLanguage,
  type Questionnaire,
  questionAt,
  type Shown,
  say,
} from '../questionnaire/index.ts';
import { type Draft, discardDraft, type Hold, holdDraft, openDraft } from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { authoredOf } from './authoredOf.ts';
import { goOn, submit } from './begin.ts';
import { notesAmong } from './course.ts';
import type { Device } from './device.ts';
import { InterviewScreen } from './InterviewScreen.tsx';
import { lastSavedFor } from './lastSaved.ts';
import { Menu } from './Menu.tsx';
import { Message } from './Message.tsx';
import { Modal } from './Modal.tsx';
import { NoticeModal } from './NoticeModal.tsx';
import { notKept } from './notKept.ts';
import { bringShadow } from './shadow.ts';
import { closingNotes } from './steps.ts';
import { NotesContext, ToolsContext } from './tools.ts';
import { type Going, type Opened, useInterview } from './useInterview.ts';
import { useKeeper } from './useKeeper.ts';

const now = (): Date => new Date();

/** A draft that this tab holds, being answered. */
export function RespondentScreen({
  device,
  survey,
  draft,
  begun,
  languages,
  onFarewell,
  onDiscarded,
  onSubmitted,
  pause,
}: {
  device: Device;
  survey: Survey;
  draft: Draft;
  begun: Opened;
  languages: readonly string[];
  onFarewell(): void;
  onDiscarded(): void;
  onSubmitted(id: string, closing: Closing): void;
  /** A way out that keeps the draft, in words. */
  pause?: { readonly words: string; act(going: Going): void } | undefined;
}) {
  const { t, language } = useText();
  const { db } = device;
  const going = useInterview(db, draft.id, begun, language, now);
  const { keeper, settled } = useKeeper(db, draft.id, survey.privacy, going);
  const [open, setOpen] = useState<'notice' | 'discard' | null>(null);
  const pages = useMemo(() => ({ sums: draft.pages }), [draft]);
  const tools = useContext(ToolsContext);
  const { questionnaire } = going.interview.form;
  const authored = useMemo(() => authoredOf(db, questionnaire), [db, questionnaire]);
  const { notes } = going;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an act is the same whatever has changed
  const noted = useMemo(() => ({ notes, change: going.change }), [notes]);

  const leave = useCallback(async () => {
    await discardDraft(db, draft.id);
    history.replaceState(null, '', location.pathname);
  }, [db, draft.id]);

  if (going.keeping === 'gone') location.reload(); // finished or deleted in another tab: look at it anew
  const close = () => setOpen(null);
  return (
    <TilesContext.Provider value={survey.map ?? null}>
      <FilesContext.Provider value={keeper}>
        <AuthoredContext.Provider value={authored}>
          <NotesContext.Provider value={noted}>
            <InterviewScreen
              going={going}
              title={say(going.interview, survey.title).text}
              languages={languages}
              where={draft.where}
              pages={draft.pages}
              onPages={(sums) => {
                pages.sums = sums;
                going.stand({ pages: sums });
              }}
              menu={
                <>
                  {tools && <tools.Door />}
                  <Menu
                    first={pause && { words: pause.words, act: () => pause.act(going) }}
                    onNotice={() => setOpen('notice')}
                    onDiscard={() => setOpen('discard')}
                  />
                </>
              }
              onFarewell={() => void leave().then(onFarewell)}
              onSubmit={async () => {
                const interview = await settled();
                const remarks = tools?.remarksIn(interview, notes) ?? [];
                await submit(db, survey, draft, interview, { pages: pages.sums, notes, remarks });
                history.replaceState(null, '', location.pathname);
                onSubmitted(draft.standsFor ?? draft.id, closingOf(interview));
              }}
            />
          </NotesContext.Provider>
        </AuthoredContext.Provider>
        {open === 'notice' && <NoticeModal interview={going.interview} survey={survey} onClose={close} />}
        {open === 'discard' && (
          <Modal title={t('discard.title')} onClose={close}>
            <p>{t('discard.text')}</p>
            <div class="buttons">
              <button type="button" class="button bad" onClick={() => void leave().then(onDiscarded)}>
                {t('discard.yes')}
              </button>
              <button type="button" class="button main" onClick={close}>
                {t('discard.no')}
              </button>
            </div>
          </Modal>
        )}
      </FilesContext.Provider>
    </TilesContext.Provider>
  );
}

/** What a questionnaire says at its end, in a language. */
export type Closing = (language: string) => readonly Shown[];

const closingOf =
  (finished: Interview): Closing =>
  (language) => {
    const interview = inLanguage(finished, language);
    return closingNotes(interview).flatMap((ref) => questionAt(interview, ref)?.label ?? []);
  };

/** Holds a draft for this tab; while another tab has it, says so and lets the person take it over. */
export function HeldDraft({
  draft: id,
  device: { db },
  survey,
  questionnaire,
  languages,
  children,
}: {
  draft: string;
  device: Device;
  survey: Survey;
  questionnaire: Questionnaire;
  languages: readonly string[];
  children(draft: Draft, begun: Opened): ComponentChild;
}) {
  const { t, language } = useText();
  const [hold, setHold] = useState<Hold | null>(null);
  const [opened, setOpened] = useState<{ draft: Draft; begun: Opened } | null>(null);
  const [trouble, setTrouble] = useState<'full' | 'failed' | null>(null);

  // both at once, and not after the next frame: the person waits for it
  useLayoutEffect(() => {
    let left = false;
    void holdDraft(id).then((found) => {
      if (!left) setHold(found);
      else if (found.kind === 'held') found.release();
    });
    return () => {
      left = true;
    };
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of language is the open interview's own matter
  useLayoutEffect(() => {
    if (!hold || hold.kind === 'elsewhere') return;
    let left = false;
    const open = async () => {
      const there = await openDraft(db, id);
      if (left) return;
      // what the browser took down with it while it was being written; of a draft that is gone, nothing
      const isMore = await bringShadow(db, id, there?.draft.changedAt ?? '~');
      const found = isMore ? await openDraft(db, id) : there;
      if (!found) return location.reload();
      const lastSaved = await lastSavedFor(db, survey, questionnaire, found.draft);
      const interview = await goOn(questionnaire, survey, language, { kept: found.kept, lastSaved });
      const { changedAt } = found.draft;
      const notes = notesAmong(found.kept);
      if (!left) setOpened({ draft: found.draft, begun: { interview, notes, changedAt } });
    };
    open().catch((cause: unknown) => {
      const why = notKept(cause);
      if (!why) throw cause;
      if (!left) setTrouble(why);
    });
    if (hold.kind === 'held') {
      void hold.lost.then(async () => {
        setOpened(null);
        setHold(await holdDraft(id, { patience: 0 }));
      });
    }
    return () => {
      left = true;
      if (hold.kind === 'held') hold.release();
    };
  }, [hold, db, id]);

  if (hold?.kind === 'elsewhere') {
    return (
      <Message title={t('tab.elsewhere')} text={t('tab.elsewhereText')} languages={languages}>
        <button type="button" class="button main" onClick={async () => setHold(await hold.take())}>
          {t('tab.here')}
        </button>
      </Message>
    );
  }
  if (trouble) {
    return (
      <Message title={t(`survey.${trouble}`)} text={t(`survey.${trouble}Text`)} languages={languages}>
        <button type="button" class="button main" onClick={() => location.reload()}>
          {t('survey.tryAgain')}
        </button>
      </Message>
    );
  }
  return opened && children(opened.draft, opened.begun);
}
