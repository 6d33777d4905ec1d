/** The routes of files for the OpenAPI document: those of submissions, and what is handed over. */
import { mediaRoutes } from './media/document.ts';
import type { Route } from './openapi.ts';

export const fileRoutes: readonly Route[] = [
  ...mediaRoutes,
  {
    method: 'post',
    path: '/api/coordinator/hand-overs',
    summary:
      'Takes in the submissions and files of a hand-over file. One that is cut off or changed, or not sealed for this server, is refused as a whole. The passphrase of a backup goes in the header `hand-over-passphrase`, in UTF-8 as base64url.',
    sends: ['application/octet-stream'],
    gives: [200, 'application/json', 'HandOverReport'],
    isCoordinators: true,
  },
];
