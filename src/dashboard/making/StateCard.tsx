import { useId } from 'preact/hooks';
import { nameOf, useText } from '../../i18n/index.ts';
import { type Missing, type Turn, turnsOf } from '../../plan/index.ts';
import { CopyLink } from '../CopyLink.tsx';
import { Link } from '../Link.tsx';
import { TroubleNote } from '../Standing.tsx';
import { fieldId } from './fields.tsx';
import type { Making } from './usePlan.ts';

/** Where the survey stands, what can be done with it, and what is missing for it. */
export function StateCard({ making }: { making: Making }) {
  const { t } = useText();
  const { standing, plan, missing, wished, trouble, isWorking } = making;
  const { state } = standing;
  const id = useId();
  const turn = (to: Turn) => {
    if (to !== 'open' || missing.length === 0) return void making.turn(to);
    making.wish();
    document.getElementById(`${id}missing`)?.focus();
  };
  const ownWords =
    trouble?.why !== undefined && isSaid(trouble.why) ? t(`making.refused.${trouble.why}`) : null;
  return (
    <section class="desk-card" aria-labelledby={`${id}state`}>
      <h2 id={`${id}state`}>
        {t('making.state')}{' '}
        <span class={`state ${state === 'open' ? 'received' : 'waiting'}`}>
          {t(`making.states.${state}`)}
        </span>
      </h2>
      <p>{t(`making.stateText.${state}`)}</p>
      <div id={`${id}missing`} tabIndex={-1}>
        {missing.length > 0 && state !== 'open' && (
          <details open={wished}>
            <summary>{t('making.missing', { number: byField(missing).length })}</summary>
            <ul class="missing">
              {byField(missing).map((some) => (
                <li key={some.map(fieldId).join()}>
                  <MissingLine missing={some} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div class="buttons">
        {turnsOf(state).map((to, at) => (
          <button
            key={to}
            type="button"
            class={at === 0 && state !== 'open' ? 'button main' : 'button'}
            aria-disabled={isWorking}
            onClick={() => turn(to)}
          >
            {t(`making.turn.${state === 'closed' ? 'reopen' : to}`)}
          </button>
        ))}
      </div>
      {trouble &&
        (ownWords ? (
          <p class="alarm" role="alert">
            {ownWords}
          </p>
        ) : (
          <TroubleNote trouble={trouble.trouble} />
        ))}
      {state === 'open' && !plan.invited && plan.answeredBy !== 'devices' && (
        <CopyLink survey={standing.id} />
      )}
      {plan.invited && (
        <p>
          <Link class="button" to={{ page: 'invitations', id: standing.id }}>
            {t('making.toInvitations')}
          </Link>
        </p>
      )}
    </section>
  );
}

const refusals = [
  'changed-meanwhile',
  'privacy-fixed',
  'presets-fixed',
  'languages-fixed',
  'questionnaire-fixed',
  'has-invitations',
] as const;
const isSaid = (why: string): why is (typeof refusals)[number] =>
  (refusals as readonly string[]).includes(why);

/** One line for each field and reason, whatever the number of languages. */
const byField = (missing: readonly Missing[]): readonly (readonly Missing[])[] => [
  ...Map.groupBy(missing, ({ at, why }) => `${at} ${why}`).values(),
];

/** Leads to the first of them. */
function MissingLine({ missing }: { missing: readonly Missing[] }) {
  const { t } = useText();
  const [first] = missing;
  if (!first) return null;
  const { at, why } = first;
  const [part = '', insert] = at.split('/');
  const name = insert === undefined ? t(`making.at.${part as 'title'}`) : labelOf(t, insert);
  const spoken = missing.flatMap(({ language }) => (language === undefined ? [] : [nameOf(language)]));
  return (
    <a
      href={`#${fieldId(first)}`}
      onClick={(event) => {
        event.preventDefault();
        const field = document.getElementById(fieldId(first)) ?? document.getElementById(fieldId({ at }));
        field?.scrollIntoView({ block: 'center' });
        field?.focus({ preventScroll: true });
      }}
    >
      {name}
      {spoken.length > 0 && ` (${spoken.join(', ')})`}: {t(`making.why.${why}`)}
    </a>
  );
}

/** What a field is called: those of the notice in our words, others by the name that the questionnaire gives them. */
export const labelOf = (t: ReturnType<typeof useText>['t'], name: string): string =>
  known.some((one) => one === name) ? t(`making.field.${name as (typeof known)[number]}`) : name;

const known = [
  'organisation',
  'purpose',
  'contact',
  'officer',
  'legal_basis',
  'recipients',
  'sensitive',
  'retention_date',
  'transfer_abroad',
  'transfer_where',
  'authority',
] as const;
