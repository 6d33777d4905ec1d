/** What the page around a preview wishes: the language, light or dark. */

export type Look = 'light' | 'dark';

export interface Wishes {
  readonly language?: string;
  readonly look?: Look;
}

/** Only our own page may wish anything. */
export function hearWishes(hear: (wishes: Wishes) => void): () => void {
  const listen = ({ origin, data }: MessageEvent<unknown>) => {
    if (origin !== location.origin || typeof data !== 'object' || data === null) return;
    const { language, look } = data as Record<string, unknown>;
    hear({
      ...(typeof language === 'string' && { language }),
      ...((look === 'light' || look === 'dark') && { look }),
    });
  };
  addEventListener('message', listen);
  return () => removeEventListener('message', listen);
}

const wanted = new WeakMap<CSSMediaRule, string>();

/** Shows the page in light or dark, whatever the computer prefers: the rules for it hold always, or never. */
export function showIn(look: Look): void {
  document.documentElement.style.colorScheme = look;
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const own = wanted.get(rule) ?? rule.media.mediaText;
      if (!own.includes('prefers-color-scheme')) continue;
      wanted.set(rule, own);
      rule.media.mediaText = own.includes(look) ? 'all' : 'not all';
    }
  }
}
