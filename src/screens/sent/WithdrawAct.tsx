import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { wishWithdrawal } from '../../storage/index.ts';
import type { Device } from '../device.ts';
import { Modal } from '../Modal.tsx';

/** Taking a submission back: asks, says what it means, and keeps the wish until the server has said that it is done. */
export function WithdrawAct({ device, id }: { device: Device; id: string }) {
  const { t } = useText();
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const withdraw = async () => {
    await wishWithdrawal(device.db, id, new Date().toISOString());
    close();
    await device.runner.nudge('asked');
  };
  return (
    <>
      <button type="button" class="button plain bad" onClick={() => setAsking(true)}>
        {t('withdraw.act')}
      </button>
      {isAsking && (
        <Modal title={t('withdraw.title')} onClose={close}>
          <p>{t('withdraw.text')}</p>
          <div class="buttons">
            <button type="button" class="button bad" onClick={withdraw}>
              {t('withdraw.yes')}
            </button>
            <button type="button" class="button main" onClick={close}>
              {t('withdraw.no')}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
