import { useId, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import type { OfficeLine, Person, PersonMade, SurveySummary } from '../submission/index.ts';
import { Heading } from './Frame.tsx';
import { Link } from './Link.tsx';
import { OfficeLogTable } from './OfficeLogTable.tsx';
import { officeLog, people, removePerson, renewPassword, savePerson, surveys } from './office.ts';
import { blankPerson, PersonForm } from './PersonForm.tsx';
import { TroubleNote, WhenHere } from './Standing.tsx';
import { useAsked } from './useAsked.ts';
import type { Said, Trouble } from './wire.ts';

interface Shown {
  readonly people: readonly Person[];
  readonly surveys: readonly SurveySummary[];
  readonly log: readonly OfficeLine[];
}

/** Who works in the office, what each may do, and what was done. */
export function PeoplePage({ moved, onSignedOut }: { moved: boolean; onSignedOut(): void }) {
  const { t } = useText();
  const asked = useAsked(everything);
  const id = useId();
  return (
    <>
      <nav aria-label={t('coordinator.title')}>
        <Link to={{ page: 'surveys' }}>
          <span aria-hidden="true">← </span>
          {t('coordinator.surveys')}
        </Link>
      </nav>
      <WhenHere asked={asked} title={t('people.title')} onSignedOut={onSignedOut}>
        {(shown) => (
          <>
            <Heading text={t('people.title')} moved={moved} />
            <p class="quiet">{t('people.text')}</p>
            <Everybody {...shown} onSignedOut={onSignedOut} />
            <section class="desk-card" aria-labelledby={`${id}log`}>
              <h2 id={`${id}log`}>{t('people.log')}</h2>
              <p class="quiet">{t('people.logText')}</p>
              <OfficeLogTable lines={shown.log} />
            </section>
          </>
        )}
      </WhenHere>
    </>
  );
}

async function everything(): Promise<Said<Shown>> {
  const [all, those, lines] = await Promise.all([people(), surveys(), officeLog()]);
  if (!all.ok) return all;
  if (!those.ok) return those;
  if (!lines.ok) return lines;
  return { ok: true, value: { people: all.value, surveys: those.value, log: lines.value } };
}

function Everybody({ people: known, surveys, onSignedOut }: Shown & { onSignedOut(): void }) {
  const { t } = useText();
  const [everybody, setEverybody] = useState(known);
  const [open, setOpen] = useState<string | null>(null);
  const [made, setMade] = useState<PersonMade | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const failed = (why: Trouble) => (why === 'not-signed-in' ? onSignedOut() : setTrouble(why));

  const keep = (said: Said<PersonMade>) => {
    setTrouble(null);
    if (!said.ok) return failed(said.trouble);
    const { person } = said.value;
    setMade(said.value.password === null ? null : said.value);
    setEverybody((before) =>
      [...before.filter(({ name }) => name !== person.name), person].sort((a, b) =>
        a.name.localeCompare(b.name),
      ),
    );
    setOpen(null);
  };
  const remove = async (name: string) => {
    setTrouble(null);
    const said = await removePerson(name);
    if (!said.ok && said.trouble !== 'not-found') return failed(said.trouble);
    setEverybody((before) => before.filter((person) => person.name !== name));
    setMade((before) => (before?.person.name === name ? null : before));
  };
  return (
    <>
      {made?.password && (
        <div class="shown-code" role="status">
          <p>{t('people.passwordOnce', { name: made.person.name })}</p>
          <p class="code">{made.password}</p>
        </div>
      )}
      {trouble && <TroubleNote trouble={trouble} />}
      <ul class="list">
        {everybody.map((person) => (
          <li key={person.name} class="survey-card">
            <h2>{person.name}</h2>
            {open === person.name ? (
              <PersonForm
                person={person}
                surveys={surveys}
                onSave={async (wish) => keep(await savePerson(wish))}
                onCancel={() => setOpen(null)}
              />
            ) : (
              <PersonLine
                person={person}
                surveys={surveys}
                onOpen={() => setOpen(person.name)}
                onPassword={async () => keep(await renewPassword(person.name))}
                onRemove={() => void remove(person.name)}
              />
            )}
          </li>
        ))}
      </ul>
      <section class="desk-card" aria-label={t('people.add')}>
        <h2>{t('people.add')}</h2>
        <PersonForm
          key={everybody.length}
          person={blankPerson}
          surveys={surveys}
          onSave={async (wish) => keep(await savePerson(wish))}
        />
      </section>
    </>
  );
}

function PersonLine({
  person,
  surveys,
  onOpen,
  onPassword,
  onRemove,
}: {
  person: Person;
  surveys: readonly SurveySummary[];
  onOpen(): void;
  onPassword(): void;
  onRemove(): void;
}) {
  const { t } = useText();
  const [isSure, setSure] = useState(false);
  const named = (act: string) => `${act}: ${person.name}`;
  const inSurveys =
    person.surveys === '*'
      ? t('people.allSurveys')
      : person.surveys.filter((id) => surveys.some((survey) => survey.id === id)).join(', ') || '–';
  return (
    <>
      <p>
        <b>{t(`people.role.${person.role}`)}</b> · {inSurveys}
        <br />
        <span class="quiet small">{t(`people.may.${person.role}`)}</span>
      </p>
      <div class="buttons">
        <button type="button" class="button" aria-label={named(t('people.change'))} onClick={onOpen}>
          {t('people.change')}
        </button>
        <button
          type="button"
          class="button plain"
          aria-label={named(t('people.newPassword'))}
          onClick={onPassword}
        >
          {t('people.newPassword')}
        </button>
        {isSure ? (
          <>
            <button
              type="button"
              class="button"
              aria-label={named(t('people.removeSure'))}
              onClick={onRemove}
            >
              {t('people.removeSure')}
            </button>
            <button type="button" class="button plain" onClick={() => setSure(false)}>
              {t('coordinator.cancel')}
            </button>
          </>
        ) : (
          <button
            type="button"
            class="button plain"
            aria-label={named(t('people.remove'))}
            onClick={() => setSure(true)}
          >
            {t('people.remove')}
          </button>
        )}
      </div>
    </>
  );
}
