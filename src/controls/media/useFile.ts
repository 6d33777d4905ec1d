import { useEffect, useState } from 'preact/hooks';
import type { FileFacts, KeptFiles } from '../keeper.ts';

/** What is known of a kept file: undefined while it is looked up, null where it is not on this device. */
export function useFacts(media: KeptFiles, name: string): FileFacts | null | undefined {
  const [facts, setFacts] = useState<FileFacts | null>();
  useEffect(() => {
    let left = false;
    setFacts(undefined);
    void media.about(name).then((found) => left || setFacts(found ?? null));
    return () => {
      left = true;
    };
  }, [media, name]);
  return facts;
}

/** An address for the bytes of a kept file within this page, while somebody looks at it. */
export function useAddress(media: KeptFiles, name: string, wanted: boolean): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let left = false;
    const look = async () => {
      const bytes = await media.open(name);
      if (!bytes || left) return;
      made = URL.createObjectURL(bytes);
      setAddress(made);
    };
    if (wanted) void look();
    return () => {
      left = true;
      setAddress(undefined);
      if (made) URL.revokeObjectURL(made);
    };
  }, [media, name, wanted]);
  return address;
}
