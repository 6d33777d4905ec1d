/** The versions of questionnaires: what both stores share. */

/** A version as it stands on the shelf. */
export interface ShelvedVersion {
  /** The questionnaire's own id, the same in all its versions. */
  readonly form: string;
  /** From 1, without gaps. */
  readonly number: number;
  readonly hash: string;
  /** When it was brought, and by whom; empty where nobody noted it. */
  readonly at: string;
  readonly who: string;
  readonly note: string;
  /** What a list says of it (JSON). */
  readonly summary: string;
}

/** One that is brought, with its canonical JSON. */
export type BroughtVersion = Omit<ShelvedVersion, 'number'> & { readonly body: string };

export interface Shelf {
  /**
   * Keeps a version under the next number of its form; one that is here already stays as it is. `after`: nothing is kept, and
   * null comes back, where another number is the newest by now (0: none).
   */
  shelve(brought: BroughtVersion, after: number | null): Promise<ShelvedVersion | null>;
  /** All of them, by form, the newest first. */
  all(): Promise<ShelvedVersion[]>;
  /** Questionnaires that were kept before anybody noted whence they came. */
  unshelved(): Promise<string[]>;
}

const columns = 'form, number, hash, at, who, note, summary';

/** Statements that both dialects understand; `?` is a value. */
export const sql = {
  body: 'INSERT INTO questionnaires (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING',
  known: `SELECT ${columns} FROM questionnaire_versions WHERE hash = ?`,
  newest: 'SELECT coalesce(max(number), 0) AS number FROM questionnaire_versions WHERE form = ?',
  add: `INSERT INTO questionnaire_versions (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  all: `SELECT ${columns} FROM questionnaire_versions ORDER BY form, number DESC`,
  unshelved: `SELECT q.hash FROM questionnaires q LEFT JOIN questionnaire_versions v ON v.hash = q.hash
    WHERE v.hash IS NULL ORDER BY q.hash`,
} as const;

type Row = Readonly<Record<string, unknown>>;

export const toShelved = ({ form, number, hash, at, who, note, summary }: Row): ShelvedVersion => ({
  form: String(form),
  number: Number(number),
  hash: String(hash),
  at: String(at),
  who: String(who),
  note: String(note),
  summary: String(summary),
});

export const shelvedValues = ({ form, number, hash, at, who, note, summary }: ShelvedVersion) =>
  [form, number, hash, at, who, note, summary] as const;
