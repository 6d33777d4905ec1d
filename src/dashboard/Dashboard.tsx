import { useCallback, useEffect, useState } from 'preact/hooks';
import { useKeptLanguage, useText } from '../i18n/index.ts';
import './dashboard.css';
import { AccountPage } from './AccountPage.tsx';
import { DevicesPage } from './DevicesPage.tsx';
import { Frame, Heading } from './Frame.tsx';
import { LaterPages } from './LaterPages.tsx';
import { Link } from './Link.tsx';
import { InvitationsPage } from './making/InvitationsPage.tsx';
import { NewSurveyPage } from './making/NewSurveyPage.tsx';
import { PlanPage } from './making/PlanPage.tsx';
import { signOut, type Who, whoIsIn } from './office.ts';
import { PeoplePage } from './PeoplePage.tsx';
import { ResultsPage } from './results/ResultsPage.tsx';
import { ReviewDoor } from './review/ReviewDoor.tsx';
import { SignInPage } from './SignInPage.tsx';
import { Nowhere, TroubleNote, Working } from './Standing.tsx';
import { SurveyPage } from './SurveyPage.tsx';
import { SurveysPage } from './SurveysPage.tsx';
import { useAsked } from './useAsked.ts';
import { go, usePathname } from './usePathname.ts';
import { readWay } from './way.ts';
import { useMay, WhoIsIn } from './who.tsx';
import type { Trouble } from './wire.ts';

/** Who is at the desk. `why`: what ended the session, where the person did not. */
type Desk =
  | { readonly kind: 'in'; readonly who: Who }
  | { readonly kind: 'out'; readonly why: Trouble | null };

/** The coordinator's pages: who is there, and which page they are on. Nothing is shown before signing in. */
export function Dashboard({ offered }: { offered: readonly string[] }) {
  const { t } = useText();
  const asked = useAsked(whoIsIn);
  const speak = useKeptLanguage('rintis.coordinator.language', offered);
  const [desk, setDesk] = useState<Desk | null>(null);
  const { pathname, moved } = usePathname();
  const onSignedOut = useCallback(() => setDesk({ kind: 'out', why: 'not-signed-in' }), []);
  const frame = { offered, onLanguage: speak };
  const now = desk ?? firstDesk(asked);

  if (!now)
    return (
      <Frame {...frame}>
        <Heading text={t('coordinator.title')} moved={false} />
        {asked.kind === 'trouble' ? (
          <TroubleNote trouble={asked.trouble} onAgain={asked.again} />
        ) : (
          <Working />
        )}
      </Frame>
    );
  if (now.kind === 'out')
    return (
      <Frame {...frame}>
        <SignInPage why={now.why} moved={desk !== null} onSignedIn={(who) => setDesk({ kind: 'in', who })} />
      </Frame>
    );
  return (
    <WhoIsIn value={now.who}>
      <Frame
        {...frame}
        who={<SignedInAs who={now.who} onSignedOut={() => setDesk({ kind: 'out', why: null })} />}
      >
        <PageAt key={pathname} pathname={pathname} moved={moved || desk !== null} onSignedOut={onSignedOut} />
      </Frame>
    </WhoIsIn>
  );
}

function PageAt({ pathname, ...rest }: { pathname: string; moved: boolean; onSignedOut(): void }) {
  const way = readWay(pathname);
  if (way.page === 'surveys') return <SurveysPage {...rest} />;
  if (way.page === 'new') return <NewSurveyPage {...rest} />;
  if (way.page === 'plan') return <PlanPage id={way.id} {...rest} />;
  if (way.page === 'invitations') return <InvitationsPage id={way.id} {...rest} />;
  if (way.page === 'devices') return <DevicesPage id={way.id} {...rest} />;
  if (way.page === 'progress' || way.page === 'submissions' || way.page === 'submission')
    return <ReviewDoor way={way} {...rest} />;
  if (way.page === 'results') return <ResultsPage id={way.id} {...rest} />;
  if (way.page === 'people') return <PeoplePage {...rest} />;
  if (way.page === 'account') return <AccountPage {...rest} />;
  if (way.page === 'survey') return <SurveyPage id={way.id} {...rest} />;
  if (way.page === 'questionnaires' || 'hash' in way) return <LaterPages way={way} {...rest} />;
  return <Nowhere trouble="not-found" moved={rest.moved} />;
}

function firstDesk(asked: ReturnType<typeof useAsked<Who>>): Desk | null {
  if (asked.kind === 'here') return { kind: 'in', who: asked.value };
  const isOut = asked.kind === 'trouble' && asked.trouble === 'not-signed-in';
  return isOut ? { kind: 'out', why: null } : null;
}

function SignedInAs({ who, onSignedOut }: { who: Who; onSignedOut(): void }) {
  const { t } = useText();
  const may = useMay();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    if (!trouble) return;
    const timer = setTimeout(() => setTrouble(null), 10_000);
    return () => clearTimeout(timer);
  }, [trouble]);
  const leave = async () => {
    const said = await signOut();
    if (!said.ok) return setTrouble(said.trouble);
    go({ page: 'surveys' });
    onSignedOut();
  };
  return (
    <div class="who">
      <Link class="small" to={{ page: 'account' }}>
        {t('coordinator.signedInAs', { name: who.name })}
      </Link>
      {may('questionnaires') && (
        <Link class="button plain" to={{ page: 'questionnaires' }}>
          {t('coordinator.questionnaires')}
        </Link>
      )}
      {may('people') && (
        <Link class="button plain" to={{ page: 'people' }}>
          {t('people.title')}
        </Link>
      )}
      <button type="button" class="button plain" onClick={() => void leave()}>
        {t('coordinator.signOut')}
      </button>
      {trouble && (
        <p class="small who-trouble" role="alert">
          {t(`problems.${trouble}`)}
        </p>
      )}
    </div>
  );
}
