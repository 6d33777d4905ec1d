import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const slice = 1024 * 1024;

/** SHA-256 in lower-case hex; of a file slice by slice, so that a video is never whole in memory. */
export async function hashOf(bytes: Uint8Array | Blob): Promise<string> {
  if (!(bytes instanceof Blob)) return bytesToHex(sha256(bytes));
  const hash = sha256.create();
  for (let from = 0; from < bytes.size; from += slice) {
    hash.update(new Uint8Array(await bytes.slice(from, from + slice).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}
