import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Database } from '../../storage/index.ts';
import { deleteEverything, type LockedPlan, planLocked } from '../../storage/lock/index.ts';
import type { Survey } from '../../submission/index.ts';
import { Modal } from '../Modal.tsx';
import { titleOf } from '../titles.ts';
import { LockedFile } from './LockedFile.tsx';

/** What can be done without the PIN: hand over what nobody here can read, and begin anew. */
export function Forgotten({ db, onBack }: { db: Database; onBack(): void }) {
  const { t, language } = useText();
  const [found, setFound] = useState<{ plans: LockedPlan[]; lost: Survey[] } | null>(null);
  const [isSure, setSure] = useState(false);
  useEffect(() => {
    void planLocked(db).then(setFound);
  }, [db]);
  if (!found) return null;
  const names = (list: readonly Survey[]) =>
    new Intl.ListFormat(language).format(list.map((survey) => titleOf(survey, language)));
  const all = async () => {
    await deleteEverything(db);
    localStorage.removeItem('rintis.lock');
    location.assign('/');
  };
  return (
    <>
      <p>{t('lock.forgotText')}</p>
      {found.plans.map((plan) => (
        <LockedFile key={plan.survey.id} db={db} plan={plan} />
      ))}
      {found.lost.length > 0 && <p class="wish">{t('lock.lost', { surveys: names(found.lost) })}</p>}
      {found.plans.length + found.lost.length === 0 && <p>{t('lock.nothing')}</p>}
      <div class="buttons">
        <button type="button" class="button main" onClick={onBack}>
          {t('lock.back')}
        </button>
        <button type="button" class="button bad" onClick={() => setSure(true)}>
          {t('lock.deleteAll')}
        </button>
      </div>
      {isSure && (
        <Modal title={t('lock.deleteAll')} onClose={() => setSure(false)}>
          <p>{t('lock.deleteText')}</p>
          <div class="buttons">
            <button type="button" class="button bad" onClick={() => void all()}>
              {t('lock.deleteAll')}
            </button>
            <button type="button" class="button main" onClick={() => setSure(false)}>
              {t('lock.back')}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
