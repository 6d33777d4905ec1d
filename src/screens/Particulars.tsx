import { useText, writeDay } from '../i18n/index.ts';
import { inWords } from '../questionnaire/index.ts';
import type { Survey } from '../submission/index.ts';

/** A name that this app has no label for, from a newer server, is passed over. */
const labelled = [
  'organisation',
  'purpose',
  'contact',
  'officer',
  'legal_basis',
  'recipients',
  'sensitive',
  'retention_date',
  'transfer_where',
  'authority',
] as const;

/** What the law wants to be said, and the questionnaire's own notice does not say. */
export function Particulars({
  survey,
}: {
  survey: Pick<Survey, 'particulars' | 'inserts' | 'defaultLanguage'>;
}) {
  const { t, language } = useText();
  const { particulars = [], inserts, defaultLanguage } = survey;
  const say = (name: string): string | undefined => {
    const insert = particulars.includes(name) ? inserts[name] : undefined;
    if (!insert) return undefined;
    return 'day' in insert
      ? writeDay(insert.day, language)
      : inWords(insert.words, language, [defaultLanguage]).text;
  };
  const said = labelled.flatMap((name) => {
    const stays = name === 'transfer_where' && say('transfer_abroad') === 'no';
    const text = stays ? t('notice.nowhere') : say(name);
    return text ? [{ name, text }] : [];
  });
  if (said.length === 0) return null;
  return (
    <dl class="particulars">
      {said.map(({ name, text }) => (
        <div key={name}>
          <dt>{t(`notice.${name}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
