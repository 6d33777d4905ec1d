/** What must be true when everything has gone. */
import { mySubmissions } from '../../../src/storage/index.ts';
import type { Submission } from '../../../src/submission/index.ts';
import type { Device } from './device.ts';
import type { Ledger } from './ledger.ts';
import type { Office } from './office.ts';

/** In the end: what was finished is on the server, with its files; what was taken back is nowhere. */
export async function judgeEnd(device: Device, ledger: Ledger, office: Office): Promise<void> {
  const { interviews, accuse } = ledger;
  await device.look(async (db) => {
    for (const it of interviews.values()) {
      if (it.device !== device.name) continue;
      if (it.withdrawn) {
        const rows = office.rows().filter(({ id, body }) => id === it.id && body !== '');
        if (rows.length > 0) accuse(`${it.id} was taken back, and the server has it`);
        if ([...office.depot.files.values()].some(({ submission }) => submission === it.id))
          accuse(`${it.id} was taken back, and the server has its files`);
        if ((await db.submissions.get(it.id))?.body || (await db.drafts.get(it.id)))
          accuse(`${it.id} was taken back, and is on the device`);
        if ((await db.attachments.where({ owner: it.id }).count()) > 0)
          accuse(`${it.id} was taken back, and its files are on the device`);
      } else if (it.finished !== undefined) {
        if (!office.keeps(it.id, it.finished))
          accuse(`${it.id} was finished, and the server has it not: lost`);
        const { media = [] } = JSON.parse(it.bodies.get(it.finished) ?? '{}') as Partial<Submission>;
        for (const { hash } of media)
          if (!office.depot.has(it.id, hash)) accuse(`a file of ${it.id} is not on the server: lost`);
      }
    }
  });
}

/** What was handed over has arrived as well, with its files. */
export function judgeTaken({ taken, interviews, accuse }: Ledger, office: Office): void {
  for (const { id, hash, device } of taken) {
    const it = interviews.get(id);
    if (!it || it.withdrawn) continue;
    if (!office.keeps(id, hash)) accuse(`${id} was taken in by ${device}, and the server has it not: lost`);
    const { media = [] } = JSON.parse(it.bodies.get(hash) ?? '{}') as Partial<Submission>;
    for (const file of media)
      if (!office.depot.has(id, file.hash)) accuse(`a file of ${id}, taken in by ${device}, is lost`);
  }
}

/** What waits on a device, and what was put aside there. */
export const unsent = (device: Device): Promise<{ waiting: string[]; aside: string[] }> =>
  device.look(async (db) => {
    const mine = await mySubmissions(db);
    const idsOf = (state: string) => mine.filter((one) => one.state === state).map(({ id }) => id);
    const aside = idsOf('aside');
    // the files of answers that were put aside wait for those
    const files = (await db.mediaOutbox.toArray()).filter((one) => !aside.includes(one.submission));
    const filesOf = (isAside: boolean) =>
      files
        .filter(({ state }) => (state === 'aside') === isAside)
        .map(({ submission, hash }) => `${submission} ${hash.slice(0, 8)}`);
    const wishes = (await db.withdrawals.where({ state: 'waiting' }).toArray()).map(({ code }) => code);
    return {
      waiting: [...idsOf('waiting'), ...filesOf(false), ...wishes],
      aside: [...aside, ...filesOf(true)],
    };
  });
