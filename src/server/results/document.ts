/** The routes of results for the OpenAPI document. */
import type { Route } from '../openapi.ts';

export const resultRoutes: readonly Route[] = [
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
];
