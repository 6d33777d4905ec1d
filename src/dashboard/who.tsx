import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Deed, mayDo, type Person } from '../submission/index.ts';

const WhoContext = createContext<Person | null>(null);

/** The one who is signed in, for all pages below. */
export const WhoIsIn = WhoContext.Provider;

/** Whether the one who is signed in may do this. The server decides; a page only does not offer in vain. */
export function useMay(): (deed: Deed) => boolean {
  const who = useContext(WhoContext);
  return (deed) => who !== null && mayDo(who.role, deed);
}
