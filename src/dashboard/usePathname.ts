import { useEffect, useState } from 'preact/hooks';
import { addressOf } from './way.ts';

/** Goes to another page without loading the app again. The browser's own "back" leads to the page before. */
export function go(way: Parameters<typeof addressOf>[0]): void {
  const address = addressOf(way);
  if (address !== location.pathname) history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}

/** The address as it stands, and whether the person has moved since the app was loaded. */
export function usePathname(): { pathname: string; moved: boolean } {
  const [where, setWhere] = useState({ pathname: location.pathname, moved: false });
  useEffect(() => {
    const look = () =>
      setWhere((before) => {
        const { pathname } = location; // the same where only the part after `#` is new: the way past the bar
        return pathname === before.pathname ? before : { pathname, moved: true };
      });
    addEventListener('popstate', look);
    return () => removeEventListener('popstate', look);
  }, []);
  return where;
}
