import { useText } from '../i18n/index.ts';
import { inWords, type Words, writeDay } from '../questionnaire/index.ts';

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

/** What of a survey it takes. */
interface Notice {
  readonly particulars?: readonly string[];
  readonly inserts: Readonly<Record<string, { readonly words: Words } | { readonly day: string }>>;
  readonly defaultLanguage: string;
}

/** What the law wants to be said, and the questionnaire's own notice does not say. */
export function Particulars({ survey }: { survey: Notice }) {
  const { t, language } = useText();
  return <ParticularsIn survey={survey} language={language} t={t} />;
}

/** The same in a language that is not the page's. */
export function ParticularsIn({
  survey: { particulars = [], inserts, defaultLanguage },
  language,
  t,
}: {
  survey: Notice;
  language: string;
  t: ReturnType<typeof useText>['t'];
}) {
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
