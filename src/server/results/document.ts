/** The routes of results for the OpenAPI document. */
import type { Route } from '../openapi.ts';

export const resultRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/written/{question}',
    summary:
      'What was answered in words, up to a hundred at a time, in the order of the alphabet and beside nothing else. Of an anonymous survey once thirty have answered; none in which a telephone number, an address of e-mail or a long number may stand.',
    query: { search: 'Letters that stand in them.', after: 'Where the page before ended.' },
    gives: [200, 'application/json', 'WrittenAnswers'],
    isCoordinators: true,
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/results',
    summary:
      'How questions were answered and what the scores come to, as of the last release. Groups of fewer than ten, and whatever would give them away, are `null`, whoever asks.',
    query: { by: 'A question by which results can be grouped, by its name.' },
    gives: [200, 'application/json', 'Results'],
    isCoordinators: true,
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/results/renew',
    summary:
      'Asks for a release of figures as of now. Refused as `not-possible` while fewer than a quarter more, or fewer than ten, have come.',
    gives: [204],
    isCoordinators: true,
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/report',
    summary:
      'The last release as a report in one of our languages: PDF, or one HTML file. It tells nothing that the results do not.',
    query: {
      lang: 'en, ms, fil, th or vi.',
      format: 'pdf or html.',
      by: 'A question by which every other one is shown, too.',
    },
    gives: [200, 'application/pdf'],
    isCoordinators: true,
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/poster',
    summary:
      'A poster (PDF, A4) with the QR code of the survey’s link. Not for one that only devices answer.',
    query: { lang: 'One language of the survey, or several with commas between.' },
    gives: [200, 'application/pdf'],
    isCoordinators: true,
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/batches/{batch}/cards',
    summary: 'The links of a batch as cards with QR codes, ten on a sheet (PDF, A4), a thousand at a time.',
    query: { lang: 'A language of the survey.', after: 'The number of the last card of the file before.' },
    gives: [200, 'application/pdf'],
    isCoordinators: true,
  },
  {
    method: 'post',
    path: '/api/coordinator/surveys/{id}/codes/poster',
    summary:
      'A poster (PDF, A4) with the QR code of an enrolment code. The code stands in no address, and so in no log.',
    sends: ['application/json', 'CodePosterWish'],
    gives: [200, 'application/pdf'],
    isCoordinators: true,
  },
];
