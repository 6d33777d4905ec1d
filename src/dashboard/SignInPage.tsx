import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { Heading } from './Frame.tsx';
import { signIn, type Who } from './office.ts';
import type { Trouble } from './wire.ts';

/** The door. Where it was refused, the reason stands above the fields and takes the focus. */
export function SignInPage({
  why,
  moved,
  onSignedIn,
}: {
  /** Why one is here again: the session has ended. */
  why: Trouble | null;
  moved: boolean;
  onSignedIn(who: Who): void;
}) {
  const { t } = useText();
  const [refused, setRefused] = useState<{ readonly trouble: Trouble } | null>(why && { trouble: why });
  const [asking, setAsking] = useState(false);
  const reason = useRef<HTMLParagraphElement>(null);
  const id = useId();
  useEffect(() => {
    if (refused) reason.current?.focus();
  }, [refused]);

  const submit = async (form: HTMLFormElement) => {
    if (asking) return;
    setAsking(true);
    const given = new FormData(form);
    const said = await signIn(String(given.get('username')).trim(), String(given.get('password')));
    setAsking(false);
    if (said.ok) onSignedIn(said.value);
    else setRefused({ trouble: said.trouble });
  };
  const isWrong = refused?.trouble === 'sign-in-failed';
  const field = {
    class: 'field',
    required: true,
    'aria-invalid': isWrong,
    'aria-describedby': isWrong ? `${id}why` : undefined,
  } as const;

  return (
    <form
      class="desk-card sign-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <Heading text={t('coordinator.signIn')} moved={moved && !refused} />
      {refused && (
        <p class="alarm" id={`${id}why`} ref={reason} tabIndex={-1}>
          {t(`problems.${refused.trouble}`)}
        </p>
      )}
      <div class="asked">
        <label for={`${id}name`}>{t('coordinator.name')}</label>
        <input
          {...field}
          id={`${id}name`}
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
      </div>
      <div class="asked">
        <label for={`${id}password`}>{t('coordinator.password')}</label>
        <input
          {...field}
          id={`${id}password`}
          name="password"
          type="password"
          autocomplete="current-password"
        />
      </div>
      <button type="submit" class="button main" aria-disabled={asking}>
        {asking ? t('coordinator.working') : t('coordinator.signIn')}
      </button>
    </form>
  );
}
