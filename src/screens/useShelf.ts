import { useEffect, useState } from 'preact/hooks';
import { type Shelf, useText } from '../i18n/index.ts';

/** Words that only some pages need. True once they are here, or will not come: rather a page with holes than none. */
export function useShelf(shelf: Shelf): boolean {
  const { open } = useText();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` is another with each language, and the words come with that
  useEffect(() => {
    const done = () => setOpen(true);
    void open(shelf).then(done, done);
  }, [shelf]);
  return isOpen;
}
