/** What kind of browser this is, as far as it says: only to explain what may happen in it, and what to do. */

/** Apps whose own window shows our page. Their names are brands, the same in every language. */
const inApps: readonly (readonly [name: string, sign: RegExp])[] = [
  ['LINE', /\bLine\/\d/],
  ['Zalo', /\bZalo (iOS|android)\/|ZaloTheme/i],
  ['Messenger', /MessengerForiOS|MessengerLiteForiOS|FB_IAB\/(MESSENGER|Orca)|FBAN\/Messenger/i],
  ['Instagram', /\bInstagram \d/],
  ['Facebook', /\bFB(AN|AV|IOS)\b|FB_IAB\//],
  ['TikTok', /musical_ly|BytedanceWebview|\bTikTok\b/i],
  ['WhatsApp', /\bWhatsApp\//],
];

/** The app in whose window this is shown, or null. Order counts: Messenger and Instagram say that they are Facebook's, too. */
export const inAppOf = (userAgent: string): string | null =>
  inApps.find(([, sign]) => sign.test(userAgent))?.[0] ?? null;

/** iPads say that they are Macs; no Mac has a touch screen. */
export const isIos = ({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): boolean =>
  /iP(hone|ad|od)/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);

export const isInstalled = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true;

/**
 * A link by which the app's window lets a page go to the phone's own browser; null where there is none that works.
 *
 *   LINE               openExternalBrowser=1 (developers.line.biz: opens in the default browser)
 *   Android, others    intent: (developer.chrome.com: Android Intents); what stands before `#Intent` is the address, `#…` and all
 *   iPhone, others     x-safari-https: (iOS 17 and later; Apple does not document it, so the link to copy stays beside it)
 */
export function wayOut(app: string, address: URL, isApple: boolean): string | null {
  if (address.protocol !== 'https:') return null;
  if (app === 'LINE') {
    const out = new URL(address);
    out.searchParams.set('openExternalBrowser', '1');
    return out.href;
  }
  const bare = address.href.slice('https://'.length);
  if (isApple) return `x-safari-https://${bare}`;
  const fallback = encodeURIComponent(address.href);
  return `intent://${bare}#Intent;scheme=https;action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;S.browser_fallback_url=${fallback};end`;
}

/**
 * Whether this looks like a private window, whose storage goes when it is closed. No browser says so; Firefox and Safari refuse the
 * private file system there, and Chrome gives less than twice its heap (as `detectincognitojs` found out).
 */
export async function looksPrivate(): Promise<boolean> {
  const directory = navigator.storage?.getDirectory;
  if (directory) {
    const isRefused = await directory.call(navigator.storage).then(
      () => false,
      () => true,
    );
    if (isRefused) return true;
  }
  const { quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  const heap = (performance as { memory?: { jsHeapSizeLimit: number } }).memory?.jsHeapSizeLimit;
  return quota !== undefined && heap !== undefined && quota < 2 * heap;
}
