import { expect, test } from 'vitest';
import { onlyWithItsHash } from '../../service-worker/questionnaires.ts';
import { answererOf, fromCache } from '../../service-worker/routes.ts';

const origin = 'https://survey.example';
const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'; // of "hello"
const asks = (url: string, { method = 'GET', mode = 'cors' } = {}) =>
  answererOf({ url: new URL(url, origin).href, method, mode }, origin);

test.each([
  ['/', 'navigate', 'page'],
  ['/s/demo?x=1', 'navigate', 'page'],
  ['/coordinator', 'navigate', 'network'],
  ['/api/coordinator/surveys/demo/export', 'navigate', 'network'],
  ['/apiary', 'navigate', 'page'],
  ['/assets/main-x.js', 'cors', 'shell'],
  [`/api/questionnaires/${hash}`, 'cors', 'questionnaire'],
  ['/api/questionnaires/latest', 'cors', 'network'],
  ['/api/surveys/demo', 'cors', 'network'],
  ['https://elsewhere.example/x.js', 'cors', 'network'],
])('%s asked by %s: %s answers', (url, mode, answerer) => {
  expect(asks(url, { mode })).toBe(answerer);
});

test('what is sent up is left to the page', () => {
  for (const method of ['PUT', 'POST', 'DELETE', 'HEAD']) {
    expect(asks(`/api/questionnaires/${hash}`, { method })).toBe('network');
    expect(asks('/', { method, mode: 'navigate' })).toBe('network');
  }
});

test('only the text with the hash in its address is kept as a questionnaire', async () => {
  const keeps = async (response: Response) =>
    onlyWithItsHash.cacheWillUpdate({
      request: new Request(`${origin}/api/questionnaires/${hash}`),
      response,
    });
  const right = new Response('hello');
  expect(await keeps(right)).toBe(right);
  expect(await right.text()).toBe('hello');
  expect(await keeps(new Response('<html>Welcome</html>'))).toBeNull();
  expect(await keeps(new Response('hello', { status: 206 }))).toBeNull();
});

test('the browser itself takes from the cache what its name tells the content of', () => {
  const files = [
    { url: '/assets/start-Ab1.js', revision: null, integrity: '' },
    { url: '/index.html', revision: 'c0ffee', integrity: '' }, // which of them, the worker decides
  ];
  expect(fromCache(files, 'rintis-build-1-shell')).toEqual({
    condition: { or: [{ urlPattern: { pathname: '/assets/start-Ab1.js' } }] },
    source: { cacheName: 'rintis-build-1-shell' },
  });
});
