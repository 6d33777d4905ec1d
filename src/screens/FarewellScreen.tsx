import { useText } from '../i18n/index.ts';
import { Message } from './Message.tsx';

/** Good-bye to someone who declined, is not meant, or took the answers back: nothing was kept. */
export function FarewellScreen({
  said,
  languages,
  onAgain,
}: {
  said: string;
  languages: readonly string[];
  onAgain(): void;
}) {
  const { t } = useText();
  return (
    <Message title={said} languages={languages}>
      <button type="button" class="button" onClick={onAgain}>
        {t('decline.again')}
      </button>
    </Message>
  );
}
