/** How much of a file is read before it is refused. The largest form of the field has 904 questions and 1 MB. */
export const limits = {
  /** Of the file as it comes, in bytes. */
  file: 24_000_000,
  /** Of a CSV file, which is all cells, in bytes. */
  csv: 12_000_000,
  /** Of a file of choices, in bytes: the schools of a country are about 10 MB. */
  attached: 50_000_000,
  /** Cells of a file of choices, elements of its XML, brackets of its JSON; 1.9 million in 44 MB took 3.6 s and 780 MB. */
  attachedCells: 2_000_000,
  /** Of all that is inflated from a workbook, in bytes: a million empty rows are about 60 MB. */
  inflated: 96_000_000,
  /** Cells that hold something, in all sheets. */
  cells: 400_000,
  /** Characters in all cells, in all sheets. */
  characters: 40_000_000,
  /** Elements of an XForm. */
  elements: 300_000,
  /** Of a formula, in characters: as in the questionnaire's schema. */
  formula: 100_000,
  /** Groups within groups. */
  depth: 60,
  /** Rows of the survey sheet. */
  survey: 20_000,
  /** Questions that a loop may be written out to. */
  looped: 20_000,
  /** Languages of the translation report. */
  languages: 100,
  /** Problems of one code that are told one by one; the rest are counted. */
  told: 100,
} as const;
