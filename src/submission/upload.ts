/** Where a file goes up. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The last part of the address at which this file of this submission goes up, the same every time: so a device that has lost
 * the address finds again what it had sent. It tells neither the one nor the other to a proxy that writes addresses down.
 */
export const uploadNameOf = (submission: string, hash: string): string =>
  bytesToHex(sha256(utf8ToBytes(`rintis upload 1\n${submission}\n${hash}`))).slice(0, 40);
