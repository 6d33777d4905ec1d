/** What a coordinator does about devices: makes codes, ends them, sees who came, and retires a device. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import {
  type Device,
  EnrolmentCodeEnd,
  EnrolmentCodeWish,
  enrolmentCode,
  readReceiptCode,
} from '../../submission/index.ts';
import { readBody } from '../body.ts';
import type { Catalogue } from '../catalogue.ts';
import { refuse } from '../problem.ts';
import type { CodeRow, DeviceRow, Store } from '../store/index.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };
const json = { type: 'application/json', most: 1024 };
const day = 24 * 60 * 60_000;
const mostCodes = 1_000; // of one survey

export const devicesOf = (store: Store, catalogue: Catalogue, now: () => number) =>
  new Hono<SignedIn>()
    .get('/surveys/:id/codes', async (c) =>
      c.json({ codes: await store.enrolmentCodes(c.req.param('id')) }, 200, fresh),
    )
    .post('/surveys/:id/codes', async (c) => {
      const sent = await readBody(c, json);
      const said = EnrolmentCodeWish.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const survey = await catalogue.survey(c.req.param('id'));
      if (!survey) return refuse(c, { code: 'survey-unknown' });
      if ((await store.enrolmentCodes(survey.id)).length >= mostCodes)
        return refuse(c, { code: 'too-many-tries' });
      const { uses, days } = said.data;
      const made = await makeCode(store, {
        survey: survey.id,
        uses,
        days,
        by: c.var.coordinator,
        now: now(),
      });
      return c.json(made, 200, fresh);
    })
    .post('/surveys/:id/codes/revoke', async (c) => {
      const sent = await readBody(c, json);
      const said = EnrolmentCodeEnd.safeParse(sent instanceof Uint8Array ? readJson(sent) : undefined);
      const code = said.success ? readReceiptCode(said.data.code) : null;
      const done = code !== null && (await store.revokeEnrolmentCode(c.req.param('id'), code));
      return done ? c.body(null, 204, fresh) : refuse(c, { code: 'not-found' });
    })
    .get('/surveys/:id/devices', async (c) => {
      const devices = (await store.devices(c.req.param('id'))).map(toDevice);
      return c.json({ devices }, 200, fresh);
    })
    .post('/surveys/:id/devices/:device/retire', async (c) => {
      const { id, device } = c.req.param();
      const at = new Date(now()).toISOString();
      const done = await store.retireDevice(id, device, c.var.coordinator, at);
      return done ? c.body(null, 204, fresh) : refuse(c, { code: 'not-found' });
    });

/** Makes a code and keeps it. */
export async function makeCode(
  store: Store,
  wish: { survey: string; uses: number; days: number; by: string; now: number },
): Promise<CodeRow> {
  const made: CodeRow = {
    code: enrolmentCode(randomBytes(10)),
    survey: wish.survey,
    madeBy: wish.by,
    madeAt: new Date(wish.now).toISOString(),
    endsAt: new Date(wish.now + wish.days * day).toISOString(),
    uses: wish.uses,
    used: 0,
    revoked: false,
  };
  await store.addEnrolmentCode(made);
  return made;
}

const toDevice = ({ id, survey, name, enrolledAt, seenOn, retiredAt, holds }: DeviceRow): Device => ({
  id,
  survey,
  name,
  enrolledAt,
  seenAt: seenOn || null,
  retired: retiredAt !== '',
  ...(holds !== '' && { holds: toHolding(holds) }),
});

function toHolding(holds: string): NonNullable<Device['holds']> {
  const [drafts = 0, waiting = 0] = holds.split(' ').map(Number);
  return { drafts, waiting };
}
