/** The few words of the W3C WebDriver protocol that we need, over fetch. https://www.w3.org/TR/webdriver2/ */
import * as z from 'zod/mini';

const Failure = z.object({ error: z.string(), message: z.string() });
const Reply = z.object({ value: z.unknown() });
const Session = z.object({ sessionId: z.string(), capabilities: z.object({ browserVersion: z.string() }) });

/** WebDriver's private-use code points for keys (§ Keyboard actions). */
export const keyCodes = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
} as const;

export interface Driver {
  readonly version: string;
  get(path: string): Promise<unknown>;
  post(path: string, body?: object): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

const patience = { script: 180_000 }; // of what runs in a page: half a minute is short for 500 photos on a busy machine

/** A session: paths are below `/session/<id>`. */
export async function newSession(address: string, capabilities: object): Promise<Driver> {
  const asked = await call('POST', `${address}/session`, {
    capabilities: { alwaysMatch: { timeouts: patience, ...capabilities } },
  });
  const session = Session.parse(asked);
  const at = (path: string) => `${address}/session/${session.sessionId}${path}`;
  return {
    version: session.capabilities.browserVersion,
    get: (path) => call('GET', at(path)),
    post: (path, body = {}) => call('POST', at(path), body),
    delete: (path) => call('DELETE', at(path)),
  };
}

async function call(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(60_000),
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const { value } = Reply.parse(await response.json());
  const failure = Failure.safeParse(value);
  if (failure.success)
    throw new Error(`${method} ${new URL(url).pathname}: ${failure.data.error}: ${failure.data.message}`);
  return value;
}
