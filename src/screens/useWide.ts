import { useEffect, useState } from 'preact/hooks';

const query = '(min-width: 48rem)';

/** Whether the screen has room for a page's statements in a list; a phone shows one at a time. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => setWide(media.matches);
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return wide;
}
