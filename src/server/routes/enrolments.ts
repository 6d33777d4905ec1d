/** Lets a device into a survey by a code that a coordinator showed. Wrong codes are counted, as those of withdrawals are. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { type Enrolment, EnrolmentRequest, readReceiptCode, toDay } from '../../submission/index.ts';
import type { NameAddress } from '../address.ts';
import { readBody } from '../body.ts';
import { hashToken } from '../devices.ts';
import type { Desk } from '../intake.ts';
import { refuse } from '../problem.ts';
import { readJson } from '../submission.ts';
import { countTries } from '../tries.ts';

const window = 15 * 60_000;
const wrongEach = 60; // by one address in that time: a class of enumerators behind one address may mistype
const wrongAll = 500; // from anywhere: of a hundred codes among 2⁵⁰ none is found in a lifetime
const againEach = 20; // by one device: each time it is given another token

export function enrolments({ store, catalogue, keys, now }: Desk, nameOf: NameAddress) {
  const wrong = countTries(now, window);
  const again = countTries(now, window);
  return new Hono()
    .post('/', async (c) => {
      const sent = await readBody(c, { type: 'application/json', most: 2048 });
      if (!(sent instanceof Uint8Array)) return refuse(c, sent);
      const said = EnrolmentRequest.safeParse(readJson(sent));
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const { name } = said.data;
      const device = said.data.device.toLowerCase();
      const from = nameOf(c);
      if (wrong.of(from) >= wrongEach || wrong.of('') >= wrongAll || again.of(device) >= againEach) {
        return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '900' });
      }
      wrong.add(from); // before the answer is known, so that many at once are counted too
      wrong.add('');
      again.add(device);
      const at = new Date(now());
      const token = randomBytes(32).toString('base64url');
      const code = readReceiptCode(said.data.code);
      const id =
        code &&
        (await store.enrol({
          code,
          device,
          name,
          token: hashToken(token),
          at: at.toISOString(),
          day: toDay(at),
        }));
      const survey = id ? await catalogue.survey(id) : null;
      if (!survey) return refuse(c, { code: 'enrolment-refused' });
      wrong.take(from);
      wrong.take('');
      const handOverKey = keys.handOverIdentityOf(survey.id);
      return c.json({ survey, device, token, name, handOverKey } satisfies Enrolment, 200, {
        'cache-control': 'no-store',
      });
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'POST' }));
}
