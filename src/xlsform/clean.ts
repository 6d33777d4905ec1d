/** Text as a cell should have held it. */

/** Controls and formatting marks, but not the ends of lines. */
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A name, a type, a header: one line, single spaces, nothing that nobody can see, composed letters. */
export const tidy = (text: string): string =>
  text.normalize('NFC').replace(unseen, '').replace(/\s+/g, ' ').trim();

/** Without what nobody can see; lines and spaces stay. */
export const withoutUnseen = (text: string): string => text.replace(unseen, '');

/** Words for people: their lines stay, the blanks around them go. */
export const trimmed = (text: string): string => text.normalize('NFC').trim();

/** `Required Message` and `required_message` are one header. */
export const keyed = (text: string): string =>
  tidy(text)
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

/** What spreadsheets show where a formula of theirs failed. */
export const isCellError = (text: string): boolean =>
  /^#(REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!)$/.test(text);

export const isYes = (text: string | undefined): boolean => /^(yes|true|true\(\)|1|x)$/i.test(text ?? '');
