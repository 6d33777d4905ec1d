import type { TFunction } from 'i18next';
import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { writeDay, writeTime } from '../questionnaire/index.ts';
import { changeTexts, openShelf, type Shelf, type Texts } from './texts.ts';

/** What every screen needs to speak to a person. */
export interface Text {
  /** The person's language: that of the questionnaire, which may be one the interface lacks. */
  readonly language: string;
  /** The language of the interface's own words. */
  readonly interfaceLanguage: string;
  readonly t: TFunction;
  speak(tag: string): Promise<void>;
  /** Words that only some questions need. Resolves when `t` has them. */
  open(shelf: Shelf): Promise<void>;
  day(day: string): string;
  time(moment: Date): string;
}

const TextContext = createContext<Text | null>(null);

/** Gives everything below it a language, and sets it on the document for screen readers and line breaking. */
export function TextProvider({
  texts,
  first,
  onSpeak,
  children,
}: {
  texts: Texts;
  first: string;
  onSpeak?(tag: string): void;
  children: ComponentChildren;
}) {
  const [language, setLanguage] = useState(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const wish = useRef(first);
  const speak = useCallback(
    async (tag: string) => {
      wish.current = tag;
      if (!(await changeTexts(texts, tag, () => wish.current === tag))) return;
      setLanguage(tag);
      onSpeak?.(tag);
    },
    [texts, onSpeak],
  );
  const text = useMemo<Text>(
    () => ({
      language,
      interfaceLanguage: texts.i18n.language,
      t: onceEach(texts.i18n.getFixedT(texts.i18n.language)),
      speak,
      open: (shelf) => openShelf(texts, shelf),
      day: (day) => writeDay(day, language),
      time: (moment) => writeTime(moment, language),
    }),
    [language, texts, speak],
  );
  return <TextContext.Provider value={text}>{children}</TextContext.Provider>;
}

/** The words, the language, and how it writes dates. */
export function useText(): Text {
  const text = useContext(TextContext);
  if (!text) throw new Error('useText outside of TextProvider');
  return text;
}

/**
 * Words that nothing is put into are looked up once: a third of what a slow phone needed to draw an answer went into finding the
 * same words again. What is missing may come with another shelf.
 */
function onceEach(t: TFunction): TFunction {
  const known = new Map<unknown, string>();
  const look = (key: string, put?: object) => {
    if (put !== undefined) return t(key as never, put as never);
    const found = known.get(key) ?? t(key as never);
    if (found !== key) known.set(key, found);
    return found;
  };
  return look as unknown as TFunction;
}
