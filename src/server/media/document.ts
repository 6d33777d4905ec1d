/** The routes of files, for the OpenAPI document. */
import type { Route } from '../openapi.ts';
import { hashHeader } from '../routes/standing.ts';

const version = { 'tus-resumable': '1.0.0' };

export const mediaRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/submissions/{id}/media',
    summary:
      'How the files of a submission stand, for whoever proves by its hash that they have it: signed receipts of those that are here, whole, and the hashes of those that are not. A file that came with another submission need not be sent again.',
    headers: { [hashHeader]: 'The SHA-256 of any of its revisions, in lower-case hex.' },
    gives: [200, 'application/json', 'MediaStanding'],
  },
  {
    method: 'post',
    path: '/api/media',
    summary:
      'Begins the upload of a file (tus 1.0 with creation, creation-with-upload, termination and expiration). A submission that is kept here must list its hash, size and type. Begun again, it goes on where it was: the address of a file is always the same, and its last part is the first 40 hex digits of SHA-256 over "rintis upload 1", the submission’s id and the file’s hash, with line feeds between them.',
    headers: {
      ...version,
      'upload-length': 'Bytes.',
      'upload-metadata':
        'submission (id of the submission), hash (SHA-256 of the file, lower-case hex) and type, each in Base64.',
    },
    gives: [201],
    givesHeaders: { location: 'Where its bytes go.', 'upload-expires': 'Until when it may be finished.' },
  },
  {
    method: 'options',
    path: '/api/media',
    summary: 'What of tus this server speaks.',
    gives: [204],
    givesHeaders: { 'tus-extension': 'Its extensions.', 'tus-max-size': 'The largest file, in bytes.' },
  },
  {
    method: 'head',
    path: '/api/media/{upload}',
    summary: 'How far an upload has come.',
    headers: version,
    gives: [200],
    givesHeaders: { 'upload-offset': 'Bytes that are here.', 'upload-length': 'Bytes of the whole.' },
  },
  {
    method: 'patch',
    path: '/api/media/{upload}',
    summary:
      'Takes the next bytes. What arrived before a connection broke is kept. The reply to the last ones comes after the file was proven, made durable and given its place.',
    headers: { ...version, 'upload-offset': 'Where these bytes begin.' },
    sends: ['application/offset+octet-stream'],
    gives: [204],
    givesHeaders: { 'upload-offset': 'Bytes that are here now.' },
  },
  {
    method: 'get',
    path: '/api/coordinator/surveys/{id}/media',
    summary: 'The files of the revisions that count, as a ZIP, named by submission and question.',
    gives: [200, 'application/zip'],
    isCoordinators: true,
  },
  {
    method: 'get',
    path: '/api/coordinator/submissions/{id}/media/{hash}',
    summary: 'One file of a submission, as it came; its type is the one that the submission lists.',
    gives: [200, '*/*'],
    isCoordinators: true,
  },
  {
    method: 'delete',
    path: '/api/media/{upload}',
    summary: 'Gives an unfinished upload up.',
    headers: version,
    gives: [204],
  },
];
