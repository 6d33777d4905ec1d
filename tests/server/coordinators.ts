/** Somebody of the office, signed in. */
import { givePassword } from '../../src/server/sessions.ts';
import type { Role, Surveys } from '../../src/submission/index.ts';
import { json, type Office } from './office.ts';

export async function somebody(office: Office, name: string, role: Role, surveys: Surveys = '*') {
  const password = await givePassword(office.store, name);
  if (!(await office.store.setRole({ name, role, surveys }))) throw new Error(`${name} cannot be ${role}`);
  const said = await office.app.request('/api/session', json('POST', JSON.stringify({ name, password })));
  const cookie = (said.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    password,
    cookie,
    ask: async (method: string, path: string, body?: object) =>
      office.app.request(`/api/coordinator${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      }),
  };
}
export type Somebody = Awaited<ReturnType<typeof somebody>>;
