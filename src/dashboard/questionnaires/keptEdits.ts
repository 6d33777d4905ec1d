/** Edits that are not saved as a version yet, kept in this browser one by one: what is typed outlives the page at once. */
import type { Edit } from '../../versions/index.ts';

export interface KeptEdits {
  all(): Edit[];
  /** False where the browser has no room left, or keeps nothing. */
  keep(edit: Edit): boolean;
  drop(edit: Pick<Edit, 'key' | 'language'>): void;
}

/** The edits of one questionnaire, whichever of its versions they were begun on. */
export function keptEdits(form: string, storage: Storage): KeptEdits {
  const prefix = `rintis.texts ${form} `;
  const placeOf = ({ language, key }: Pick<Edit, 'key' | 'language'>) => `${prefix}${language} ${key}`;
  return {
    all() {
      return Object.keys(storage)
        .filter((name) => name.startsWith(prefix))
        .flatMap((name) => {
          const [, language = '', key = ''] = /^(\S+) (.*)$/s.exec(name.slice(prefix.length)) ?? [];
          const kept = read(storage.getItem(name));
          return kept ? [{ language, key, ...kept }] : [];
        });
    },
    keep(edit) {
      try {
        storage.setItem(placeOf(edit), JSON.stringify([edit.was, edit.text]));
        return true;
      } catch {
        return false; // the page says so at once
      }
    },
    drop: (edit) => storage.removeItem(placeOf(edit)),
  };
}

function read(text: string | null): Pick<Edit, 'was' | 'text'> | null {
  try {
    const [was, now] = JSON.parse(text ?? '') as unknown[];
    return typeof was === 'string' && typeof now === 'string' ? { was, text: now } : null;
  } catch {
    return null; // not ours
  }
}
