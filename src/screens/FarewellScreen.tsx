import { useText } from '../i18n/index.ts';
import { Message } from './Message.tsx';

/** Good-bye to someone who declined, is not meant, or took the answers back: nothing was kept. */
export function FarewellScreen({
  text,
  languages,
  onAgain,
}: {
  text: string;
  languages: readonly string[];
  onAgain(): void;
}) {
  const { t } = useText();
  return (
    <Message title={t('decline.title')} text={text} languages={languages}>
      <button type="button" class="button" onClick={onAgain}>
        {t('decline.again')}
      </button>
    </Message>
  );
}
