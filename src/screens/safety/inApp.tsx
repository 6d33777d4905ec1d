/** A way out of another app's window, above whatever page is open in it. */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { chooseLanguage, languages, openTexts, TextProvider, useText } from '../../i18n/index.ts';
import { openDevice } from '../device.ts';
import { inAppOf, isIos, wayOut } from './browser.ts';
import { linkWith } from './carry.ts';
import './safety.css';

const stays = 'rintis.stays';

/** Shows it, once for each visit, in the language of the page and in those that are chosen later. */
export async function showWayOut(): Promise<void> {
  const app = inAppOf(navigator.userAgent);
  if (!app || sessionStorage.getItem(stays)) return;
  const place = document.createElement('div');
  place.className = 'way-out';
  document.body.prepend(place);
  const leave = () => {
    sessionStorage.setItem(stays, '1');
    render(null, place);
    place.remove();
  };
  const show = async () => {
    const language = chooseLanguage([document.documentElement.lang], languages, 'en');
    const texts = await openTexts(language, ['everyone', 'safety']);
    render(
      <TextProvider key={language} texts={texts} first={language}>
        <WayOut app={app} onStay={leave} />
      </TextProvider>,
      place,
    );
  };
  await show();
  new MutationObserver(() => void (place.isConnected && show())).observe(document.documentElement, {
    attributeFilter: ['lang'],
  });
}

function WayOut({ app, onStay }: { app: string; onStay(): void }) {
  const { t } = useText();
  const [said, setSaid] = useState<'copied' | 'notCopied' | 'files' | null>(null);
  const open = async () => {
    const address = await hereWithDraft();
    if (address === 'files') return setSaid('files');
    const out = wayOut(app, address, isIos(navigator));
    if (out) location.href = out;
    else setSaid('notCopied');
  };
  const copy = async () => {
    const address = await hereWithDraft();
    if (address === 'files') return setSaid('files');
    await navigator.clipboard.writeText(address.href).then(
      () => setSaid('copied'),
      () => setSaid('notCopied'),
    );
  };
  return (
    <aside aria-label={t('leave.open')}>
      <p>{t('leave.text', { app })}</p>
      {said && <p role="status">{t(`leave.${said}`, { app })}</p>}
      <div class="buttons">
        <button type="button" class="button main" onClick={() => void open()}>
          {t('leave.open')}
        </button>
        <button type="button" class="button" onClick={() => void copy()}>
          {t('leave.copy')}
        </button>
        <button type="button" class="button plain" onClick={onStay}>
          {t('leave.stay')}
        </button>
      </div>
    </aside>
  );
}

/** Where the person is, with what they began here; where that has photos, or is too long, they finish it here. */
async function hereWithDraft(): Promise<URL | 'files'> {
  const [, room = '', survey = ''] = location.pathname.split('/');
  const device = await openDevice();
  const link = device ? await linkWith(device.db, room === 's' ? survey : undefined) : 'none';
  if (link instanceof URL) return link;
  return link === 'none' ? new URL(location.href) : 'files';
}
