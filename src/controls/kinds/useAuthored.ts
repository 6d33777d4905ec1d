import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
import type { AuthoredFile } from '../../questionnaire/index.ts';
import { type Authored, AuthoredContext } from '../authored.ts';

/** large: it is not on this device, and comes when it is asked for. */
export type Fetching =
  | { readonly kind: 'coming' | 'large' | 'gone' | 'away' }
  | { readonly kind: 'here'; readonly address: string };

const unasked = 1_000_000; // bytes of a sound or film that come without being asked for

const addresses = new WeakMap<Authored, Map<string, string>>();

/** A file that the questionnaire pins, from this device or from afar; and the way to ask for it, or to ask again. */
export function useAuthored(
  file: AuthoredFile | undefined,
  mayBeLarge: boolean,
): readonly [Fetching, () => void] {
  const authored = useContext(AuthoredContext);
  const known = authored && file ? addressesOf(authored).get(file.hash) : undefined;
  const [fetching, setFetching] = useState<Fetching>({ kind: 'coming' });
  const [wishes, setWishes] = useState(0);
  const wish = useCallback(() => setWishes((before) => before + 1), []);
  useEffect(() => {
    if (!authored || !file || known !== undefined) return;
    let left = false;
    const tell = (it: Fetching) => left || setFetching(it);
    const bring = async () => {
      if (mayBeLarge && file.size > unasked && wishes === 0 && !(await authored.isHere(file)))
        return tell({ kind: 'large' });
      tell({ kind: 'coming' });
      const brought = await authored.bring(file);
      tell(
        typeof brought === 'string'
          ? { kind: brought }
          : { kind: 'here', address: addressIn(authored, file, brought) },
      );
    };
    const again = () => void bring().catch(() => tell({ kind: 'away' }));
    again();
    addEventListener('online', wish);
    return () => {
      left = true;
      removeEventListener('online', wish);
    };
  }, [authored, file, known, mayBeLarge, wishes, wish]);
  if (!authored || !file) return [{ kind: 'gone' }, wish];
  return [known === undefined ? fetching : { kind: 'here', address: known }, wish];
}

/** Of one interview, until its page goes: a picture that was shown is there at once when the person comes back to it. */
function addressesOf(authored: Authored): Map<string, string> {
  const known = addresses.get(authored) ?? new Map<string, string>();
  addresses.set(authored, known);
  return known;
}

function addressIn(authored: Authored, { hash }: AuthoredFile, bytes: Blob): string {
  const known = addressesOf(authored);
  const address = known.get(hash) ?? URL.createObjectURL(bytes);
  known.set(hash, address);
  return address;
}
