/** A close look at a screen: what axe-core finds, and what is wider than the window. */
import { expect } from 'vitest';
import type { Official } from './official.ts';

export type Look = (name: string) => Promise<void>;

/** Axe in light and in dark, and the width: everything wrong on a screen is said at once. */
export function looker({ person, language }: Official): Look {
  return async (name) => {
    const found = [];
    for (const colours of ['light', 'dark'] as const) {
      await person.prefers(colours);
      const violations = await person.axe(colours === 'light' ? 'everything' : 'colours');
      found.push(...violations.map((violation) => ({ colours, ...violation })));
    }
    await person.prefers('light');
    expect({ name, language, found, sideways: await person.sideways() }).toEqual({
      name,
      language,
      found: [],
      sideways: [],
    });
    expect(await person.language()).toBe(language);
  };
}
