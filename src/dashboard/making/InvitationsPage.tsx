import { useCallback, useId, useState } from 'preact/hooks';
import { chooseLanguage, useText } from '../../i18n/index.ts';
import type { PlanStanding } from '../../plan/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import type { Batch } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import type { Said } from '../wire.ts';
import { BatchForm } from './BatchForm.tsx';
import { batchesOf, cardsAddress, cardsInFile, linksAddress, planOf } from './office.ts';
import './making.css';

interface Shown {
  readonly standing: PlanStanding;
  readonly batches: readonly Batch[];
}

/** The links of a survey of invitations: made in batches, taken as a file, and how many of them were used. */
export function InvitationsPage({
  id,
  moved,
  onSignedOut,
}: {
  id: string;
  moved: boolean;
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const asked = useAsked(useCallback(() => everything(id), [id]));
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'survey', id }}>
          <span aria-hidden="true">← </span>
          {asked.kind === 'here'
            ? inWords(asked.value.standing.plan.title, language, [asked.value.standing.plan.defaultLanguage])
                .text
            : t('coordinator.surveys')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('making.invitations')} onSignedOut={onSignedOut}>
        {({ standing, batches }) => (
          <>
            <Heading text={t('making.invitations')} moved={moved} />
            <p class="quiet">
              {t(
                standing.plan.privacy === 'anonymous'
                  ? 'making.invitationsAnonymous'
                  : 'making.invitationsText',
              )}
            </p>
            {!standing.plan.invited && <p class="wish">{t('making.notInvited')}</p>}
            <Batches standing={standing} known={batches} onSignedOut={onSignedOut} />
          </>
        )}
      </WhenHere>
    </>
  );
}

async function everything(id: string): Promise<Said<Shown>> {
  const [standing, batches] = await Promise.all([planOf(id), batchesOf(id)]);
  if (!standing.ok) return standing;
  return batches.ok ? { ok: true, value: { standing: standing.value, batches: batches.value } } : batches;
}

function Batches({
  standing: { id: survey, plan },
  known,
  onSignedOut,
}: {
  standing: PlanStanding;
  known: readonly Batch[];
  onSignedOut(): void;
}) {
  const { t } = useText();
  const [batches, setBatches] = useState(known);
  const id = useId();
  const isAnonymous = plan.privacy === 'anonymous';
  return (
    <>
      <section class="desk-card" aria-labelledby={`${id}batches`}>
        <h2 id={`${id}batches`}>{t('making.batches')}</h2>
        {batches.length === 0 ? (
          <p class="quiet">{t('making.noBatches')}</p>
        ) : (
          <ul class="batches">
            {batches.map((batch) => (
              <BatchLine key={batch.id} batch={batch} plan={plan} />
            ))}
          </ul>
        )}
      </section>
      <section class="desk-card" aria-labelledby={`${id}new`}>
        <h2 id={`${id}new`}>{t('making.newBatch')}</h2>
        <BatchForm
          key={batches.length}
          survey={survey}
          isAnonymous={isAnonymous}
          onMade={(batch) => setBatches((before) => [...before, batch])}
          onSignedOut={onSignedOut}
        />
      </section>
    </>
  );
}

function BatchLine({ batch, plan }: { batch: Batch; plan: PlanStanding['plan'] }) {
  const { t, day, language } = useText();
  const isAnonymous = plan.privacy === 'anonymous';
  const lang = chooseLanguage([language], plan.languages, plan.defaultLanguage);
  const number = new Intl.NumberFormat(language).format;
  const files = Array.from({ length: Math.ceil(batch.links / cardsInFile) }, (_, at) => at * cardsInFile);
  const id = useId();
  return (
    <li>
      <h3 id={id}>{batch.name}</h3>
      <p>
        {t('making.usedOf', { used: batch.used, links: batch.links })}
        <span class="quiet small">
          {' '}
          · {t('making.madeOn', { day: day(batch.madeAt.slice(0, 10)), who: batch.madeBy })}
        </span>
      </p>
      <progress max={batch.links} value={batch.used} aria-labelledby={id} />
      <div class="buttons">
        <a class="button" href={linksAddress(batch)} download aria-describedby={id}>
          {t('making.takeLinks')}
        </a>
        {!isAnonymous && (
          <a class="button plain" href={linksAddress(batch, 'unused')} download aria-describedby={id}>
            {t('making.takeUnused')}
          </a>
        )}
        {files.map((after) => (
          <a
            key={after}
            class="button plain"
            href={cardsAddress(batch, lang, after)}
            download
            aria-describedby={id}
          >
            {t('makePoster.cards')}
            {files.length > 1 &&
              ` ${number(after + 1)}–${number(Math.min(after + cardsInFile, batch.links))}`}
          </a>
        ))}
      </div>
    </li>
  );
}
