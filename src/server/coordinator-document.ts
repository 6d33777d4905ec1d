/** The routes of those who are signed in, for the OpenAPI document. */
import type { Route } from './openapi.ts';

const routes: readonly Omit<Route, 'isCoordinators'>[] = [
  {
    method: 'get',
    path: '/api/coordinator/surveys',
    summary: 'The surveys with their figures.',
    gives: [200, 'application/json', 'Surveys'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys',
    summary: 'Makes a survey, as a draft: what is not said is taken over from the questionnaire.',
    sends: ['application/json', 'NewSurvey'],
    gives: [200, 'application/json', 'PlanStanding'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/plan',
    summary: 'All that was decided about a survey; `basis` names these words.',
    gives: [200, 'application/json', 'PlanStanding'],
  },
  {
    method: 'put',
    path: '/api/coordinator/surveys/{id}/plan',
    summary:
      'Puts a plan in the place of the one with this `basis`. The privacy stays as it is from the first submission on; presets, languages and the questionnaire’s id from the opening on.',
    sends: ['application/json', 'PlanChange'],
    gives: [200, 'application/json', 'PlanStanding'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/state',
    summary:
      'Opens, pauses or closes a survey. It opens only with everything that its notice must say; what is missing stands in `errors`.',
    sends: ['application/json', 'StateChange'],
    gives: [200, 'application/json', 'PlanStanding'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/batches',
    summary: 'The invitations of a survey, by batch, and how many of each are used.',
    gives: [200, 'application/json', 'BatchList'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/batches',
    summary:
      'Makes invitations: links of which each is answered once. In an anonymous survey ten at least, and nobody’s name beside them.',
    sends: ['application/json', 'BatchWish'],
    gives: [200, 'application/json', 'Batch'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/batches/{batch}/links',
    summary:
      'The links of a batch, as CSV; where the survey is not anonymous, with whose they are and whether they are used.',
    query: { only: '`unused` for those to remind; not in an anonymous survey.' },
    gives: [200, 'text/csv; charset=utf-8'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/batches/{batch}/cards',
    summary: 'The links of a batch as cards to be cut, ten on a sheet, a thousand at a time.',
    query: { lang: 'A language of the survey.', after: 'The number of the last link of the file before.' },
    gives: [200, 'application/pdf'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/export',
    summary: 'The revisions that count, as CSV; none that was withdrawn.',
    query: {
      format: 'csv',
      lang: 'The language of the labels.',
      labels: '1 for labels in place of codes.',
      table: 'A repeat, in place of the interviews.',
    },
    gives: [200, 'text/csv; charset=utf-8'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/standings',
    summary: 'The submissions that stand like this, 200 at a time.',
    query: { standing: 'returned, forked, withdrawn or review.', after: 'The last id of the page before.' },
    gives: [200, 'application/json', 'StandingList'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/submissions',
    summary:
      'Submissions as lines of a table, newest first, 50 at a time, with what was noticed about them. All that is asked for must hold. In an anonymous survey at most one of language and group, and of no group of fewer than ten.',
    query: {
      state: 'received, corrected, accepted, review, returned, forked, aside or withdrawn.',
      language: 'The language of the interview.',
      device: 'The id of a device.',
      flag: 'A quality flag, or `any`.',
      group: 'A grouping question and its value, `gov_level=local`; several times for several.',
      from: 'The first day of receipt.',
      until: 'The last day of receipt.',
      search: 'An id or a receipt code; then nothing else counts.',
      after: 'What the page before gave as `next`.',
    },
    gives: [200, 'application/json', 'LinePage'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/progress',
    summary:
      'How far a survey is, by day, language, device and group; with an `ETag`, so that asking again costs nothing while nothing has come. In tens where the survey is anonymous, or an analyst asks.',
    gives: [200, 'application/json', 'Progress'],
  },
  {
    method: 'get',
    path: '/api/coordinator/submissions/{id}',
    summary: 'All that is kept of a submission: every revision, and what happened to it.',
    gives: [200, 'application/json', 'History'],
  },
  {
    method: 'post',
    path: '/api/coordinator/submissions/{id}/return',
    summary: 'Sends a submission back with a comment.',
    sends: ['application/json', 'Return'],
    gives: [204],
  },
  {
    method: 'post',
    path: '/api/coordinator/submissions/{id}/resolve',
    summary: 'Says which branch of a fork counts.',
    sends: ['application/json', 'Resolution'],
    gives: [204],
  },
  {
    method: 'post',
    path: '/api/coordinator/submissions/{id}/accept',
    summary: 'Somebody has looked at it: it may count as it is.',
    gives: [204],
  },
  {
    method: 'post',
    path: '/api/coordinator/submissions/{id}/aside',
    summary: 'Sets a submission aside: it is kept, and counted no more.',
    sends: ['application/json', 'SettingAside'],
    gives: [204],
  },
  {
    method: 'post',
    path: '/api/coordinator/submissions/{id}/restore',
    summary: 'Counts one again that was set aside.',
    gives: [204],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/codes',
    summary: 'The codes that let devices in, newest first.',
    gives: [200, 'application/json', 'EnrolmentCodeList'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/codes',
    summary: 'Makes a code for so many devices and days.',
    sends: ['application/json', 'EnrolmentCodeWish'],
    gives: [200, 'application/json', 'EnrolmentCode'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/codes/revoke',
    summary: 'Ends a code: it lets nobody in any more.',
    sends: ['application/json', 'EnrolmentCodeEnd'],
    gives: [204],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/devices',
    summary: 'The devices that were let in.',
    gives: [200, 'application/json', 'DeviceList'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/devices/{device}/retire',
    summary: 'Retires a device. What it sent stays; what it sends from now on comes into review.',
    gives: [204],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/exports',
    summary: 'The exports of a survey that were asked for, newest first. Each lasts a day.',
    gives: [200, 'application/json', 'ExportJobs'],
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/exports',
    summary:
      'Asks for an export: files in the formats that are wished for, a codebook, and a manifest of checksums.',
    sends: ['application/json', 'ExportWish'],
    gives: [200, 'application/json', 'ExportJob'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/exports/{export}',
    summary: 'How far an export is. One that holds what was taken back since is gone.',
    gives: [200, 'application/json', 'ExportJob'],
  },
  {
    method: 'delete',
    path: '/api/coordinator/surveys/{id}/exports/{export}',
    summary: 'Deletes an export that is not being made.',
    gives: [204],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/exports/{export}/all',
    summary: 'All its files as one ZIP.',
    gives: [200, 'application/zip'],
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/exports/{export}/files/{name}',
    summary: 'One file, or with `Range` a piece of it (RFC 9110); its `ETag` is its SHA-256.',
    gives: [200, '*/*'],
  },
  {
    method: 'put',
    path: '/api/coordinator/files/{hash}',
    summary:
      'Keeps a picture, sound or film for questionnaires, under the SHA-256 of its bytes, and says what it is. `content-length` is required. Doing it again changes nothing.',
    sends: ['application/octet-stream'],
    gives: [200, 'application/json', 'AuthoredFile'],
  },
  {
    method: 'get',
    path: '/api/coordinator/questionnaires/{hash}/media',
    summary: 'The files that a questionnaire pins, and whether they are here.',
    gives: [200, 'application/json', 'AuthoredFiles'],
  },
  {
    method: 'get',
    path: '/api/coordinator/questionnaires',
    summary: 'The questionnaires with their versions, newest first, and the surveys that ask each.',
    gives: [200, 'application/json', 'QuestionnaireShelf'],
  },
  {
    method: 'post',
    path: '/api/coordinator/questionnaires/check',
    summary:
      'Reads a file with a questionnaire (XLSForm, XForm or our own JSON) and tells every problem with its place. Keeps nothing.',
    query: { name: 'The name of the file: its ending says how it is read.' },
    sends: ['application/octet-stream'],
    gives: [200, 'application/json', 'QuestionnaireReport'],
  },
  {
    method: 'post',
    path: '/api/coordinator/questionnaires',
    summary:
      'Keeps a questionnaire as the next version of its id, unless the file has errors. What is here already stays as it is.',
    query: {
      name: 'The name of the file.',
      note: 'What has changed, in the words of who brings it.',
      after: 'The number of the newest version that is known; where another one is, nothing is kept.',
    },
    sends: ['application/octet-stream'],
    gives: [200, 'application/json', 'QuestionnaireReport'],
  },
  {
    method: 'get',
    path: '/api/coordinator/questionnaires/{hash}/files/{kind}',
    summary: 'A version as a workbook (`xlsx`), an XForm (`xml`) or our own document (`json`).',
    gives: [200, '*/*'],
  },
  {
    method: 'put',
    path: '/api/coordinator/surveys/{id}/questionnaire',
    summary: 'Lets a survey ask another version from now on. Interviews that were begun stay on theirs.',
    sends: ['application/json', 'VersionWish'],
    gives: [204],
  },
  {
    method: 'get',
    path: '/api/coordinator/people',
    summary: 'The people of the office. For admins.',
    gives: [200, 'application/json', 'People'],
  },
  {
    method: 'put',
    path: '/api/coordinator/people',
    summary:
      'Gives somebody a role and surveys; somebody new also a password, which is told this once. The last admin stays one.',
    sends: ['application/json', 'PersonWish'],
    gives: [200, 'application/json', 'PersonMade'],
  },
  {
    method: 'post',
    path: '/api/coordinator/people/password',
    summary: 'Gives somebody a new password, which is told this once, and ends their sessions.',
    sends: ['application/json', 'PersonNamed'],
    gives: [200, 'application/json', 'PersonMade'],
  },
  {
    method: 'post',
    path: '/api/coordinator/people/remove',
    summary: 'Ends somebody’s access.',
    sends: ['application/json', 'PersonNamed'],
    gives: [204],
  },
  {
    method: 'get',
    path: '/api/coordinator/log',
    summary: 'Who did what in the office, newest first, 200 at a time. Each line stands over the one before.',
    query: { before: 'The number of the last line of the page before.' },
    gives: [200, 'application/json', 'OfficeLog'],
  },
];

export const coordinatorRoutes: readonly Route[] = routes.map((route) => ({
  ...route,
  isCoordinators: true,
}));
