/** Plans of surveys and their invitations: what both stores do with them. */

export interface PlanActs {
  /**
   * Puts a survey's document in the place of the one that it was made from (`null`: there was none). `keepsPrivacy` says
   * that both promise the same; if not, nothing may have been answered.
   */
  changeSurvey(change: SurveyChange): Promise<Changed>;
  /** Something is about to be kept: from now on the privacy stays as it is. Gives the document that holds. */
  noteAnswered(survey: string): Promise<string | null>;
  isAnswered(survey: string): Promise<boolean>;

  addBatch(batch: BatchRow, invitations: readonly NewInvitation[]): Promise<void>;
  /** In the order of their names. */
  batches(survey: string): Promise<CountedBatch[]>;
  /** Of one batch, in the order of their numbers, after this one. */
  invitations(survey: string, batch: string, after: number, most: number): Promise<InvitationRow[]>;
  invitation(token: string): Promise<InvitationRow | null>;
  /** Notes which submission came with it. Says no where another one did. */
  useInvitation(token: string, submission: string): Promise<boolean>;
  /** What is sealed of a survey; blank at first. */
  openInvitations(survey: string): Promise<string>;
  /** Puts other words in its place and writes down that some are used, all in one; nothing where another process was faster. */
  sealInvitations(change: SealedChange): Promise<boolean>;
}

export interface SurveyChange {
  readonly id: string;
  readonly before: string | null;
  readonly after: string;
  readonly keepsPrivacy: boolean;
}

/** other: it is not what it was made from. answered: its privacy cannot change any more. */
export type Changed = 'done' | 'other' | 'answered';

export interface BatchRow {
  readonly survey: string;
  readonly id: string;
  readonly name: string;
  readonly madeBy: string;
  readonly madeAt: string;
}

export interface CountedBatch extends BatchRow {
  readonly links: number;
  readonly used: number;
}

export interface NewInvitation {
  /** Hash of the link's token. */
  readonly token: string;
  readonly number: number;
  /** Whose it is, where that may be known. */
  readonly label: string;
}

export interface InvitationRow extends NewInvitation {
  readonly survey: string;
  readonly batch: string;
  readonly used: boolean;
  /** Blank in an anonymous survey. */
  readonly submission: string;
}

export interface SealedChange {
  readonly survey: string;
  readonly before: string;
  readonly after: string;
  /** Hashes, written down in their own order. */
  readonly used: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

export const toCountedBatch = (row: Row): CountedBatch => ({
  survey: String(row.survey_id),
  id: String(row.id),
  name: String(row.name),
  madeBy: String(row.made_by),
  madeAt: String(row.made_at),
  links: Number(row.links),
  used: Number(row.used),
});

export const toInvitation = (row: Row): InvitationRow => ({
  token: String(row.token),
  survey: String(row.survey_id),
  batch: String(row.batch),
  number: Number(row.number),
  label: String(row.label),
  used: Number(row.used) === 1,
  submission: String(row.submission),
});

export const batchValues = ({ survey, id, name, madeBy, madeAt }: BatchRow) => [
  survey,
  id,
  name,
  madeBy,
  madeAt,
];

export const invitationValues = (
  { survey, id }: Pick<BatchRow, 'survey' | 'id'>,
  { token, number, label }: NewInvitation,
) => [token, survey, id, number, label, 0, ''];

/** The statements that both databases understand; `?` stands for a value. */
export const sql = {
  document: 'SELECT document, answered FROM surveys WHERE id = ?',
  isAnswered: 'SELECT 1 AS it FROM surveys WHERE id = ? AND answered = 1',
  newSurvey: 'INSERT INTO surveys (id, document) VALUES (?, ?) ON CONFLICT DO NOTHING',
  changeSurvey: 'UPDATE surveys SET document = ? WHERE id = ?',
  answer: 'UPDATE surveys SET answered = 1 WHERE id = ? RETURNING document',
  addBatch: 'INSERT INTO invitation_batches (survey_id, id, name, made_by, made_at) VALUES (?, ?, ?, ?, ?)',
  add: `INSERT INTO invitations (token, survey_id, batch, number, label, used, submission)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  batches: `SELECT b.survey_id, b.id, b.name, b.made_by, b.made_at, count(i.token) AS links,
      coalesce(sum(i.used), 0) AS used
    FROM invitation_batches b LEFT JOIN invitations i ON i.survey_id = b.survey_id AND i.batch = b.id
    WHERE b.survey_id = ? GROUP BY b.survey_id, b.id, b.name, b.made_by, b.made_at ORDER BY b.name, b.id`,
  invitations: `SELECT * FROM invitations WHERE survey_id = ? AND batch = ? AND number > ?
    ORDER BY number LIMIT ?`,
  invitation: 'SELECT * FROM invitations WHERE token = ?',
  use: `UPDATE invitations SET used = 1, submission = ?
    WHERE token = ? AND (used = 0 OR submission = ?)`,
  sealed: 'SELECT sealed FROM invitations_open WHERE survey_id = ?',
  firstSealed: `INSERT INTO invitations_open (survey_id, sealed) VALUES (?, '') ON CONFLICT DO NOTHING`,
  seal: 'UPDATE invitations_open SET sealed = ? WHERE survey_id = ? AND sealed = ?',
  isUsed: 'UPDATE invitations SET used = 1 WHERE token = ?',
} as const;
