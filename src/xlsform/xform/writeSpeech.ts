/** Words as an XForm says them: in place where they read the same for all, else in `itext`, one translation per language. */
import type { Media, Questionnaire, Words } from '../../questionnaire/index.ts';
import { headerOf } from '../languages.ts';
import { wordsOf } from '../translations.ts';
import { meant, type Place, type Places, pathTo } from './writePlaces.ts';
import { escapedText, tag } from './writeXml.ts';

export interface Spoken {
  readonly words?: Words | undefined;
  readonly guidance?: Words | undefined;
  readonly media?: Media | undefined;
}

const mediaForms = [
  ['image', 'image', 'images'],
  ['bigImage', 'big-image', 'images'],
  ['audio', 'audio', 'audio'],
  ['video', 'video', 'video'],
] as const;

type Form = readonly [form: string, words: Words, toXml: (text: string) => string];

export class WrittenSpeech {
  readonly #places: Places;
  readonly #tags: readonly string[];
  readonly #default: string;
  readonly #texts = new Map<string, string[]>();

  constructor(questionnaire: Questionnaire, places: Places) {
    const { languages, defaultLanguage } = questionnaire;
    const used = [...wordsOf(questionnaire)].flatMap(({ words }) =>
      typeof words === 'string' ? [] : Object.keys(words),
    );
    this.#places = places;
    this.#tags = [...new Set([...languages.map((one) => one.tag), ...used])];
    this.#default = defaultLanguage;
  }

  /** `<label>` or `<hint>`; nothing where there is nothing to say. */
  element(name: string, id: string, said: Spoken, self: Place): string {
    const { words, guidance, media } = said;
    if (words === undefined && guidance === undefined && !media) return '';
    if (typeof words === 'string' && guidance === undefined && !media)
      return tag(name, {}, this.#withOutputs(words, self));
    return tag(name, { ref: `jr:itext('${this.add(id, said, self)}')` });
  }

  /** A message in an attribute, where answers cannot be put into words that stand in place. */
  message(id: string, words: Words | undefined, self: Place): string | undefined {
    if (words === undefined || (typeof words === 'string' && !words.includes('${'))) return words;
    return `jr:itext('${this.add(id, { words }, self)}')`;
  }

  /** Keeps the text under its id. */
  add(id: string, { words, guidance, media }: Spoken, self: Place): string {
    const toXml = (text: string): string => this.#withOutputs(text, self);
    const forms: Form[] = [];
    if (words !== undefined) forms.push(['', words, toXml]);
    if (guidance !== undefined) forms.push(['guidance', guidance, toXml]);
    for (const [part, form, folder] of mediaForms) {
      const file = media?.[part];
      if (file !== undefined) forms.push([form, file, (text) => escapedText(`jr://${folder}/${text}`)]);
    }
    for (const language of this.#tags) {
      const values = forms.flatMap(([form, said, xml]) => {
        const text =
          typeof said === 'string' ? said : Object.hasOwn(said, language) ? said[language] : undefined;
        const missing = form === '' ? '-' : null; // as the reference converter writes it
        const content = text === undefined ? missing : xml(text);
        return content === null ? [] : [tag('value', { form: form || undefined }, content)];
      });
      const texts = this.#texts.get(language) ?? [];
      this.#texts.set(language, texts);
      if (values.length > 0) texts.push(tag('text', { id }, values));
    }
    return id;
  }

  /** All that was added; nothing where all words stand in place. */
  toXml(): string {
    if (this.#texts.size === 0) return '';
    const translations = this.#tags.map((language) =>
      tag(
        'translation',
        { lang: headerOf(language), default: language === this.#default ? 'true()' : undefined },
        (this.#texts.get(language) ?? []).join('\n'),
      ),
    );
    return tag('itext', {}, translations.join('\n'));
  }

  /** `${x}` becomes `<output/>`; what names nothing stays as it is written. */
  #withOutputs(text: string, self: Place): string {
    const pieces = text.split(/(\$\{[^{}]*\})/);
    return pieces
      .map((piece) => {
        const name = /^\$\{\s*([^{}]*?)\s*\}$/.exec(piece)?.[1];
        const target = name === undefined ? undefined : meant(name, self, this.#places);
        return target ? tag('output', { value: pathTo(target, self) }) : escapedText(piece);
      })
      .join('');
  }
}
