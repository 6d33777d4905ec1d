/** Text as a cell should have held it. */

const unseen =
  /[\u200B-\u200F\u2028\u2029\u202A-\u202E\u2060\u00AD\uFEFF\u0000-\u0008\u000B\u000C\u000E-\u001F]/g;

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
