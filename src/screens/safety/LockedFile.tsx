import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Database } from '../../storage/index.ts';
import { type LockedPlan, lockedRecords, noteLockedGiven } from '../../storage/lock/index.ts';
import {
  type HandOverHeader,
  handOverFormat,
  largestSeries,
  newFileId,
  toDay,
  toKeptMoment,
  writeLocked,
} from '../../submission/index.ts';
import { titleOf } from '../titles.ts';

const loadPages = () => import('../handover/index.ts');
type Pages = Awaited<ReturnType<typeof loadPages>>;
type Made = {
  readonly blob: Blob;
  readonly name: string;
  readonly small: Blob | null;
  readonly Giving: Pages['Giving'];
};

/** A hand-over of one survey, made of what this device cannot read itself. */
export function LockedFile({ db, plan }: { db: Database; plan: LockedPlan }) {
  const { t, language, open } = useText();
  const [made, setMade] = useState<Made | 'making' | 'failed' | null>(null);
  const make = async () => {
    setMade('making');
    try {
      const [{ seal, Giving }] = await Promise.all([loadPages(), open('handOver')]);
      const file = await fileOf(db, plan, seal);
      setMade({ ...file, small: file.blob.size > largestSeries ? null : file.blob, Giving });
    } catch {
      setMade('failed');
    }
  };
  const title = titleOf(plan.survey, language);
  if (made && typeof made === 'object')
    return (
      <section class="safety-part">
        <h2>{title}</h2>
        <made.Giving made={made} />
      </section>
    );
  return (
    <section class="safety-part">
      <h2>{title}</h2>
      <p>
        {t('lock.draftsHere', { count: plan.counts.drafts })} ·{' '}
        {t('lock.waitingHere', { count: plan.counts.submissions })}
      </p>
      {made === 'failed' && (
        <p class="alarm" role="alert">
          {t('lock.failed')}
        </p>
      )}
      <div class="buttons">
        <button type="button" class="button" disabled={made === 'making'} onClick={() => void make()}>
          {t('lock.give')}
        </button>
      </div>
    </section>
  );
}

async function fileOf(
  db: Database,
  plan: LockedPlan,
  seal: Pages['seal'],
): Promise<{ blob: Blob; name: string }> {
  const { survey, counts } = plan;
  const now = new Date();
  const id = newFileId(crypto.getRandomValues(new Uint8Array(16)));
  const header: HandOverHeader = {
    format: handOverFormat,
    ...{ id, kind: 'hand-over', survey: survey.id, at: toKeptMoment(now, survey.privacy) },
    ...{ app: __APP_VERSION__, counts },
  };
  const key = Array.from(plan.key, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const bytes = writeLocked({ header, privacy: survey.privacy, key }, lockedRecords(db, plan));
  const blob = await seal(bytes, { recipient: survey.handOverTo ?? '' }, counts.files === 0);
  await noteLockedGiven(db, plan, { id, at: now.toISOString() });
  return { blob, name: `${survey.id}-${toDay(now)}-${id.slice(0, 4)}.rintis` };
}
