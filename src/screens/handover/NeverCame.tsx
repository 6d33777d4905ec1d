import { useText } from '../../i18n/index.ts';

/** What was handed over and taken back, and has not come to the server since. */
export default function NeverCame() {
  const { t } = useText();
  return <p>{t('handOver.neverCame')}</p>;
}
