/**
 * How the five languages are written here: register, spelling and Unicode as the project's glossary decided them (§3 scales,
 * §4 register and spelling, §5 false friends). A word is banned where it is the neighbour language's, too familiar for an
 * official, or means something else in a government office.
 */
import type { Complaint } from './files.ts';
import { agreedScales, bannedPatterns, bannedWords } from './glossary.data.ts';
import type { Language, Saying } from './words.ts';

export function lintWords(sayings: readonly Saying[]): Complaint[] {
  return sayings.flatMap((saying) => [...everywhere(saying), ...inLanguage(saying)]);
}

const complain = ({ file, key, language, text }: Saying, rule: string, what: string): Complaint => ({
  rule: `words-${rule}`,
  where: `${file} ${language} ${key}`,
  what: `${what}: ${text.length > 90 ? `${text.slice(0, 90)}…` : text}`,
});

function everywhere(saying: Saying): Complaint[] {
  const { text } = saying;
  const bare = text.replace(/\{\{[^}]*\}\}|\$\{[^}]*\}/g, '');
  const found: Complaint[] = [];
  if (text !== text.normalize('NFC')) found.push(complain(saying, 'nfc', 'not in Unicode NFC'));
  if (/["']/.test(bare)) found.push(complain(saying, 'quotes', 'a straight quotation mark'));
  if (/\.\.\./.test(bare)) found.push(complain(saying, 'ellipsis', 'three dots instead of …'));
  if (/[^\S\n]{2,}|^\s|\s$/.test(text)) found.push(complain(saying, 'spaces', 'a space too many'));
  if (/\u200b|\u200c|\u200d|\ufeff|\u00ad/.test(text))
    found.push(complain(saying, 'invisible', 'an invisible character'));
  if (/\bCIO\b/.test(bare)) found.push(complain(saying, 'cio', 'CIO is the Chief Information Officer'));
  return found;
}

function inLanguage(saying: Saying): Complaint[] {
  const { language, text } = saying;
  const words = wordsOf(language, text);
  return [
    ...bannedWords[language]
      .filter((banned) => contains(words, wordsOf(language, banned)))
      .map((banned) => complain(saying, 'banned', `“${banned}”`)),
    ...bannedPatterns[language]
      .filter(({ pattern }) => pattern.test(text))
      .map(({ what }) => complain(saying, 'spelling', what)),
  ];
}

/** Thai is written without spaces between words: ICU's dictionary finds them. A hyphen joins (`kadang-kadang`, `i-save`). */
function wordsOf(language: Language, text: string): string[] {
  if (language !== 'th')
    return text.toLocaleLowerCase(language).match(/[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  const segments = new Intl.Segmenter('th', { granularity: 'word' }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

const contains = (words: readonly string[], phrase: readonly string[]): boolean =>
  words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word));

interface List {
  readonly choices: readonly { readonly name: string; readonly label?: unknown }[];
}

/** The agreed wording of a scale stands word for word in every questionnaire that uses it. */
export function agreedWordings(file: string, lists: Readonly<Record<string, List>>): Complaint[] {
  return Object.entries(lists).flatMap(([list, { choices }]) =>
    choices.flatMap(({ name, label }) => {
      const agreed = agreedScales[list]?.[name] ?? agreedScales.special?.[name];
      if (!agreed) return [];
      const said = (label ?? {}) as Partial<Record<Language, string>>;
      return Object.entries(agreed)
        .filter(([language, words]) => said[language as Language]?.replaceAll('\u00a0', ' ') !== words)
        .map(([language, words]) => ({
          rule: 'words-scale',
          where: `${file} ${list}/${name} ${language}`,
          what: `“${said[language as Language]}” instead of “${words}”`,
        }));
    }),
  );
}
