/**
 * Runs in the page: finds things as a person does who sees, or hears them read out, by role and accessible name. Bundled
 * once by `eyes.ts` and put into each document that a test looks at; never part of the app.
 */
import {
  getRole as ariaRole,
  computeAccessibleDescription,
  computeAccessibleName,
  isDisabled,
  isInaccessible,
} from 'dom-accessibility-api';

export interface NamePattern {
  readonly text: string;
  /** Flags of a regular expression; absent: the whole name must be this text. */
  readonly flags?: string;
}
export interface Wanted {
  readonly role: string;
  readonly name?: NamePattern;
  readonly within?: Wanted;
}
export interface Sight {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly value: string;
  readonly checked: boolean;
  readonly disabled: boolean;
}
export type Aim =
  | { readonly kind: 'ready'; readonly x: number; readonly y: number }
  | { readonly kind: 'wait'; readonly why: string };

const plain = (text: string): string => text.replace(/[\s\u200b]+/g, ' ').trim();

function fits(name: string, pattern: NamePattern | undefined): boolean {
  if (!pattern) return true;
  if (pattern.flags === undefined) return plain(name) === plain(pattern.text);
  return new RegExp(pattern.text, pattern.flags).test(plain(name));
}

function all({ role, name, within }: Wanted): Element[] {
  const roots = within ? all(within) : [document.documentElement];
  const found = roots.flatMap((root) =>
    [...root.querySelectorAll('*')].filter(
      (element) =>
        getRole(element) === role && isThere(element) && fits(computeAccessibleName(element), name),
    ),
  );
  return [...new Set(found)];
}

const isThere = (element: Element): boolean =>
  !element.closest('[inert]') && !isFoldedAway(element) && !isInaccessible(element);

/** Inside a closed `<details>`, where only its summary is to be seen. */
function isFoldedAway(element: Element): boolean {
  const folded = element.closest('details:not([open])');
  return folded !== null && folded !== element && !element.closest('summary');
}

/** Browsers read a summary out as a button that opens; ARIA has no role of its own for it. */
const getRole = (element: Element): string | null =>
  element.localName === 'summary' ? 'button' : ariaRole(element);

function describe(element: Element): Sight {
  const state =
    element.getAttribute('aria-checked') ??
    element.getAttribute('aria-pressed') ??
    element.getAttribute('aria-selected');
  return {
    role: getRole(element) ?? element.localName,
    name: plain(computeAccessibleName(element)),
    description: plain(computeAccessibleDescription(element)),
    value: 'value' in element ? String(element.value) : '',
    checked: element instanceof HTMLInputElement ? element.checked : state === 'true',
    disabled: isDisabled(element),
  };
}

/** Everything of this kind that is there to be noticed. */
const find = (wanted: Wanted): Sight[] => all(wanted).map(describe);

const findAll = (roles: readonly string[]): Sight[][] => {
  const there = [...document.querySelectorAll('*')].filter(
    (element) => roles.includes(getRole(element) ?? '') && isThere(element),
  );
  return roles.map((role) => there.filter((element) => getRole(element) === role).map(describe));
};

function focus(wanted: Wanted): void {
  const [element] = all(wanted);
  if (element instanceof HTMLElement) element.focus();
}

/** Where to put the finger, once the one thing meant is there, still, and not under another. */
async function aim(wanted: Wanted): Promise<Aim> {
  const found = all(wanted);
  const [element] = found;
  if (!element) return wait(`there is none; the page shows ${JSON.stringify(outline()).slice(0, 1_500)}`);
  if (found.length > 1) return wait(`there are ${found.length}`);
  if (isDisabled(element)) return wait('it is disabled');
  for (const target of [element, ...labelsOf(element)]) {
    target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const before = target.getBoundingClientRect();
    await frame();
    const { left, top, width, height } = target.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    if (Math.abs(before.top - top) > 1 || Math.abs(before.left - left) > 1) return wait('it is moving');
    const x = left + width / 2;
    const y = top + height / 2;
    const onTop = document.elementFromPoint(x, y);
    if (onTop && belongs(onTop, element)) return { kind: 'ready', x, y };
  }
  return wait('it is covered by something else');
}

const wait = (why: string): Aim => ({ kind: 'wait', why });

const frame = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 34)); // two frames; rAF sleeps in hidden tabs

const labelsOf = (element: Element): Element[] =>
  'labels' in element && element.labels instanceof NodeList ? ([...element.labels] as Element[]) : [];

const belongs = (onTop: Element, element: Element): boolean =>
  element.contains(onTop) || labelsOf(element).some((label) => label.contains(onTop));

/** What can be done on this page: for the message when something is not found. */
const outline = (): string[] =>
  [...document.body.querySelectorAll('h1, h2, button, summary, a[href], input, textarea, select, [role]')]
    .filter(isThere)
    .map((element) => {
      const states = [isDisabled(element) && 'disabled', document.activeElement === element && 'focused'];
      return [getRole(element), plain(computeAccessibleName(element)), ...states].filter(Boolean).join(' ');
    });

/** What is rendered, not what is in the document: that is the point. */
const text = (): string => plain(document.body?.innerText ?? '');

const focused = (): Sight | null => (document.activeElement ? describe(document.activeElement) : null);

/** Wider than the window: the page would scroll sideways. Names what sticks out. */
function sideways(): string[] {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map(
      (element) =>
        `${element.localName}.${element.className}: ${plain(element.textContent ?? '').slice(0, 40)}`,
    );
}

const language = (): string => document.documentElement.lang;

export const eyes = { find, findAll, focus, aim, text, focused, sideways, language, outline };
declare global {
  var __eyes: typeof eyes | undefined;
}
globalThis.__eyes = eyes;
