/** Hands on a page of Chromium: the same answer by mouse, by touch, or by keyboard alone. Every input is a real one. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Locator, Page } from 'playwright-core';

export type Way = 'mouse' | 'touch' | 'keys';

export interface Hands {
  readonly page: Page;
  readonly way: Way;
  /** A button, a box, a row of a list. */
  press(target: Locator): Promise<void>;
  /** Brings the focus there. */
  reach(target: Locator): Promise<void>;
  /** One radio of its group. */
  pick(target: Locator): Promise<void>;
  /** Puts these words in place of what stands in a field. */
  write(field: Locator, words: string): Promise<void>;
  /** An entry of a list that unfolds, by its value. */
  unfold(list: Locator, value: string): Promise<void>;
  /** A line across it. */
  draw(sheet: Locator): Promise<void>;
}

export async function handsOn(page: Page, way: Way): Promise<Hands> {
  const protocol = way === 'touch' ? await page.context().newCDPSession(page) : null;
  if (protocol)
    await protocol.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 1 });
  const press = async (target: Locator): Promise<void> => {
    if (way === 'keys') {
      await tabTo(page, target);
      return page.keyboard.press('Space');
    }
    if (protocol) return tap(protocol, target);
    await target.click();
  };
  const reach = (target: Locator): Promise<void> => (way === 'keys' ? tabTo(page, target) : press(target));
  return {
    page,
    way,
    press,
    reach,
    async pick(target) {
      if (way !== 'keys') return press(target);
      await tabIntoGroup(page, target);
      const name = await target.getAttribute('name');
      const most = await page.locator(`input[name="${name}"]`).count();
      for (let step = 0; step <= most; step++) {
        if (await isFocused(target)) break;
        await page.keyboard.press('ArrowDown');
      }
      if (!(await target.isChecked())) await page.keyboard.press('Space');
    },
    async write(field, words) {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+A');
      if (words === '') await page.keyboard.press('Backspace');
      else await page.keyboard.type(words);
    },
    async unfold(list, value) {
      if (way !== 'keys') {
        // what a phone or a desk opens for it is the system's own window, which no test can see
        await list.selectOption(value);
        return;
      }
      await tabTo(page, list);
      const steps = await list.evaluate((it: HTMLSelectElement, value) => {
        const all = [...it.options];
        return all.findIndex((option) => option.value === value) - it.selectedIndex;
      }, value);
      for (let step = 0; step < Math.abs(steps); step++)
        await page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    },
    draw: (sheet) => (protocol ? drawByTouch(protocol, sheet) : drawByMouse(page, sheet)),
  };
}

async function lineAcross(sheet: Locator): Promise<{ x: number; y: number }[]> {
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (!box) throw new Error('There is nothing to draw on.');
  const { x, y, width, height } = box;
  return [0.25, 0.35, 0.5, 0.65, 0.75].map((share) => ({
    x: x + width * share,
    y: y + height * (0.4 + share / 5),
  }));
}

async function drawByMouse(page: Page, sheet: Locator): Promise<void> {
  const [begin, ...rest] = await lineAcross(sheet);
  if (begin) await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y);
  await page.mouse.up();
}

async function drawByTouch(protocol: CDPSession, sheet: Locator): Promise<void> {
  const [begin, ...rest] = await lineAcross(sheet);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    protocol.send('Input.dispatchTouchEvent', { type, touchPoints });
  if (begin) await send('touchStart', [begin]);
  for (const point of rest) await send('touchMove', [point]);
  await send('touchEnd', []);
}

/** A finger on the middle of what can be seen of it. */
async function tap(protocol: CDPSession, target: Locator): Promise<void> {
  await target.click({ trial: true }); // there, still, and not covered: Playwright looks, and does nothing
  const box = await target.boundingBox();
  if (!box) throw new Error('Nothing is there to be touched.');
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await protocol.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await protocol.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((it) => document.activeElement === it);

const farthest = 400; // stops of the Tab key

/** With the Tab key, forwards or backwards, as somebody does who sees where the focus is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < farthest; stop++) {
    const where = await wayTo(target);
    if (where === 'here') return;
    await page.keyboard.press(where === 'before' ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The Tab key does not come to ${String(target)}.`);
}

async function tabIntoGroup(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < farthest; stop++) {
    const within = await target.evaluate(
      (it: HTMLInputElement) => (document.activeElement as HTMLInputElement | null)?.name === it.name,
    );
    if (within) return;
    const where = await wayTo(target);
    await page.keyboard.press(where === 'before' ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`The Tab key does not come to ${String(target)}.`);
}

const wayTo = (target: Locator): Promise<'here' | 'before' | 'after'> =>
  target.evaluate((it) => {
    const { activeElement } = document;
    if (activeElement === it) return 'here';
    if (!activeElement || activeElement === document.body) return 'after';
    const place = activeElement.compareDocumentPosition(it);
    return place & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';
  });

/** Once the page has drawn what came of it. */
export const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

/** Looks again and again until it is so; says what it waited for when patience ends. */
export async function until(what: string, isSo: () => Promise<boolean>, patience = 15_000): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(30)) if (await isSo()) return;
  throw new Error(`Waited for: ${what}.`);
}
