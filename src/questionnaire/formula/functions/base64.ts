/** Base64 both ways, without the platform's own: the core knows no platform. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) text += alphabet[(three >> shift) & 63];
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}

/** UTF-8 text from base64, the URL-safe letters too; blank when it is neither. */
export function decodeBase64(text: string): string {
  const bytes = base64Bytes(text);
  return bytes ? utf8(bytes) : '';
}

/** What base64 holds; nothing where it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const char of text.replace(/-/g, '+').replace(/_/g, '/').replace(/[\s=]/g, '')) {
    const six = alphabet.indexOf(char);
    if (six < 0) return undefined;
    bits = ((bits << 6) | six) & 0xfff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}

/** The text that bytes are; blank when they are none. */
export function utf8(bytes: Uint8Array): string {
  const escaped = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return ''; // not UTF-8
  }
}
