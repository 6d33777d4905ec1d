/** People of the office and their log: what both stores share. */
import type { OfficeLine, Person, Role, Surveys } from '../../submission/index.ts';
import { hashOf } from './replay.ts';

export interface PeopleActs {
  people(): Promise<Person[]>;
  person(name: string): Promise<Person | null>;
  /** Gives somebody who is there another role or other surveys. False where nobody has that name, or no admin would be left. */
  setRole(person: Person): Promise<boolean>;
  /** Ends an access, with its sessions. False as above. */
  removePerson(name: string): Promise<boolean>;
  /** Adds a line to the office's log, under the one before. */
  noteOffice(line: OfficeNote): Promise<void>;
  /** Lines before this number, newest first. */
  officeLog(before: number, most: number): Promise<OfficeLine[]>;
}

export type OfficeNote = Pick<OfficeLine, 'at' | 'who' | 'did' | 'about'>;

/** Statements that both dialects understand; `?` is a value. */
export const sql = {
  people: 'SELECT name, role, surveys FROM coordinators ORDER BY name',
  person: 'SELECT name, role, surveys FROM coordinators WHERE name = ?',
  admins: `SELECT name FROM coordinators WHERE role = 'admin'`,
  setRole: 'UPDATE coordinators SET role = ?, surveys = ? WHERE name = ?',
  remove: 'DELETE FROM coordinators WHERE name = ?',
  endSessions: 'DELETE FROM sessions WHERE coordinator = ?',
  last: 'SELECT number, at, who, did, about, entry FROM office_log ORDER BY number DESC LIMIT 1',
  note: 'INSERT INTO office_log (number, at, who, did, about, entry) VALUES (?, ?, ?, ?, ?, ?)',
  log: 'SELECT number, at, who, did, about, entry FROM office_log WHERE number < ? ORDER BY number DESC LIMIT ?',
} as const;

type Row = Readonly<Record<string, unknown>>;

export const toPerson = ({ name, role, surveys }: Row): Person => ({
  name: String(name),
  role: String(role) as Role,
  surveys: JSON.parse(String(surveys)) as Surveys,
});

export const toOfficeLine = ({ number, at, who, did, about, entry }: Row): OfficeLine => ({
  number: Number(number),
  at: String(at),
  who: String(who),
  did: String(did),
  about: String(about),
  entry: String(entry),
});

/** The next line after the last one. */
export function nextLine(last: OfficeLine | undefined, note: OfficeNote): OfficeLine {
  const number = (last?.number ?? 0) + 1;
  const [at, who, did, about] = [note.at, note.who, note.did, note.about].map(asKept) as Four;
  const entry = hashOf(JSON.stringify([last?.entry ?? '', number, at, who, did, about]));
  return { number, at, who, did, about, entry };
}

type Four = [string, string, string, string];

/** As every database gives it back: no NUL, no half of a character. */
const asKept = (text: string): string =>
  text.toWellFormed().replaceAll('\0', '\ufffd').slice(0, 500).toWellFormed();

export const lineValues = ({ number, at, who, did, about, entry }: OfficeLine) =>
  [number, at, who, did, about, entry] as const;

/** Whether an office without this one, or with this one in another role, still has an admin. */
export const leavesAdmin = (admins: readonly Row[], name: string, role?: Role): boolean =>
  role === 'admin' || admins.some((row) => row.name !== name);
