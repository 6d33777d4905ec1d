/** Where a request comes from, as a name that means nothing tomorrow: for counting, in memory, and never written anywhere. */
import { createHash, randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';

const lifetime = 60 * 60_000; // of a salt: after an hour nobody can tell that it was the same address
const mostNames = 1_000;

export type NameAddress = (c: Context) => string;

/** Proxies whose word for an address is taken: so many in a row before us, or all that stand in these networks. */
export type Trusted = number | BlockList;

/** Names addresses by a hash with a salt that is thrown away every hour. */
export function nameAddresses(now: () => number, trusted: Trusted = 0): NameAddress {
  let salt = randomBytes(16);
  let begun = now();
  const names = new Map<string, string>(); // the last few, for an office behind one address asks a thousand times
  return (c) => {
    if (Math.abs(now() - begun) >= lifetime) {
      salt = randomBytes(16);
      begun = now();
      names.clear();
    }
    const address = addressOf(c, trusted);
    const name =
      names.get(address) ??
      createHash('sha256').update(salt).update(address).digest('base64url').slice(0, 16);
    if (names.size >= mostNames) names.clear();
    names.set(address, name);
    return name;
  };
}

/**
 * Each proxy writes at the end of X-Forwarded-For who spoke to it. So it is read from the end, and only as far as proxies
 * are trusted: what stands before that, anybody may have written.
 */
function addressOf(c: Context, trusted: Trusted): string {
  const socket =
    (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
      ?.remoteAddress ?? '';
  if (trusted === 0) return socket;
  let address = socket;
  const said = (c.req.header('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  for (let hops = 0; typeof trusted === 'number' ? hops < trusted : isAmong(trusted, address); hops++) {
    const before = said.pop() ?? '';
    if (isIP(before) === 0) return address;
    address = before;
  }
  return address;
}

function isAmong(networks: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, ''); // as a socket for both families writes an IPv4 address
  const family = isIP(plain);
  return family !== 0 && networks.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** `1`, `2` … for so many proxies; or their addresses and networks, `10.0.0.0/8, fd00::/8`. `null` where it is neither. */
export function readTrusted(text: string): Trusted | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const networks = new BlockList();
  for (const one of text.split(',')) {
    const [, address = '', bits] = /^\s*([\da-f.:]+)(?:\/(\d{1,3}))?\s*$/i.exec(one) ?? [];
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || Number(bits ?? 0) > most) return null;
    networks.addSubnet(address, Number(bits ?? most), family === 4 ? 'ipv4' : 'ipv6');
  }
  return networks;
}
