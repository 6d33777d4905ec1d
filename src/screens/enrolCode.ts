import { readReceiptCode } from '../submission/index.ts';

/** What a QR code, an address or a person said: a code of this server's, or an address at another one. */
export type SaidCode =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'elsewhere'; readonly address: URL }
  | { readonly kind: 'none' };

/** Reads `https://…/enrol#7K3QD-9MWXA`, or the code alone. The part after `#` is never sent to a server. */
export function readEnrolCode(said: string, origin: string): SaidCode {
  const code = readReceiptCode(said);
  if (code) return { kind: 'code', code };
  if (!URL.canParse(said)) return { kind: 'none' };
  const address = new URL(said);
  const inside = readReceiptCode(address.hash.slice(1));
  if (address.pathname !== '/enrol' || !inside || !/^https?:$/.test(address.protocol))
    return { kind: 'none' };
  return address.origin === origin ? { kind: 'code', code: inside } : { kind: 'elsewhere', address };
}
