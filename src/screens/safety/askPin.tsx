import type { ComponentChild } from 'preact';
import { render } from 'preact';
import { chooseLanguage, languages, openTexts, TextProvider } from '../../i18n/index.ts';
import type { Database } from '../../storage/index.ts';
import { LockScreen } from './LockScreen.tsx';

/** In the place of the page, until the PIN is right. */
export async function askedForPin(db: Database): Promise<Uint8Array> {
  const kept = localStorage.getItem('rintis.home.language');
  const wishes = kept ? [kept, ...navigator.languages] : navigator.languages;
  const language = chooseLanguage(wishes, languages, 'en');
  const texts = await openTexts(language, ['everyone', 'safety']);
  const app = document.getElementById('app');
  const place = document.createElement('div');
  if (app) app.hidden = true;
  document.body.append(place);
  const show = (screen: ComponentChild) =>
    render(
      <TextProvider texts={texts} first={language}>
        {screen}
      </TextProvider>,
      place,
    );
  return new Promise((resolve) => {
    const onOpen = (dataKey: Uint8Array) => {
      render(null, place);
      place.remove();
      if (app) app.hidden = false;
      resolve(dataKey);
    };
    show(<LockScreen db={db} offered={languages} onOpen={onOpen} />);
  });
}
