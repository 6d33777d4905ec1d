import { useCallback, useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { PlanStanding } from '../../plan/index.ts';
import { inWords, type Questionnaire } from '../../questionnaire/index.ts';
import type { ShelvedQuestionnaire } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { shelf, version } from '../questionnaires/office.ts';
import { WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import type { Said } from '../wire.ts';
import { BasicsCard } from './BasicsCard.tsx';
import { MissingContext } from './fields.tsx';
import { MoreCard } from './MoreCard.tsx';
import { NoticeCard } from './NoticeCard.tsx';
import { planOf } from './office.ts';
import { StateCard } from './StateCard.tsx';
import { TargetsCard } from './TargetsCard.tsx';
import { type Making, usePlan } from './usePlan.ts';
import { WhoCard } from './WhoCard.tsx';
import './making.css';

interface Shown {
  readonly standing: PlanStanding;
  readonly questionnaire: Questionnaire;
  readonly shelf: readonly ShelvedQuestionnaire[];
}

/** All that is decided about a survey, in the order in which one thinks of it; and its state. */
export function PlanPage({ id, moved, onSignedOut }: { id: string; moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const asked = useAsked(useCallback(() => everything(id), [id]));
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'survey', id }}>
          <span aria-hidden="true">← </span>
          {t('making.toSurvey')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('making.plan')} onSignedOut={onSignedOut}>
        {(shown) => <Plan {...shown} moved={moved} onSignedOut={onSignedOut} />}
      </WhenHere>
    </>
  );
}

async function everything(id: string): Promise<Said<Shown>> {
  const [standing, all] = await Promise.all([planOf(id), shelf()]);
  if (!standing.ok) return standing;
  if (!all.ok) return all;
  const questionnaire = await version(standing.value.plan.questionnaire);
  if (!questionnaire.ok) return questionnaire;
  return {
    ok: true,
    value: { standing: standing.value, questionnaire: questionnaire.value, shelf: all.value },
  };
}

function Plan({
  standing: first,
  questionnaire: begun,
  shelf,
  moved,
  onSignedOut,
}: Shown & { moved: boolean; onSignedOut(): void }) {
  const { t, language } = useText();
  const making = usePlan(first, begun, onSignedOut);
  const { plan, missing, wished } = making;
  const title = inWords(plan.title, language, [plan.defaultLanguage]);
  return (
    <MissingContext.Provider value={wished ? missing : []}>
      <Heading text={t('making.planOf', { title: title.text })} moved={moved} />
      <StateCard making={making} />
      <BasicsCard making={making} shelf={shelf} />
      <WhoCard making={making} />
      <NoticeCard making={making} />
      <TargetsCard making={making} />
      <MoreCard making={making} />
      <SaveBar making={making} />
    </MissingContext.Provider>
  );
}

function SaveBar({ making: { standing, isChanged, isWorking, note, explain, save } }: { making: Making }) {
  const { t } = useText();
  const id = useId();
  return (
    <div class="save-bar">
      {isChanged && standing.state !== 'draft' && (
        <span class="reason">
          <label for={id} class="small">
            {t('making.note')}
          </label>
          <input
            class="field"
            id={id}
            autocomplete="off"
            maxLength={500}
            value={note}
            onInput={({ currentTarget: { value } }) => explain(value)}
          />
        </span>
      )}
      <button
        type="button"
        class="button main"
        aria-disabled={isWorking || !isChanged}
        onClick={() => void save()}
      >
        {isWorking ? t('coordinator.working') : t('making.save')}
      </button>
      <span role="status" class="small">
        {isChanged ? t('making.unsaved') : `✓ ${t('making.saved')}`}
      </span>
    </div>
  );
}
