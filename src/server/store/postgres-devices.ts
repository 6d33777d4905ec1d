/** Devices and their codes, in PostgreSQL. The tables are small, and lie on every node where there are several. */
import type { ClientBase } from 'pg';
import {
  admit,
  codeValues,
  type DeviceActs,
  deviceValues,
  logValues,
  retirement,
  sql,
  toCodeRow,
  toCounted,
  toDeviceLogEntry,
  toDeviceRow,
} from './devices.ts';
import { noteDays } from './postgres-past.ts';

type InTransaction = <Result>(act: (client: ClientBase) => Promise<Result>) => Promise<Result>;

const statements = {
  ...sql,
  codeToUse: `${sql.code} FOR UPDATE`,
  deviceToRetire: `${sql.device} FOR UPDATE`,
};

/** `?` of the common statements is `$1`, `$2` … here. */
const ask = (client: ClientBase, name: keyof typeof statements, ...values: unknown[]) => {
  let at = 0;
  const text = statements[name].replaceAll('?', () => `$${++at}`);
  return client.query<Record<string, unknown>>({ name: `device-${name}`, text, values });
};

export function deviceActs(inTransaction: InTransaction): DeviceActs {
  const one = async (name: keyof typeof sql, ...values: unknown[]) =>
    inTransaction((client) => ask(client, name, ...values));
  return {
    async addEnrolmentCode(code) {
      await one('addCode', ...codeValues(code));
    },
    enrolmentCodes: async (survey) => (await one('codes', survey)).rows.map(toCodeRow),
    revokeEnrolmentCode: async (survey, code) => ((await one('revoke', survey, code)).rowCount ?? 0) > 0,
    enrol: (wish) =>
      inTransaction(async (client) => {
        // The code's row is the lock: two devices with its last use meet here.
        const [code = null] = (await ask(client, 'codeToUse', wish.code)).rows.map(toCodeRow);
        const survey = code?.survey ?? '';
        const [known = null] = (await ask(client, 'device', survey, wish.device)).rows.map(toDeviceRow);
        const log = (await ask(client, 'log', survey, wish.device)).rows.map(toDeviceLogEntry);
        const admission = admit(wish, code, known, log);
        if (!admission) return null;
        const { device, entry, usesOne } = admission;
        await ask(client, 'put', ...deviceValues(device));
        await ask(client, 'addToken', wish.token, survey, wish.device);
        if (usesOne) await ask(client, 'use', wish.code);
        if (entry) {
          await ask(client, 'write', ...logValues(entry));
          await noteDays(client, [toCounted(entry)]);
        }
        return survey;
      }),
    devices: async (survey) => (await one('devices', survey)).rows.map(toDeviceRow),
    retireDevice: (survey, id, by, at) =>
      inTransaction(async (client) => {
        const [known] = (await ask(client, 'deviceToRetire', survey, id)).rows.map(toDeviceRow);
        if (!known) return false;
        if (known.retiredAt) return true;
        const log = (await ask(client, 'log', survey, id)).rows.map(toDeviceLogEntry);
        const entry = retirement(log, known, by, at);
        await ask(client, 'retire', at, survey, id);
        await ask(client, 'write', ...logValues(entry));
        await noteDays(client, [toCounted(entry)]);
        return true;
      }),
    deviceOf: async (token) => (await one('byToken', token)).rows.map(toDeviceRow)[0] ?? null,
    async noteSeen(survey, id, day, holds) {
      await one('seen', day, survey, id, day);
      if (holds !== undefined) await one('holds', holds, survey, id, holds);
    },
  };
}
