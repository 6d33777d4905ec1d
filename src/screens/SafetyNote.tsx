import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type Safety, safety } from '../storage/index.ts';

/** What the browser promised about our storage, in plain words; only while something on this device still matters. */
export function SafetyNote({ waiting }: { waiting: boolean }) {
  const state = useSafety();
  return state && waiting ? <Promised state={state} /> : null;
}

function Promised({ state }: { state: Safety }) {
  const { t } = useText();
  return <p>{state.keeping === 'kept' ? t('storage.kept') : t('storage.mayGo')}</p>;
}

function useSafety(): Safety | null {
  const [state, setState] = useState<Safety | null>(null);
  useEffect(() => {
    void safety().then(setState);
  }, []);
  return state;
}
