import { useText } from '../i18n/index.ts';
import type { OfficeLine } from '../submission/index.ts';

const deeds = {
  exported: 'exported',
  'asked for an export': 'askedExport',
  'deleted an export': 'deletedExport',
  'took an export': 'tookExport',
  'took all files': 'tookFiles',
  'made an enrolment code': 'madeCode',
  'ended an enrolment code': 'endedCode',
  'made a survey': 'madeSurvey',
  'changed a survey': 'changedSurvey',
  'opened or closed a survey': 'turnedSurvey',
  'made invitations': 'madeInvitations',
  'took invitations': 'tookInvitations',
  'retired a device': 'retiredDevice',
  'read a submission': 'readSubmission',
  'looked at a file': 'lookedAtFile',
  'gave a file': 'gaveFile',
  'sent back': 'sentBack',
  'resolved a fork': 'resolvedFork',
  accepted: 'accepted',
  'set aside': 'setAside',
  'counted again': 'countedAgain',
  'took in a hand-over': 'tookHandOver',
  'renewed the results': 'renewedResults',
  'made a report': 'madeReport',
  'read answers in words': 'readWritten',
  'changed the people': 'changedPeople',
  'gave a new password': 'gavePassword',
  'ended an access': 'endedAccess',
  'brought a questionnaire': 'broughtForm',
  'gave a survey another version': 'gaveVersion',
} as const;

const isKnown = (did: string): did is keyof typeof deeds => Object.hasOwn(deeds, did);

/** The last of what was done in the office, newest first. */
export function OfficeLogTable({ lines }: { lines: readonly OfficeLine[] }) {
  const { t, day, time } = useText();
  if (lines.length === 0) return <p class="quiet">{t('people.logEmpty')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by key
    <figure class="wide" tabIndex={0} aria-label={t('people.log')}>
      <table class="desk-table">
        <thead>
          <tr>
            <th scope="col">{t('people.when')}</th>
            <th scope="col">{t('people.who')}</th>
            <th scope="col">{t('people.did')}</th>
            <th scope="col">{t('people.about')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ number, at, who, did, about }) => (
            <tr key={number}>
              <td>
                {day(at.slice(0, 10))} {time(new Date(at))}
              </td>
              <td>{who}</td>
              <td>{isKnown(did) ? t(`people.deed.${deeds[did]}`) : did}</td>
              <td>
                <code>{about}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
