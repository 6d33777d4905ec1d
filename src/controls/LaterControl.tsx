import type { ComponentType } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { type Shelf, useText } from '../i18n/index.ts';
import { FilesContext, type Keeper } from './keeper.ts';
import type { Later } from './later.ts';
import type { ControlProps } from './props.ts';
import { type OnGround, TilesContext } from './tiles.ts';

/** A part of the app that comes with the first question that needs it. */
export type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/** The control of a question that only some are asked, with the words that only such questions need. */
export function LaterControl({ later, ...props }: ControlProps & { later: Later }) {
  const { t } = useText();
  const media = useContext(FilesContext);
  const tiles = useContext(TilesContext);
  const Loaded = useLater<Props>(later.load as Load<Props>, later.part);
  if (later.part === 'media' && !(media && 'keep' in media))
    return <p class="wish">{t('step.unsupported')}</p>;
  if (typeof Loaded !== 'function') return <NotHere why={Loaded} />;
  return <Loaded {...props} tiles={tiles} {...(media && 'keep' in media ? { media } : {})} />;
}

/** In its place while it is on its way, or where it did not come. */
export function NotHere({ why }: { why: 'missing' | null }) {
  const { t } = useText();
  if (!why) return <p class="quiet">{t('step.loading')}</p>;
  return (
    <div class="wish" role="alert">
      <p>{t('step.notLoaded')}</p>
      {/* A module that did not come once does not come again in this page (HTML, module map): a new page asks anew. */}
      <button type="button" class="button" onClick={() => location.reload()}>
        {t('survey.tryAgain')}
      </button>
    </div>
  );
}

type Props = ControlProps & Partial<Files> & OnGround;

export interface Files {
  readonly media: Keeper;
}

/** Null while it is on its way; missing when it did not come. */
export function useLater<Props>(
  load: Load<Props>,
  shelf: Shelf = 'media',
): ComponentType<Props> | 'missing' | null {
  const { open } = useText();
  const [loaded, setLoaded] = useState<{ it: ComponentType<Props> } | 'missing' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` is another with each language, and the words come with that
  useEffect(() => {
    let left = false;
    Promise.all([load(), open(shelf)]).then(
      ([{ default: it }]) => left || setLoaded({ it }),
      () => left || setLoaded('missing'),
    );
    return () => {
      left = true;
    };
  }, [load, shelf]);
  return loaded === 'missing' ? loaded : (loaded?.it ?? null);
}
