import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../i18n/index.ts';

/** What is always in reach during a survey: the notice, one's answers, the way out. */
export function Menu({
  first,
  onNotice,
  onDiscard,
}: {
  /** What stands above the rest. */
  first?: { readonly words: string; act(): void } | undefined;
  onNotice?: (() => void) | undefined;
  onDiscard?: (() => void) | undefined;
}) {
  const { t } = useText();
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const away = (event: Event) => {
      const open = menu.current;
      if (open?.open && event.target instanceof Node && !open.contains(event.target)) open.open = false;
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !menu.current?.open) return;
      menu.current.open = false;
      menu.current.querySelector('summary')?.focus();
    };
    addEventListener('pointerdown', away);
    addEventListener('keydown', onEscape);
    return () => {
      removeEventListener('pointerdown', away);
      removeEventListener('keydown', onEscape);
    };
  }, []);
  const then = (act: () => void) => () => {
    if (menu.current) menu.current.open = false;
    act();
  };
  return (
    <details class="menu" ref={menu}>
      <summary aria-label={t('menu.open')}>
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 7h16M4 12h16M4 17h16" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        </svg>
      </summary>
      <div>
        {first && (
          <button type="button" class="button plain" onClick={then(first.act)}>
            {first.words}
          </button>
        )}
        {onNotice && (
          <button type="button" class="button plain" onClick={then(onNotice)}>
            {t('menu.notice')}
          </button>
        )}
        <a class="button plain" href="/mine">
          {t('menu.mine')}
        </a>
        <a class="button plain" href="/storage">
          {t('menu.storage')}
        </a>
        {onDiscard && (
          <button type="button" class="button plain bad" onClick={then(onDiscard)}>
            {t('menu.discard')}
          </button>
        )}
      </div>
    </details>
  );
}
