/**
 * WebKitGTK, spoken to over W3C WebDriver. Its automation keeps nothing on disk, so a killed browser forgets; it has no
 * headless mode, so it gets a screen; its window is never narrower than its tool bar (447 px); and it speaks English unless
 * the machine has the locale: there a person chooses the language in the app.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../ports.ts';
import { start } from '../processes.ts';
import type { Engine, FoundBrowser, Habits, Key, Tab } from './engine.ts';
import { screen } from './screen.ts';
import { type Driver, keyCodes, newSession } from './webdriver.ts';

export async function launchWebkit(browser: FoundBrowser, habits: Habits): Promise<Engine> {
  const port = await freePort();
  const driver = start(browser.driver ?? '', [`--port=${port}`], {
    ...(await screen()),
    GTK_THEME: habits.colours === 'dark' ? 'Adwaita:dark' : 'Adwaita',
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // its sandbox needs rights that a container does not give
  });
  const address = `http://127.0.0.1:${port}`;
  await answers(address);
  const session = await newSession(address, {
    'webkitgtk:browserOptions': { binary: browser.binary, args: ['--automation'] },
  });
  let first: string | undefined = String(await session.get('/window'));

  return {
    name: 'webkit',
    version: session.version,
    remembers: false,
    async newTab() {
      if (!first) return tab(session, await openTab(session));
      const made = tab(session, first);
      first = undefined;
      await resize(session, made, habits);
      return made;
    },
    kill: () => driver.end('SIGKILL'),
    async close() {
      await session.delete('').catch(() => undefined); // ended below in any case
      await driver.end('SIGTERM');
    },
  };
}

async function openTab(session: Driver): Promise<string> {
  const made = (await session.post('/window/new', { type: 'window' })) as { handle: string };
  return made.handle;
}

/** The window has a frame and a tool bar: it is made larger by as much as they take, while that helps. */
async function resize(session: Driver, made: Tab, { size }: Habits): Promise<void> {
  await made.open('about:blank');
  const measure = async () =>
    (await made.run('({ width: innerWidth, height: innerHeight })')) as Habits['size'];
  let inside = await measure();
  for (let tries = 0; tries < 4; tries++) {
    if (inside.width === size.width && inside.height === size.height) return;
    const outside = (await session.get('/window/rect')) as Habits['size'];
    await session.post('/window/rect', {
      width: Math.max(1, outside.width + size.width - inside.width),
      height: Math.max(1, outside.height + size.height - inside.height),
    });
    await sleep(100);
    inside = await measure();
  }
}

function tab(session: Driver, handle: string): Tab {
  const here = async () => {
    await session.post('/window', { handle });
  };
  const act = async (type: 'pointer' | 'key', actions: object[], parameters?: object) => {
    await here();
    await session.post('/actions', {
      actions: [{ type, id: type, actions, ...(parameters ? { parameters } : {}) }],
    });
  };
  return {
    async open(url) {
      await here();
      await session.post('/url', { url });
    },
    async reload() {
      await here();
      await session.post('/refresh');
    },
    async run(expression) {
      await here();
      const said = (await session.post('/execute/async', { script: asScript(expression), args: [] })) as Said;
      if ('threw' in said) throw new Error(`In the page: ${said.threw}`);
      return JSON.parse(said.json)[0];
    },
    tap: (x, y) =>
      act(
        'pointer',
        [
          { type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y), origin: 'viewport' },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
        { pointerType: 'mouse' },
      ),
    press: (key) => act('key', keystrokes(key)),
    write: (text) =>
      act(
        'key',
        [...text].flatMap((value) => [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ]),
      ),
    async giveFile(input, path) {
      await here();
      const found = await session.post('/element', { using: 'css selector', value: input });
      await session.post(`/element/${Object.values(found as object)[0]}/value`, { text: path });
    },
    async shot() {
      await here();
      return Buffer.from(String(await session.get('/screenshot')), 'base64');
    },
    async close() {
      await here();
      await session.delete('/window');
    },
  };
}

type Said = { json: string } | { threw: string };

/** Written into the script, not passed to `eval`: a page's content policy binds eval, but not the driver. */
const asScript = (expression: string): string => `const done = arguments[0];
Promise.resolve().then(() => (
${expression}
)).then(
  (value) => done({ json: JSON.stringify([value]) }),
  (error) => done({ threw: String(error?.stack ?? error) }));`;

function keystrokes(key: Key): object[] {
  const names = key.split('+') as (keyof typeof keyCodes)[];
  const down = names.map((name) => ({ type: 'keyDown', value: keyCodes[name] }));
  return [...down, ...down.map(({ value }) => ({ type: 'keyUp', value })).reverse()];
}

async function answers(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const status = await fetch(`${address}/status`).catch(() => undefined); // not up yet
    if (status?.ok) return;
    await sleep(100);
  }
  throw new Error('WebKitWebDriver does not answer.');
}
