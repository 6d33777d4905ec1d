import { useState } from 'preact/hooks';
import { useKeptLanguage, useText } from '../i18n/index.ts';
import { enrolments, type HomeCounts, type HomeShelf, live } from '../storage/index.ts';
import type { Survey } from '../submission/index.ts';
import { Bar } from './Bar.tsx';
import type { Device } from './device.ts';
import { Frame, Heading } from './Frame.tsx';
import { HomeList } from './HomeList.tsx';
import { Menu } from './Menu.tsx';
import { SafetyLater } from './SafetyLater.tsx';
import { titleOf } from './titles.ts';
import { UpdateNote } from './UpdateNote.tsx';
import { useCounts } from './useCounts.ts';
import { useLive } from './useLive.ts';
import { useReadiness } from './useReadiness.ts';
import { Weather } from './Weather.tsx';

const shelves: readonly HomeShelf[] = ['returned', 'drafts', 'waiting', 'aside', 'received'];

/** The start page of an enrolled device: what can be begun, what was begun, and what became of what was finished. */
export function EnumeratorHome({ device, offered }: { device: Device; offered: readonly string[] }) {
  const { t } = useText();
  useKeptLanguage('rintis.home.language', offered); // interviews speak other people's, and leave it as it was
  const seen = useLive(() => live(() => surveysHere(device)), [device]);
  /** The first screenful is there: only then is the database asked for what completes the page. */
  const [isDrawn, setDrawn] = useState(false);
  const { counts, stamp } = useCounts(device, isDrawn);
  const [chosen, setChosen] = useState<HomeShelf | null>(shelfInAddress);
  if (!seen) return null;
  const { surveys, ready } = seen;
  const shelf = chosen ?? shelves.find((one) => counts && counts[one] > 0) ?? 'drafts';
  const choose = (one: HomeShelf) => {
    history.replaceState(null, '', `#${one}`);
    setChosen(one);
  };
  return (
    <Frame
      title={t('work.title')}
      bar={
        <Bar
          title={t('app.name')}
          languages={offered}
          menu={<Menu first={{ words: t('work.enrol'), act: () => location.assign('/enrol') }} />}
        />
      }
      weather={<Weather />}
    >
      <Heading moved={false}>{t('work.title')}</Heading>
      <UpdateNote />
      {isDrawn && <ReadinessNote device={device} />}
      <ul class="list">
        {surveys.map((survey) => (
          <SurveyCard key={survey.id} survey={survey} isReady={ready.has(survey.id)} />
        ))}
      </ul>
      {surveys.length === 0 && (
        <div class="buttons">
          <a class="button main" href="/enrol">
            {t('enrol.title')}
          </a>
        </div>
      )}
      <section aria-labelledby="shelves" class="shelves">
        <h2 id="shelves">{t('work.shelves')}</h2>
        <Shelves counts={counts} shelf={shelf} onChoose={choose} />
        <HomeList
          key={shelf}
          db={device.db}
          shelf={shelf}
          stamp={stamp}
          surveys={surveys}
          onDrawn={() => setDrawn(true)}
        />
      </section>
      {/* It comes a moment later: above, it would move the button that a thumb is on its way to. */}
      {isDrawn && <SafetyLater device={device} />}
      <div class="buttons">
        <a class="button plain" href="/hand-over">
          {t('home.handOver')}
        </a>
      </div>
    </Frame>
  );
}

async function surveysHere({ db }: Device): Promise<{ surveys: Survey[]; ready: ReadonlySet<string> }> {
  const [all, enrolled] = await Promise.all([db.surveys.toArray(), enrolments(db)]);
  const byId = new Map(all.map((survey) => [survey.id, survey]));
  return {
    surveys: enrolled.flatMap(({ survey }) => byId.get(survey) ?? []),
    ready: new Set(enrolled.flatMap(({ survey, questionnaire }) => (questionnaire ? [survey] : []))),
  };
}

/** Only where something is missing for work without a network: what is ready needs no word. */
function ReadinessNote({ device }: { device: Device }) {
  const { t } = useText();
  const readiness = useReadiness(device);
  if (readiness !== 'noRoom' && (readiness !== 'notYet' || !navigator.onLine)) return null;
  return (
    <p class="wish" role="status">
      {t(`enrol.${readiness}`)}
    </p>
  );
}

function SurveyCard({ survey, isReady }: { survey: Survey; isReady: boolean }) {
  const { t, language } = useText();
  const title = titleOf(survey, language);
  return (
    <li>
      <strong>{title}</strong>
      {isReady ? (
        <div class="buttons">
          <a
            class="button main"
            href={`/interview/new/${survey.id}`}
            aria-label={t('work.startIn', { survey: title })}
          >
            {t('work.start')}
          </a>
        </div>
      ) : (
        <p class="quiet">{t('work.notHere')}</p>
      )}
    </li>
  );
}

function Shelves({
  counts,
  shelf,
  onChoose,
}: {
  counts: HomeCounts | undefined;
  shelf: HomeShelf;
  onChoose(shelf: HomeShelf): void;
}) {
  const { t, language } = useText();
  const format = new Intl.NumberFormat(language);
  const rare = (one: HomeShelf) => one === 'aside' || one === 'returned';
  return (
    <div class="chips">
      {shelves
        .filter((one) => !rare(one) || (counts?.[one] ?? 0) > 0 || one === shelf)
        .map((one) => (
          <button key={one} type="button" aria-pressed={one === shelf} onClick={() => onChoose(one)}>
            {t(`work.${one}`)} <b>{counts ? format.format(counts[one]) : '…'}</b>
          </button>
        ))}
    </div>
  );
}

function shelfInAddress(): HomeShelf | null {
  const said = location.hash.slice(1);
  return shelves.find((one) => one === said) ?? null;
}
