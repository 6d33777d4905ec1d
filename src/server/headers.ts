/** What every reply tells the browser not to do. */
import { createMiddleware } from 'hono/factory';

/** `styles` are hashes of style elements that the built page has inside. Scripts are never inside. */
export function contentPolicy(https: boolean, styles: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styles.map((hash) => `'${hash}'`)].join(' '),
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

export const securityHeaders = (https: boolean, policy: string) =>
  createMiddleware(async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('x-content-type-options', 'nosniff');
    headers.set('cross-origin-resource-policy', 'same-origin');
    const type = headers.get('content-type') ?? '';
    if (isOnlyRead(type, c.req.path)) return;
    if (https) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (isData.test(type)) return;
    headers.set('content-security-policy', isPreview(c.req.path) ? framed(policy) : policy);
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('permissions-policy', permissions);
  });

/** The preview of a questionnaire stands in a frame of our own page; nothing else of ours stands in anybody's. */
const isPreview = (path: string): boolean => path.startsWith('/coordinator/preview/');
const framed = (policy: string): string => policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'");

/** No page, since nothing may guess that it is one (`nosniff`): nothing in it runs. A receipt is 0.9 kB shorter without the rest. */
const isData = /^application\/((problem\+)?json|x-ndjson)\b/;

/**
 * The server's moment, in milliseconds, so that a phone can tell how wrong its clock is: `Date` has only seconds, and a proxy
 * may write its own. Not on what a cache may keep. The phone rounds what it makes of it to the day where the survey is
 * anonymous; the server keeps nothing of it.
 */
export const tellTime = (now: () => number) =>
  createMiddleware(async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.get('cache-control')?.includes('max-age'))
      headers.set('server-time', new Date(now()).toISOString());
  });

/**
 * Styles, scripts of a page and pictures run under their page's policy: half a kilobyte less with each. Workers have a policy
 * of their own.
 */
const isOnlyRead = (type: string, path: string): boolean =>
  path.startsWith('/assets/') &&
  !path.startsWith('/assets/worker-') &&
  /^(text\/(css|javascript)|image\/(png|webp)|font\/)/.test(type);

/** Place, camera and microphone are asked for by questions; nothing else is ours to ask for. */
const permissions = [
  'geolocation=(self)',
  'camera=(self)',
  'microphone=(self)',
  ...[
    'accelerometer',
    'browsing-topics',
    'display-capture',
    'gyroscope',
    'magnetometer',
    'midi',
    'payment',
    'usb',
  ].map((name) => `${name}=()`),
].join(', ');
