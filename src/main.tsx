/** Introduces the client's rooms to each other: which page this is, in which language, and the app's own update. */
import { type ComponentChild, render } from 'preact';
import { chooseLanguage, languages, openTexts, TextProvider } from './i18n/index.ts';
import {
  Catcher,
  DeviceScreen,
  EnumeratorScreen,
  HandOverDoor,
  NotReached,
  offerUpdate,
  offerWayOut,
  prepareEnumerator,
  prepareRespondent,
  readGlance,
  readPage,
  StorageDoor,
  SurveyScreen,
} from './screens/index.ts';
import './screens/styles.css';
import { endWithPage, enrolledHere, glance, knownHere, wasEnrolled } from './storage/known.ts';

const [, room = '', name = ''] = location.pathname.split('/');

/** What the page at this address needs besides what everybody does. */
type Words = Parameters<typeof openTexts>[1];

/** The page at this address; each of the others is a page of its own, kept on the device by the service worker. */
async function pageHere(): Promise<{ page: ComponentChild; language: string; words?: Words }> {
  const wishes = navigator.languages;
  if (room === 's') {
    const inPage = readPage(name);
    const found = (await knownHere()) ? await glance(name) : undefined;
    if (found?.begun) prepareRespondent();
    const seen = found === undefined ? inPage && { ...inPage, questionnaire: null } : readGlance(found);
    const survey = seen?.survey ?? inPage?.survey;
    const offered = survey?.languages ?? languages;
    const language = chooseLanguage(wishes, offered, survey?.defaultLanguage ?? 'en');
    return { page: <SurveyScreen id={name} inPage={inPage} seen={seen} offered={offered} />, language };
  }
  const language = chooseLanguage(wishes, languages, 'en');
  if (room === 'coordinator' && name === 'preview')
    return { page: await previewPage(), language, words: ['everyone', 'questionnaires'] };
  if (room === 'coordinator')
    return { page: await coordinatorsPage(), language, words: ['everyone', 'coordinator', 'making'] };
  const mayBeEnrolled = room === 'enrol' || room === 'interview' || (room === '' && wasEnrolled());
  if (mayBeEnrolled) prepareEnumerator().catch(() => undefined); // the page says it, if it does not come
  if (mayBeEnrolled || (room === '' && (await enrolledHere()))) {
    const page = <EnumeratorScreen path={location.pathname} offered={languages} />;
    return { page, language, words: ['everyone', 'enumerator'] };
  }
  if (room === 'storage') return { page: <StorageDoor offered={languages} />, language };
  if (room === 'hand-over') return { page: <HandOverDoor offered={languages} />, language };
  const page = (
    <DeviceScreen offered={languages}>
      {({ HomeScreen, MineScreen, WithdrawScreen }, device) =>
        room === 'mine' ? (
          <MineScreen device={device} offered={languages} />
        ) : room === 'withdraw' ? (
          <WithdrawScreen device={device} offered={languages} />
        ) : (
          <HomeScreen device={device} offered={languages} />
        )
      }
    </DeviceScreen>
  );
  return { page, language };
}

/** The coordinator's pages are never kept on a phone: without a network they may be missing, and the page says so. */
async function coordinatorsPage(): Promise<ComponentChild> {
  const rooms = await import('./dashboard/index.tsx').catch(() => null);
  return rooms ? <rooms.Dashboard offered={languages} /> : <NotReached offered={languages} />;
}

/** A questionnaire as respondents see it: for coordinators, and never kept on a phone, either. */
async function previewPage(): Promise<ComponentChild> {
  const rooms = await import('./screens/preview/index.ts').catch(() => null);
  const [, , , hash = ''] = location.pathname.split('/');
  return rooms ? <rooms.PreviewScreen hash={hash} /> : <NotReached offered={languages} />;
}

async function start(): Promise<void> {
  const { page, language, words } = await pageHere();
  const texts = await openTexts(language, words).catch(() => openTexts(language)); // enough to say what is missing
  const root = document.getElementById('app');
  if (!root) throw new Error('index.html has no #app');
  document.documentElement.lang = language;
  render(
    <TextProvider texts={texts} first={language}>
      <Catcher>{page}</Catcher>
    </TextProvider>,
    root,
  );
  offerWayOut();
  await keepApp();
}

/** After the first page is there: the service worker, so that the next time no network is needed. */
async function keepApp(): Promise<void> {
  const { applyUpdate, registerApp } = await import('./sync/update.ts');
  await registerApp({ onUpdateReady: () => offerUpdate({ apply: applyUpdate }) });
}

endWithPage(window);
await start();
