import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { Heading } from './Frame.tsx';
import { Link } from './Link.tsx';
import type { Asked } from './useAsked.ts';
import type { Trouble } from './wire.ts';

/** What was asked for, once it is here; until then that it is on its way, or why it is not. */
export function WhenHere<T>({
  asked,
  title,
  onSignedOut,
  children,
}: {
  asked: Asked<T>;
  /** The heading while the page cannot have its own. */
  title?: string;
  /** The session has ended: there is nothing to show before signing in again. */
  onSignedOut(): void;
  children(value: T): ComponentChildren;
}) {
  const signedOut = asked.kind === 'trouble' && asked.trouble === 'not-signed-in';
  useEffect(() => {
    if (signedOut) onSignedOut();
  }, [signedOut, onSignedOut]);
  if (asked.kind === 'here') return <>{children(asked.value)}</>;
  if (asked.kind === 'asking' || signedOut) return <Working />;
  return (
    <>
      {title && <Heading text={title} moved={false} />}
      <TroubleNote trouble={asked.trouble} onAgain={asked.again} />
    </>
  );
}

/** Shows only what takes long enough to be noticed. */
export function Working() {
  const { t } = useText();
  return (
    <p class="quiet working" role="status">
      {t('coordinator.working')}
    </p>
  );
}

export function TroubleNote({ trouble, onAgain }: { trouble: Trouble; onAgain?: () => void }) {
  const { t } = useText();
  return (
    <div class="alarm" role="alert">
      <p>{t(`problems.${trouble}`)}</p>
      {onAgain && (
        <button
          type="button"
          class="button"
          onClick={() => {
            document.getElementById('main')?.focus(); // the button goes away, the place in the page stays
            onAgain();
          }}
        >
          {t('survey.tryAgain')}
        </button>
      )}
    </div>
  );
}

/** A page that there is not. */
export function Nowhere({ trouble, moved }: { trouble: Trouble; moved: boolean }) {
  const { t } = useText();
  return (
    <>
      <Heading text={t('coordinator.title')} moved={moved} />
      <TroubleNote trouble={trouble} />
      <p>
        <Link to={{ page: 'surveys' }}>{t('coordinator.surveys')}</Link>
      </p>
    </>
  );
}
