/**
 * Somebody with a browser. What they do is said in the words that a person would use: they open, see, tap and type, by
 * role and name, with real input, on Chromium, Firefox and WebKit alike.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserName, Engine, Habits, Key, Size, Tab } from './engine.ts';
import type { Aim, NamePattern, Sight, Wanted } from './eyes.page.ts';
import { axeScript, eyesScript } from './eyes.ts';
import { launch } from './launch.ts';

export type { Sight } from './eyes.page.ts';
export type Name = string | RegExp;

export interface Place {
  readonly role: string;
  readonly name?: Name;
  readonly within?: Place;
}

export interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly where: readonly string[];
}

export const phone: Size = { width: 360, height: 740 };
export const desktop: Size = { width: 1280, height: 800 };

/** How long a person waits for something before they say that it does not come. */
const patience = 20_000;

export async function meet(
  name: BrowserName,
  habits: Partial<Omit<Habits, 'profile'>> = {},
): Promise<Person> {
  const profile = await mkdtemp(join(tmpdir(), 'rintis-person-'));
  const all: Habits = {
    language: 'en',
    colours: 'light',
    size: phone,
    keepsNothing: false,
    pretendsDevices: false,
    ...habits,
    profile,
  };
  const engine = await launch(name, all);
  return new Person(all, engine, await engine.newTab());
}

export class Person {
  readonly #habits: Habits;
  #engine: Engine;
  #tab: Tab;
  #tabs: Tab[];

  constructor(habits: Habits, engine: Engine, tab: Tab) {
    this.#habits = habits;
    this.#engine = engine;
    this.#tab = tab;
    this.#tabs = [tab];
  }

  get browser(): BrowserName {
    return this.#engine.name;
  }
  get version(): string {
    return this.#engine.version;
  }
  /** The protocol's own page, for what only one engine can do. */
  get tab(): Tab {
    return this.#tab;
  }
  /** Whether a killed browser comes back with what it kept. */
  get remembers(): boolean {
    return this.#engine.remembers;
  }
  get canGoOffline(): boolean {
    return this.#engine.network !== undefined;
  }

  opens = (url: string): Promise<void> => this.#tab.open(url);
  reloads = (): Promise<void> => this.#tab.reload();
  presses = async (key: Key, times = 1): Promise<void> => {
    for (let time = 0; time < times; time++) await this.#tab.press(key);
  };

  /** As long as it takes to look up and down again. */
  pauses = (): Promise<void> => sleep(700);

  /** Waits until the words are on the page. */
  async reads(words: Name, wait = patience): Promise<void> {
    await until(
      async () => (matches(await this.text(), words) ? undefined : await this.text()),
      `read ${words}`,
      wait,
    );
  }
  async readsNot(words: Name, wait = patience): Promise<void> {
    await until(
      async () => (matches(await this.text(), words) ? await this.text() : undefined),
      `no longer read ${words}`,
      wait,
    );
  }
  /** Waits until there is at least one of these, and tells how it looks. */
  async sees(role: string, name?: Name, within?: Place, wait = patience): Promise<Sight> {
    const what = place(role, name, within);
    let sight: Sight | undefined;
    await until(
      async () => {
        [sight] = await this.finds(what);
        return sight ? undefined : JSON.stringify(await this.#look<string[]>('outline()'));
      },
      `see ${said(what)}`,
      wait,
    );
    if (!sight) throw new Error('unreachable');
    return sight;
  }
  async seesNo(role: string, name?: Name, within?: Place): Promise<void> {
    const what = place(role, name, within);
    await until(
      async () => ((await this.finds(what)).length ? 'it is there' : undefined),
      `see no ${said(what)}`,
    );
  }
  finds(what: Place): Promise<Sight[]> {
    return this.#look(`find(${JSON.stringify(wanted(what))})`);
  }
  /** Several kinds at once, as they are at one moment. */
  findsAll(...roles: string[]): Promise<Sight[][]> {
    return this.#look(`findAll(${JSON.stringify(roles)})`);
  }
  text = (): Promise<string> => this.#look('text()');
  focus = (): Promise<Sight | null> => this.#look('focused()');
  language = (): Promise<string> => this.#look('language()');
  sideways = (): Promise<string[]> => this.#look('sideways()');

  /** Taps the one thing of this role and name, as soon as a finger can reach it. */
  async taps(role: string, name: Name, within?: Place): Promise<void> {
    const what = place(role, name, within);
    let aim: Aim | undefined;
    await until(
      async () => {
        aim = await this.#look<Aim>(`aim(${JSON.stringify(wanted(what))})`);
        return aim.kind === 'ready' ? undefined : aim.why;
      },
      `tap ${said(what)}`,
    );
    if (aim?.kind === 'ready') await this.#tab.tap(aim.x, aim.y);
  }
  /** Taps into the field and types. */
  async types(label: Name, words: string, role = 'textbox', within?: Place): Promise<void> {
    await this.taps(role, label, within);
    await this.#tab.write(words);
  }

  /** Chooses this file: for the camera's button, or for the one of the device's files. */
  async givesFile(path: string, from: 'camera' | 'files' = 'files'): Promise<void> {
    const input = `input[type=file]${from === 'camera' ? '[capture]' : ':not([capture])'}`;
    await until(
      async () =>
        (await this.#tab.run(`document.querySelector('${input}') !== null`)) ? undefined : this.text(),
      `give a file to ${input}`,
    );
    await this.#tab.giveFile(input, path);
  }

  /** Chooses from a drop-down list with the keyboard, as one may. */
  async chooses(label: Name, value: string): Promise<void> {
    const what = place('combobox', label);
    await this.sees('combobox', label);
    await this.pauses(); // a page that has just come may still take the focus to its heading
    await this.#look(`focus(${JSON.stringify(wanted(what))})`);
    await this.#tab.press('Home');
    for (let step = 0; step < 50; step++) {
      // by the focus, not by the label: a list of languages changes its own
      if ((await this.focus())?.value === value) return;
      await this.#tab.press('ArrowDown');
    }
    throw new Error(`The list ${label} does not come to ${value}.`);
  }

  /** Another tab of the same browser, in front from now on. */
  async opensTab(url: string): Promise<void> {
    this.#tab = await this.#engine.newTab();
    this.#tabs.push(this.#tab);
    await this.#tab.open(url);
  }
  turnsToTab(number: number): void {
    const tab = this.#tabs[number];
    if (!tab) throw new Error(`There is no tab ${number}.`);
    this.#tab = tab;
  }

  /** The battery is pulled, the browser is started again: with the same profile, where the engine keeps one. */
  async losesPower(): Promise<void> {
    await this.#engine.kill();
    this.#engine = await launch(this.#engine.name, this.#habits);
    this.#tab = await this.#engine.newTab();
    this.#tabs = [this.#tab];
  }
  /** The page in front dies, and the browser lives on. Chromium only. */
  async crashesTab(): Promise<void> {
    if (!this.#tab.crash) throw new Error(`${this.browser} cannot crash a tab on demand.`);
    await this.#tab.crash();
    this.#tabs = this.#tabs.filter((tab) => tab !== this.#tab);
  }
  /** Changes between the light and the dark screen, where the engine lets one do it. */
  async prefers(colours: Habits['colours']): Promise<void> {
    if (!this.#tab.prefer) throw new Error(`${this.browser} cannot change its colours on the way.`);
    await this.#tab.prefer(colours);
  }
  async goesOffline(): Promise<void> {
    await this.#engine.network?.(false);
  }
  async goesOnline(): Promise<void> {
    await this.#engine.network?.(true);
  }

  /** What axe-core has against this page, or only against its colours. */
  async axe(about: keyof typeof axeOptions = 'everything'): Promise<Violation[]> {
    const isThere = await this.#tab.run('typeof globalThis.axe === "object"');
    if (!isThere) await this.#tab.run(asStatement(await axeScript()));
    // a colour on its way is nobody's colour
    await this.#tab.run(
      'Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => 0)',
    );
    return (await this.#tab.run(axeRun(about))) as Violation[];
  }
  shot = (): Promise<Buffer> => this.#tab.shot();

  async leaves(): Promise<void> {
    await this.#engine.close();
    await rm(this.#habits.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async #look<T>(call: string): Promise<T> {
    const look = `globalThis.__eyes ? globalThis.__eyes.${call} : '__blind'`;
    let seen = await this.#tab.run(look);
    if (seen === '__blind') {
      await this.#tab.run(asStatement(await eyesScript()));
      seen = await this.#tab.run(look);
    }
    return seen as T;
  }
}

/** WCAG 2.2 A and AA, and what axe calls best practice; of these, the rules that the colour scheme can make a difference to. */
const axeOptions = {
  everything: {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  },
  colours: {
    runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
    resultTypes: ['violations'],
  },
};

// What lies half under an open menu is nobody's aim while it is open; without the menu it is looked at, too.
const seen = `document.querySelector('details.menu[open]') ? { exclude: ['main'] } : document`;

// A button half under the bar at the bottom is only half scrolled: what counts is what is too small also a little further on.
const axeRun = (
  about: keyof typeof axeOptions,
) => `axe.run(${seen}, ${JSON.stringify(axeOptions[about])}).then(async ({ violations }) => {
  const small = violations.find(({ id }) => id === 'target-size');
  if (small) {
    scrollBy(0, scrollY > 80 ? -80 : 80);
    const again = await axe.run(document, { runOnly: { type: 'rule', values: ['target-size'] } });
    const still = new Set(again.violations.flatMap(({ nodes }) => nodes.map(({ target }) => target.join())));
    small.nodes = small.nodes.filter(({ target }) => still.has(target.join()));
  }
  return violations.filter(({ nodes }) => nodes.length > 0).map(({ id, impact, nodes }) => ({ id, impact,
    where: nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary.slice(0, 300)) }));
})`;

const asStatement = (script: string): string => `(() => { ${script}\n})()`;

const place = (role: string, name?: Name, within?: Place): Place => ({
  role,
  ...(name === undefined ? {} : { name }),
  ...(within ? { within } : {}),
});

const pattern = (name: Name): NamePattern =>
  typeof name === 'string' ? { text: name } : { text: name.source, flags: name.flags };

const wanted = ({ role, name, within }: Place): Wanted => ({
  role,
  ...(name === undefined ? {} : { name: pattern(name) }),
  ...(within ? { within: wanted(within) } : {}),
});

const said = ({ role, name, within }: Place): string =>
  `${role} ${name ?? ''}${within ? ` within ${said(within)}` : ''}`;

const matches = (text: string, words: Name): boolean =>
  typeof words === 'string' ? text.includes(words.replace(/[\s\u200b]+/g, ' ').trim()) : words.test(text);

/** Looks again and again, until there is nothing in the way; says what was, when patience ends. A page in motion may fail a look. */
async function until(
  inTheWay: () => Promise<string | undefined>,
  what: string,
  wait = patience,
): Promise<void> {
  const end = Date.now() + wait;
  for (let rest = 20; ; rest = Math.min(rest * 1.5, 100)) {
    const why = await inTheWay().catch((error: Error) => `looking failed: ${error.message}`);
    if (why === undefined) return;
    if (Date.now() > end) throw new Error(`Could not ${what}: ${why.slice(0, 2_000)}`);
    await sleep(rest);
  }
}
