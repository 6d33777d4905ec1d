import { expect, test } from 'vitest';
import { inAppOf, isIos, wayOut } from '../../src/screens/safety/browser.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'Mozilla/5.0 (Linux; Android 14; SM-A146P; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

test.each([
  ['LINE', `${iphone} Mobile/15E148 Safari Line/14.21.0`],
  ['LINE', `${android} Line/14.21.1/IAB`],
  ['Zalo', `${iphone} Mobile/15E148 Zalo iOS/640 ZaloTheme/light ZaloLanguage/vn`],
  ['Zalo', `${android} Zalo android/12100634 ZaloTheme/light ZaloLanguage/vi`],
  [
    'Messenger',
    `${iphone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/442.0.0.42.110;FBDV/iPhone15,2;FBSN/iOS]`,
  ],
  ['Messenger', `${android} [FB_IAB/MESSENGER;FBAV/450.0.0.42.109;]`],
  ['Messenger', `${android} [FB_IAB/Orca-Android;FBAV/450.0.0.42.109;]`],
  ['Facebook', `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101]`],
  ['Facebook', `${android} [FB_IAB/FB4A;FBAV/480.0.0.0;]`],
  ['Instagram', `${iphone} Mobile/15E148 Instagram 350.0.0.0 (iPhone15,2; iOS 18_0; en_US)`],
  ['Instagram', `${android} Instagram 350.0.0.0 Android`],
  [null, `${iphone} Version/18.3 Mobile/15E148 Safari/604.1`],
  [null, `${iphone} CriOS/138.0.7204.156 Mobile/15E148 Safari/604.1`],
  [null, android.replace('; wv', '')],
  [null, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
])('the window is known for %s’s', (app, userAgent) => {
  expect(inAppOf(userAgent)).toBe(app);
});

test('an iPad that says it is a Mac is known by its touch screen', () => {
  const mac =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.3 Safari/605.1.15';
  expect(isIos({ userAgent: mac, maxTouchPoints: 5 })).toBe(true);
  expect(isIos({ userAgent: mac, maxTouchPoints: 0 })).toBe(false);
  expect(isIos({ userAgent: iphone, maxTouchPoints: 5 })).toBe(true);
});

test('each way out leads to the same page, with what is behind #', () => {
  const page = new URL('https://survey.example/storage?lang=th#carried=abc');
  expect(wayOut('LINE', page, true)).toBe(
    'https://survey.example/storage?lang=th&openExternalBrowser=1#carried=abc',
  );
  expect(wayOut('Zalo', page, true)).toBe('x-safari-https://survey.example/storage?lang=th#carried=abc');
  const intent = wayOut('Zalo', page, false) ?? '';
  expect(intent).toMatch(/^intent:\/\/survey\.example\/storage\?lang=th#carried=abc#Intent;scheme=https;/);
  expect(decodeURIComponent(/browser_fallback_url=([^;]*)/.exec(intent)?.[1] ?? '')).toBe(page.href);
  expect(wayOut('Zalo', new URL('http://192.168.0.1/s/demo'), false)).toBeNull();
});
