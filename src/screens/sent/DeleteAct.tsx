import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { deleteHere, stakeIn } from '../../storage/index.ts';
import type { Device } from '../device.ts';
import { Modal } from '../Modal.tsx';

type Stake = Awaited<ReturnType<typeof stakeIn>>;

/** Deleting by hand: says what is at stake, and offers another way where it is everything. */
export function DeleteAct({ device: { db }, id }: { device: Device; id: string }) {
  const { t } = useText();
  const [stake, setStake] = useState<Stake | null>(null);
  const close = () => setStake(null);
  const ask = async () => setStake(await stakeIn(db, id));
  const remove = async (told: Stake) => {
    if (!(await deleteHere(db, id, told))) return ask(); // more is at stake by now: asked again
    close();
    location.hash = '';
  };
  return (
    <>
      <button type="button" class="button plain" onClick={ask}>
        {t('keep.delete')}
      </button>
      {stake && (
        <Modal title={t('keep.deleteTitle')} onClose={close}>
          <p class={stake === 'nothing' ? '' : 'alarm'}>{t(`keep.${stake}`)}</p>
          <div class="buttons">
            {stake !== 'nothing' && (
              <a class="button main" href="/hand-over">
                {t('keep.handOver')}
              </a>
            )}
            <button
              type="button"
              class={stake === 'nothing' ? 'button' : 'button bad'}
              onClick={() => remove(stake)}
            >
              {t(stake === 'nothing' ? 'keep.yes' : 'keep.yesLost')}
            </button>
            <button type="button" class={stake === 'nothing' ? 'button main' : 'button'} onClick={close}>
              {t('keep.no')}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
