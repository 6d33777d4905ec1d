/** Reads the office's log and trusts nothing: every line is there, and stands over the one before. */
import type { Blame } from './audit.ts';
import { named, nextLine, type Snapshot } from './store/index.ts';

/** Gives how many lines there are. */
export async function auditOffice(snapshot: Snapshot, blame: Blame): Promise<number> {
  let lines = 0;
  let last: ReturnType<typeof nextLine> | undefined;
  for await (const values of snapshot.rows('office_log')) {
    lines++;
    const line = { ...named('office_log', values), number: Number(values[0]) };
    const expected = nextLine(last, line);
    if (line.number !== expected.number) blame('office_log: a line is missing before', String(line.number));
    else if (line.entry !== expected.entry)
      blame('office_log: entry, or what it stands over', String(line.number));
    last = line;
  }
  return lines;
}
