import { useId, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { Country } from '../../plan/index.ts';
import { inWords } from '../../questionnaire/index.ts';
import { type ShelvedQuestionnaire, SurveyId } from '../../submission/index.ts';
import { Heading } from '../Frame.tsx';
import { Link } from '../Link.tsx';
import { shelf } from '../questionnaires/office.ts';
import { TroubleNote, WhenHere } from '../Standing.tsx';
import { useAsked } from '../useAsked.ts';
import { go } from '../usePathname.ts';
import type { Trouble } from '../wire.ts';
import { makeSurvey } from './office.ts';
import './making.css';

/** The first step of a survey: what is asked, what it is called, and where. All else follows on its own page. */
export function NewSurveyPage({ moved, onSignedOut }: { moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const asked = useAsked(shelf);
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'surveys' }}>
          <span aria-hidden="true">← </span>
          {t('coordinator.surveys')}
        </Link>
      </nav>
      <Heading text={t('making.new')} moved={moved} />
      <WhenHere asked={asked} onSignedOut={onSignedOut}>
        {(questionnaires) =>
          questionnaires.length === 0 ? (
            <p class="quiet">{t('making.noQuestionnaire')}</p>
          ) : (
            <NewSurveyForm questionnaires={questionnaires} onSignedOut={onSignedOut} />
          )
        }
      </WhenHere>
    </>
  );
}

function NewSurveyForm({
  questionnaires,
  onSignedOut,
}: {
  questionnaires: readonly ShelvedQuestionnaire[];
  onSignedOut(): void;
}) {
  const { t, language } = useText();
  const newest = questionnaires.flatMap(({ versions: [version] }) => (version ? [version] : []));
  const [wish, setWish] = useState({ questionnaire: newest[0]?.hash ?? '', id: '', country: '' });
  const [blank, setBlank] = useState(false);
  const [isWorking, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | 'taken' | null>(null);
  const id = useId();
  const change = (changes: Partial<typeof wish>) => setWish((before) => ({ ...before, ...changes }));

  const make = async () => {
    const isWhole = SurveyId.safeParse(wish.id).success && wish.id !== 'new';
    setBlank(!isWhole);
    if (isWorking || !isWhole) return;
    setWorking(true);
    const country = Country.safeParse(wish.country);
    const said = await makeSurvey({
      id: wish.id,
      questionnaire: wish.questionnaire,
      ...(country.success && { country: country.data }),
    });
    setWorking(false);
    if (said.ok) return go({ page: 'plan', id: said.value.id });
    if (said.trouble === 'not-signed-in') return onSignedOut();
    setTrouble(said.why === 'id-taken' ? 'taken' : said.trouble);
  };
  return (
    <form
      class="desk-card wishes"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <div class="asked">
        <label for={`${id}questionnaire`}>{t('making.questionnaire')}</label>
        <select
          class="field"
          id={`${id}questionnaire`}
          value={wish.questionnaire}
          onChange={({ currentTarget: { value } }) => change({ questionnaire: value })}
        >
          {newest.map(({ hash, title, defaultLanguage, number }) => (
            <option key={hash} value={hash}>
              {`${inWords(title, language, [defaultLanguage]).text} (${t('making.version', { number })})`}
            </option>
          ))}
        </select>
      </div>
      <CountryField id={`${id}country`} value={wish.country} onChange={(country) => change({ country })} />
      <div class="asked">
        <label for={`${id}id`}>{t('making.address')}</label>
        <span id={`${id}how`} class="quiet small">
          {t('making.addressHow', { address: `${location.host}/s/${wish.id || '…'}` })}
        </span>
        <input
          class="field"
          id={`${id}id`}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={wish.id}
          aria-invalid={blank}
          aria-describedby={`${id}how`}
          onInput={({ currentTarget: { value } }) =>
            change({ id: value.toLowerCase().replace(/[\s_]+/g, '-') })
          }
        />
        {blank && (
          <p class="problem" role="alert">
            {t('making.addressWanted')}
          </p>
        )}
      </div>
      {trouble === 'taken' ? (
        <p class="problem" role="alert">
          {t('making.addressTaken')}
        </p>
      ) : (
        trouble && <TroubleNote trouble={trouble} />
      )}
      <button type="submit" class="button main" aria-disabled={isWorking}>
        {isWorking ? t('coordinator.working') : t('making.makeDraft')}
      </button>
    </form>
  );
}

/** Where people are asked. */
export function CountryField({
  id,
  value,
  problem,
  onChange,
}: {
  id: string;
  value: string;
  problem?: string | undefined;
  onChange(country: string): void;
}) {
  const { t } = useText();
  return (
    <div class="asked">
      <label for={id}>{t('making.country')}</label>
      <span id={`${id}how`} class="quiet small">
        {t('making.countryHow')}
      </span>
      <select
        class="field"
        id={id}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}how`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        <option value="">{t('making.choose')}</option>
        {Country.options.map((country) => (
          <option key={country} value={country}>
            {t(`making.countries.${country}`)}
          </option>
        ))}
      </select>
      {problem && <p class="problem">{problem}</p>}
    </div>
  );
}
