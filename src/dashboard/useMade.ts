import { useState } from 'preact/hooks';
import { saveFile } from './saveFile.ts';
import type { Said, Trouble } from './wire.ts';

export type Made = 'no' | 'making' | 'yes' | Trouble;

/** A file that the server makes while one waits; then the browser has it. One at a time. */
export function useMade(onSignedOut: () => void): {
  readonly made: Made;
  make(name: string, ask: () => Promise<Said<Blob>>): Promise<void>;
} {
  const [made, setMade] = useState<Made>('no');
  return {
    made,
    async make(name, ask) {
      if (made === 'making') return;
      setMade('making');
      const said = await ask();
      if (!said.ok && said.trouble === 'not-signed-in') return onSignedOut();
      if (said.ok) saveFile(said.value, name);
      setMade(said.ok ? 'yes' : said.trouble);
    },
  };
}
