import { useId, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { PasswordChange } from '../submission/index.ts';
import { Heading } from './Frame.tsx';
import { Link } from './Link.tsx';
import { changePassword } from './office.ts';
import { TroubleNote } from './Standing.tsx';
import type { Trouble } from './wire.ts';

/** Where somebody gives themselves another password. Then they sign in anew, everywhere. */
export function AccountPage({ moved, onSignedOut }: { moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [isShort, setShort] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isWorking, setWorking] = useState(false);
  const id = useId();

  const change = async () => {
    if (isWorking) return;
    setTrouble(null);
    const isFine = PasswordChange.safeParse({ old: old || 'x', fresh }).success;
    setShort(!isFine);
    if (!isFine) return;
    setWorking(true);
    const said = await changePassword(old, fresh);
    setWorking(false);
    if (said.ok || said.trouble === 'not-signed-in') onSignedOut();
    else setTrouble(said.trouble);
  };
  const field = (name: string, label: string, value: string, set: (value: string) => void, auto: string) => (
    <div class="asked">
      <label for={`${id}${name}`}>{label}</label>
      <input
        class="field"
        type="password"
        id={`${id}${name}`}
        autocomplete={auto}
        value={value}
        aria-describedby={name === 'fresh' ? `${id}how` : undefined}
        aria-invalid={name === 'fresh' && isShort}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </div>
  );
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'surveys' }}>
          <span aria-hidden="true">← </span>
          {t('coordinator.surveys')}
        </Link>
      </nav>
      <Heading text={t('people.ownPassword')} moved={moved} />
      <form
        class="desk-card sign-in"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        {field('old', t('people.oldPassword'), old, setOld, 'current-password')}
        {field('fresh', t('people.freshPassword'), fresh, setFresh, 'new-password')}
        <p id={`${id}how`} class={isShort ? 'problem' : 'quiet'} role={isShort ? 'alert' : undefined}>
          {t('people.passwordHow')}
        </p>
        {trouble && <TroubleNote trouble={trouble} />}
        <button type="submit" class="button main" aria-disabled={isWorking}>
          {isWorking ? t('coordinator.working') : t('people.changePassword')}
        </button>
      </form>
    </>
  );
}
