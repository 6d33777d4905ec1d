/** A coordinator brings a hand-over file: by the same door as `rintis import`. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Context, Hono } from 'hono';
import { HandOverRefused } from '../../submission/index.ts';
import { type HandOverDesk, takeHandOver } from '../handover.ts';
import { refuse } from '../problem.ts';
import type { SignedIn } from './session.ts';

/** The header in which the passphrase of a backup travels, in UTF-8 as base64url: an address is written down on the way. */
export const passphraseHeader = 'hand-over-passphrase';
const largest = 4 * 1024 ** 3; // bytes: a week of an office with photos; what is larger goes by the command line

export const handOvers = (desk: HandOverDesk) =>
  new Hono<SignedIn>().post('/hand-overs', async (c) => {
    const [type = ''] = (c.req.header('content-type') ?? '').split(';');
    if (type.trim().toLowerCase() !== 'application/octet-stream')
      return refuse(c, { code: 'type-unsupported' });
    if (Number(c.req.header('content-length')) > largest) return refuse(c, { code: 'submission-too-large' });
    const folder = await mkdtemp(join(tmpdir(), 'rintis-hand-over-'));
    try {
      const path = join(folder, 'sealed');
      if (!(await isWritten(c, path))) return refuse(c, { code: 'submission-malformed' });
      const report = await takeHandOver(desk, { path, passphrase: passphraseOf(c), by: c.var.coordinator });
      return c.json(report, 200, { 'cache-control': 'no-store' });
    } catch (error) {
      if (!(error instanceof HandOverRefused)) throw error;
      return refuse(c, { code: 'hand-over-refused', errors: [{ pointer: '', code: error.why }] });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

/** False where the sender went away in the middle, or sends more than there may be. */
async function isWritten(c: Context, path: string): Promise<boolean> {
  let length = 0;
  async function* pieces() {
    for await (const piece of c.req.raw.body ?? []) {
      length += piece.length;
      if (length > largest) throw new TooLarge();
      yield piece;
    }
  }
  const target = createWriteStream(path, { mode: 0o600 });
  try {
    await pipeline(Readable.from(pieces()), target);
    return true;
  } catch (error) {
    if ((error as { syscall?: unknown }).syscall !== undefined) throw error; // our own disk
    return false;
  }
}

class TooLarge extends Error {}

function passphraseOf(c: Context): string | undefined {
  const said = c.req.header(passphraseHeader);
  return said ? Buffer.from(said, 'base64url').toString('utf8') : undefined;
}
