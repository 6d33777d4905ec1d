/** What a screen shows of its answers, and whether it says that they are saved: as it stands at one moment. */
import type { Page } from 'playwright-core';

export interface Seen {
  /** The step, as the address has it. */
  readonly hash: string;
  readonly place: 'notice' | 'step' | 'review' | 'receipt' | 'elsewhere';
  /** All that was given is said to be kept. */
  readonly isSaved: boolean;
  /** The device said that it could not keep something. */
  readonly isAlarmed: boolean;
  /** Whatever is kept as a file is drawn; before, nothing stands where its picture will. */
  readonly isDrawn: boolean;
  /** What stands in each question, by its ref; of a repeat, how many there are. */
  readonly fields: Readonly<Record<string, string>>;
}

export const see = (page: Page): Promise<Seen> => page.evaluate(look);

function look(): Seen {
  const standingIn = (field: HTMLElement): string => {
    if (field.tagName === 'SECTION') return String(field.querySelectorAll('ul > li').length);
    const inputs = [...field.querySelectorAll<HTMLInputElement>('input:not([type=file]), select, textarea')];
    const standing = inputs
      .filter((it) => it.getAttribute('role') !== 'combobox' && !it.classList.contains('unset'))
      .map((it) =>
        it.type === 'radio' || it.type === 'checkbox' ? (it.checked ? it.value || 'x' : '') : it.value,
      );
    const order = [...field.querySelectorAll('ol.ranks > li span, ul.chosen > li span')].map(
      (it) => it.textContent,
    );
    const pictures = field.querySelectorAll('.picture img').length;
    return [...standing, ...order, ...(pictures > 0 ? ['a picture'] : [])].join('|');
  };
  const has = (selector: string) => document.querySelector(selector) !== null;
  /** Its control may still be on its way. */
  const isHere = (field: HTMLElement) =>
    field.querySelector('input, select, textarea, .button:not(.plain), ol.ranks') !== null;
  const fields = [...document.querySelectorAll<HTMLElement>('[data-ref]:not(h1, h2, h3)')];
  const place = has('input[name=consent]')
    ? 'notice'
    : has('.feet') && (location.hash === '#review' || has('dl.answers'))
      ? 'review'
      : has('.feet') && fields.length > 0
        ? 'step'
        : has('a[href^="/mine#"]')
          ? 'receipt'
          : 'elsewhere';
  return {
    hash: location.hash,
    place,
    isSaved: document.querySelector('.saved')?.textContent?.startsWith('✓') ?? false,
    isDrawn: !has('[data-ref] .picture:not(:has(img)), [data-ref] .file-name:not(.file-line *)'),
    isAlarmed: [...document.querySelectorAll('.alarm .button.bad')].length > 0,
    fields: Object.fromEntries(
      fields.filter(isHere).map((field) => [field.dataset.ref ?? '', standingIn(field)]),
    ),
  };
}
