import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import type { ControlProps } from './props.ts';

type Control = ComponentType<ControlProps>;

/** A control in a chunk of its own: whoever is never asked such a question does not wait for it. */
export function later(load: () => Promise<Control>): Control {
  let here: Control | undefined;
  return function Later(props: ControlProps) {
    const { t } = useText();
    const [failed, setFailed] = useState(false);
    const [, setArrived] = useState(here !== undefined);
    const [tries, setTries] = useState(0);
    // biome-ignore lint/correctness/useExhaustiveDependencies: each try is one more
    useEffect(() => {
      if (here) return;
      setFailed(false);
      load().then(
        (it) => {
          here = it;
          setArrived(true);
        },
        () => setFailed(true),
      );
    }, [tries]);
    if (here) {
      const Here = here;
      return <Here {...props} />;
    }
    if (!failed) return <p class="quiet">{t('step.loading')}</p>;
    return (
      <div class="wish" role="alert">
        <p>{t('step.notLoaded')}</p>
        <button type="button" class="button" onClick={() => setTries(tries + 1)}>
          {t('step.loadAgain')}
        </button>
      </div>
    );
  };
}
