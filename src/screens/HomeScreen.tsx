import { useText } from '../i18n/index.ts';
import { live, newestDrafts } from '../storage/index.ts';
import { Bar } from './Bar.tsx';
import type { Device } from './device.ts';
import { Frame, Heading } from './Frame.tsx';
import { ProgressNote } from './sent/ProgressNote.tsx';
import { UpdateNote } from './UpdateNote.tsx';
import { useLive } from './useLive.ts';
import { useShelf } from './useShelf.ts';
import { Weather } from './Weather.tsx';

/** What is on this device: surveys, what was begun, what was submitted. */
export function HomeScreen({ device, offered }: { device: Device; offered: readonly string[] }) {
  const { t, language } = useText();
  const hasWords = useShelf('sent');
  const surveys = useLive(() => live(() => device.db.surveys.toArray()), [device.db]);
  const drafts = useLive(() => live(() => newestDrafts(device.db)), [device.db]);
  if (!surveys || !drafts) return null;
  const begun = new Set(drafts.map(({ survey }) => survey));
  return (
    <Frame
      title={t('home.title')}
      bar={<Bar title={t('app.name')} languages={offered} />}
      weather={<Weather />}
    >
      <Heading>{t('home.title')}</Heading>
      <UpdateNote />
      {hasWords && <ProgressNote device={device} />}
      {surveys.length === 0 && <p class="quiet">{t('home.none')}</p>}
      <ul class="list">
        {surveys.map(({ id, title, defaultLanguage }) => (
          <li key={id}>
            <strong>{typeof title === 'string' ? title : (title[language] ?? title[defaultLanguage])}</strong>
            {begun.has(id) && <span class="state waiting small">{t('mine.draft')}</span>}
            <div class="buttons">
              <a class="button main" href={`/s/${id}`}>
                {begun.has(id) ? t('mine.continue') : t('home.open')}
              </a>
            </div>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <a class="button" href="/mine">
          {t('mine.title')}
        </a>
        <a class="button plain" href="/hand-over">
          {t('home.handOver')}
        </a>
        <a class="button plain" href="/enrol">
          {t('home.enrol')}
        </a>
        <a class="button plain" href="/coordinator">
          {t('home.coordinator')}
        </a>
      </div>
    </Frame>
  );
}
