/** What others answer in the server's place: hotels, proxies, and somebody who means harm. */
import { toProblem } from '../../../src/server/problem.ts';
import type { Chance } from './chance.ts';
import type { WayFault } from './plan.ts';
import type { Said } from './way.ts';

const html = (status: number, text: string, headers: Record<string, string> = {}): Said => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  text: `<!doctype html><title>${text}</title>`,
});
const json = (status: number, said: unknown): Said => ({
  status,
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify(said),
});

/** Replies to a request that never reached the server. */
export const proxyReplies = (chance: Chance): Partial<Record<WayFault, () => Said>> => ({
  'login page': () => html(200, 'Hotel Wi-Fi'),
  'login in JSON': () => json(200, { login: '/hotel', receipt: 'none' }),
  'login wanted (511)': () => html(511, 'Login wanted'),
  redirect: () => ({ status: 0, headers: {}, text: '' }),
  'proxy error page': () => html(chance.one([400, 403, 404, 407, 413, 500, 502, 504]), 'Proxy'),
  'proxy busy, retry later': () =>
    html(chance.one([429, 503]), 'Busy', {
      'retry-after': chance.one(['0', '120', '7200', '999999', 'soon']),
    }),
  'forged refusal': () =>
    json(422, toProblem({ code: chance.one(['submission-malformed', 'survey-unknown', 'server-failed']) })),
});
