import { useText } from '../i18n/index.ts';
import { Message } from './Message.tsx';

/** A page that is not on this device, and the server cannot be reached. */
export function NotReached({ offered }: { offered: readonly string[] }) {
  const { t } = useText();
  return (
    <Message title={t('problems.unreachable')} languages={offered}>
      <button type="button" class="button main" onClick={() => location.reload()}>
        {t('survey.tryAgain')}
      </button>
    </Message>
  );
}
