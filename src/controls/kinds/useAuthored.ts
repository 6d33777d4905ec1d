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
  const [isWished, setWished] = useState(false);
  const [tries, setTries] = useState(0);
  const again = useCallback(() => setTries((before) => before + 1), []);
  const wish = useCallback(() => {
    setWished(true);
    again();
  }, [again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try runs anew
  useEffect(() => {
    if (!authored || !file || known !== undefined) return;
    let left = false;
    const tell = (it: Fetching) => left || setFetching(it);
    const bring = async () => {
      if (mayBeLarge && file.size > unasked && !isWished && !(await authored.isHere(file)))
        return tell({ kind: 'large' });
      tell({ kind: 'coming' });
      const brought = await authored.bring(file);
      tell(
        typeof brought === 'string'
          ? { kind: brought }
          : { kind: 'here', address: addressIn(authored, file, brought) },
      );
    };
    bring().catch(() => tell({ kind: 'away' }));
    addEventListener('online', again);
    return () => {
      left = true;
      removeEventListener('online', again);
    };
  }, [authored, file, known, mayBeLarge, isWished, tries, again]);
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
