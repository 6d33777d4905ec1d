/** What a page is asked from inside: how long from a person's hand to the frame that shows what came of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** What is to be seen, in words that a page's policy lets it judge: nothing is evaluated there. */
export interface Effect {
  /** Something in it is there and takes room; `checked` and `text` say more. */
  readonly selector: string;
  readonly checked?: true;
  readonly text?: string;
}

/**
 * From the trusted event on, each frame is asked for the effect; the time is taken in the first task after the frame that has
 * it. As the peers were measured: `../shared/bench/browser/lib.mjs`.
 */
export const watch = `{
  const paint = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  };
  const isThere = ({ selector, checked, text }) => {
    const found = document.querySelector(selector);
    if (!found || (checked && !found.checked)) return false;
    if (text !== undefined && !found.textContent.includes(text)) return false;
    return (found.closest('label') ?? found).getClientRects().length > 0;
  };
  const until = (effect, since, done) => {
    const look = () => {
      const had = isThere(effect);
      paint(() => (had || isThere(effect) ? done(performance.now() - since) : requestAnimationFrame(look)));
    };
    requestAnimationFrame(look);
  };
  globalThis.untilSeen = (effect, since) => {
    globalThis.took = null;
    until(effect, since, (time) => { globalThis.took = time; });
  };
  globalThis.afterNext = (type, effect) => {
    globalThis.took = null;
    const heard = (event) => {
      if (!event.isTrusted) return;
      removeEventListener(type, heard, true);
      until(effect, event.timeStamp, (time) => { globalThis.took = time; });
    };
    addEventListener(type, heard, true);
  };
}`;

/** Milliseconds from what `act` does until the effect is painted. */
export async function timed(
  page: Page,
  type: 'click' | 'keydown',
  effect: Effect,
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(`afterNext(${JSON.stringify(type)}, ${JSON.stringify(effect)})`);
  await act();
  return took(page, effect);
}

/** Milliseconds from the navigation until it is painted. */
export async function seenSinceOpening(page: Page, effect: Effect): Promise<number> {
  await page.evaluate(`untilSeen(${JSON.stringify(effect)}, 0)`);
  return took(page, effect);
}

async function took(page: Page, effect: Effect): Promise<number> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(15)) {
    const time: unknown = await page.evaluate('globalThis.took');
    if (typeof time === 'number') return time;
  }
  throw new Error(`Never seen: ${JSON.stringify(effect)}`);
}
