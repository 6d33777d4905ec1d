/** What there is to tell an author about a file, each thing with its place. All are collected; none throws. */
import { limits } from './limits.ts';

/**
 * `error`: the file could not be read, there is no questionnaire. `warning`: it was read, but look at this.
 * `repaired`: something was wrong, and it was put right in the way that the sentence says.
 */
export type Severity = 'error' | 'warning' | 'repaired';

/** Where something stands: a sheet, a row from 1, a column by its letters; in an XForm: `xform`, the line, the path. */
export interface Spot {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
}

export interface XlsProblem extends Spot {
  readonly severity: Severity;
  readonly code: XlsProblemCode;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Codes never change their meaning. Each has a sentence in every language: see `sentenceOf`. */
export const severityOf = {
  'file-empty': 'error',
  'file-too-large': 'error',
  'file-inflates-too-large': 'error',
  'file-too-many-cells': 'error',
  'file-encrypted': 'error',
  'file-damaged': 'error',
  'file-not-form': 'error',
  'xls-unreadable': 'error',
  'xml-malformed': 'error',
  'xml-not-xform': 'error',
  'sheet-missing': 'error',
  'column-missing': 'error',
  'survey-empty': 'error',
  'survey-too-long': 'error',
  'group-open': 'error',
  'group-end-alone': 'error',
  'groups-too-deep': 'error',
  'loop-too-large': 'error',
  'xml-too-large': 'error',
  'json-malformed': 'error',
  'questionnaire-invalid': 'error',
  'sheet-corrected': 'repaired',
  'header-late': 'repaired',
  'column-double': 'repaired',
  'column-double-differs': 'warning',
  'language-variants': 'repaired',
  'language-unknown': 'warning',
  'cell-error': 'warning',
  'type-missing': 'warning',
  'type-unknown': 'warning',
  'type-unknown-near': 'warning',
  'type-corrected': 'repaired',
  'type-foreign': 'warning',
  'type-not-recorded': 'warning',
  'row-disabled': 'repaired',
  'group-end-differs': 'repaired',
  'name-missing': 'repaired',
  'name-invalid': 'repaired',
  'name-double': 'repaired',
  'name-reserved': 'warning',
  'label-missing': 'warning',
  'required-note': 'repaired',
  'list-missing': 'warning',
  'list-unknown': 'warning',
  'list-corrected': 'repaired',
  'list-name-missing': 'warning',
  'list-from-answers': 'warning',
  'choice-name-missing': 'warning',
  'choice-label-missing': 'warning',
  'choice-double': 'repaired',
  'choice-name-double': 'warning',
  'choice-name-space': 'warning',
  'file-needed': 'warning',
  'media-needed': 'warning',
  'media-other-kind': 'warning',
  'file-not-utf8': 'warning',
  'file-not-json': 'warning',
  'attached-kind': 'warning',
  'attached-no-rows': 'warning',
  'attached-column-missing': 'warning',
  'attached-columns-differ': 'warning',
  'search-converted': 'repaired',
  'loop-expanded': 'repaired',
  'trigger-unknown': 'warning',
  'words-unknown-name': 'warning',
  'output-as-calculation': 'repaired',
  'xform-not-carried': 'warning',
  'setting-unreadable': 'warning',
  'regex-unanchored': 'warning',
  'formula-repaired': 'repaired',
  'formula-too-long': 'warning',
  'formula-too-deep': 'warning',
  'formula-empty': 'warning',
  'formula-bad-character': 'warning',
  'formula-open-text': 'warning',
  'formula-bad-reference': 'warning',
  'formula-unexpected-end': 'warning',
  'formula-unexpected': 'warning',
  'formula-unknown-axis': 'warning',
  'formula-unknown-function': 'warning',
  'formula-unknown-name': 'warning',
  'formula-arguments': 'warning',
  'formula-needs-places': 'warning',
  'formula-bad-pattern': 'warning',
  'formula-circular': 'warning',
  'and-more': 'warning',
} as const satisfies Record<string, Severity>;

export type XlsProblemCode = keyof typeof severityOf;

/** The key of a problem's sentence in `locales`; the details fill its placeholders. */
export const sentenceOf = ({ code }: Pick<XlsProblem, 'code'>): string => `xlsform.${code}`;

/** The file as a whole. */
export const nowhere: Spot = { sheet: null, row: null, column: null };

/** Collects problems; of one code only the first hundred one by one, so that a broken file stays readable. */
export class Problems {
  readonly #told: XlsProblem[] = [];
  readonly #counts = new Map<XlsProblemCode, number>();

  tell(code: XlsProblemCode, at: Spot, details: XlsProblem['details'] = {}): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > limits.told) return;
    const { sheet, row, column } = at;
    this.#told.push({ severity: severityOf[code], code, sheet, row, column, details: shortened(details) });
  }

  /** As they were found: most sheets from top to bottom, formulas last. */
  get all(): readonly XlsProblem[] {
    const more = [...this.#counts].flatMap(([code, count]): XlsProblem[] =>
      count > limits.told
        ? [
            {
              severity: severityOf[code],
              code: 'and-more',
              ...nowhere,
              details: { code, count: count - limits.told },
            },
          ]
        : [],
    );
    return [...this.#told, ...more];
  }

  get hasErrors(): boolean {
    return [...this.#counts.keys()].some((code) => severityOf[code] === 'error');
  }
}

/** A cell may hold a novel; a problem quotes its beginning. */
function shortened(details: XlsProblem['details']): XlsProblem['details'] {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      typeof value === 'string' && value.length > 120 ? `${value.slice(0, 120)}…` : value,
    ]),
  );
}

/** Leaves a reader from any depth; caught at the door of the room. */
export class Refusal {
  readonly code: XlsProblemCode;
  readonly at: Spot;
  readonly details: XlsProblem['details'];
  constructor(code: XlsProblemCode, details: XlsProblem['details'] = {}, at: Spot = nowhere) {
    this.code = code;
    this.details = details;
    this.at = at;
  }
}
