/** Reads what is said of devices and trusts nothing: the log of each, and that the device stands as its log says. */
import type { Blame } from './audit.ts';
import {
  addUp,
  type DayFigures,
  type DeviceEntry,
  hashOf,
  named,
  type Snapshot,
  toDeviceEntry,
} from './store/index.ts';

/** Adds the lines to the figures of their days, and gives how many there are. */
export async function auditDevices(
  snapshot: Snapshot,
  figures: Map<string, DayFigures>,
  blame: Blame,
): Promise<number> {
  const last = new Map<string, DeviceEntry>();
  let lines = 0;
  for await (const values of snapshot.rows('device_log')) {
    lines++;
    const line = toLine(values);
    const { survey, device, number } = line;
    const key = `${survey} ${device}`;
    const before = last.get(key);
    if (number !== (before?.number ?? 0) + 1)
      blame('device_log: a line is missing before', `${key} ${number}`);
    else if (toDeviceEntry(before?.entry ?? '', line).entry !== line.entry) {
      blame('device_log: entry, or what it stands over', `${key} ${number}`);
    }
    addUp([{ entry: { ...line, revision: 0 }, survey, late: false }], figures);
    last.set(key, line.kind === 'retired' && before ? { ...line, note: before.note } : line);
  }
  for await (const values of snapshot.rows('devices')) {
    const row = named('devices', values);
    const key = `${row.survey_id} ${row.id}`;
    const line = last.get(key);
    last.delete(key);
    const isSame =
      line !== undefined &&
      (line.kind === 'retired') === (row.retired_at !== '') &&
      (JSON.parse(line.note) as { name?: string }).name === hashOf(row.name);
    if (!isSame) blame('devices: not what the log says', key);
  }
  for (const key of last.keys()) blame('device_log: a device that is not there', key);
  return lines;
}

function toLine(values: readonly string[]): DeviceEntry {
  const row = named('device_log', values);
  return {
    survey: row.survey_id,
    device: row.device_id,
    number: Number(row.number),
    day: row.day,
    kind: row.kind as DeviceEntry['kind'],
    note: row.note,
    entry: row.entry,
  };
}
