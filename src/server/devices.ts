/** Who sends: the device whose token a request bears. A token lets append, and nothing else; without one nothing is refused. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { DeviceHolds, holdsHeader, type Survey, toDay } from '../submission/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { DeviceRow, Incoming, Store } from './store/index.ts';

export interface Devices {
  /** Does something for whoever sends this request, and notes the day on which their device was seen. */
  note<Done>(c: Context, act: (sender: DeviceRow | null) => Promise<Done>): Promise<Done>;
}

const freshness = 5_000; // milliseconds in which a retirement by another process may go unseen
const most = 5_000; // devices at hand

export function openDevices(store: Store, catalogue: Catalogue, now: () => number): Devices {
  const known = new Map<string, { readonly device: DeviceRow | null; readonly readAt: number }>();

  async function deviceOf(c: Context): Promise<DeviceRow | null> {
    const token = readToken(c.req.header('authorization'));
    if (!token) return null;
    const hash = hashToken(token);
    const before = known.get(hash);
    if (before && now() - before.readAt < freshness) return before.device;
    const device = await store.deviceOf(hash);
    known.delete(hash);
    known.set(hash, { device, readAt: now() });
    if (known.size > most) known.delete(known.keys().next().value ?? '');
    return device;
  }

  /** In an anonymous survey not even the day: it could tell whose answers those of a day are. */
  async function see({ survey: id, id: device, seenOn, holds }: DeviceRow, said?: string): Promise<void> {
    const today = toDay(new Date(now()));
    if (seenOn >= today && (said === undefined || said === holds)) return;
    const survey = await catalogue.survey(id);
    if (survey && survey.privacy !== 'anonymous') await store.noteSeen(id, device, today, said);
  }

  return {
    async note(c, act) {
      const sender = await deviceOf(c);
      const done = await act(sender);
      const said = DeviceHolds.safeParse(c.req.header(holdsHeader));
      if (sender) await see(sender, said.data);
      return done;
    },
  };
}

/**
 *   survey answered by     link          devices
 *   no token, or another   as it is      review
 *   a retired device       its device    its device, review
 *   an enrolled device     its device    its device
 *
 * An anonymous survey keeps no device with an answer.
 */
export function sentBy(
  sender: DeviceRow | null,
  { id, privacy, answeredBy }: Pick<Survey, 'id' | 'privacy' | 'answeredBy'>,
): Pick<Incoming, 'device' | 'review'> {
  const known = sender?.survey === id ? sender : null;
  const isLetIn = known !== null && known.retiredAt === '';
  return {
    device: known && privacy !== 'anonymous' ? known.id : '',
    review: answeredBy === 'devices' && !isLetIn,
  };
}

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

const readToken = (header: string | undefined): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{43})$/.exec(header ?? '')?.[1];
