/** An office whose survey asks for photos and files, and what its phones send. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import { type MediaFile, MediaStanding, type Submission, uploadNameOf } from '../../src/submission/index.ts';
import { hashOf, type Office, openOffice, smallQuestionnaire, submissionTo } from './office.ts';

export const mediaQuestionnaire: Questionnaire = {
  ...smallQuestionnaire,
  items: [
    ...smallQuestionnaire.items,
    {
      kind: 'group',
      name: 'office',
      items: [
        { kind: 'photo', name: 'board' },
        { kind: 'file', name: 'list' },
        { kind: 'photo', name: 'logo', default: { literal: 'logo.png' } },
        {
          kind: 'repeat',
          name: 'room',
          items: [
            { kind: 'text', name: 'use' },
            { kind: 'photo', name: 'door' },
          ],
        },
      ],
    },
  ],
};

export const openMediaOffice = (options: Parameters<typeof openOffice>[0] = {}) =>
  openOffice({ questionnaire: mediaQuestionnaire, ...options });

/** Names of what is on its way up. */
export const uploadsOf = ({ media }: Office): string[] => readdirSync(media.files.uploads);

export const isHere = ({ media }: Office, { hash }: { hash: string }): boolean =>
  existsSync(media.files.pathOf(hash));

/** A picture as far as its first bytes go, and then so many bytes that nobody else has. */
export function pictureOf(seed: string, size = 3_000): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(size);
  Buffer.from('ffd8ffe000104a464946000101000001', 'hex').copy(bytes);
  for (let at = 16, block = 0; at < size; at += 32, block++)
    createHash('sha256').update(`${seed} ${block}`).digest().copy(bytes, at);
  return bytes;
}

export const fileOf = (
  bytes: Uint8Array,
  name = 'board.jpg',
  type: MediaFile['type'] = 'image/jpeg',
): MediaFile => ({
  name,
  hash: createHash('sha256').update(bytes).digest('hex'),
  type,
  size: bytes.length,
});

/** A submission whose answers name these files: the first the board, the second the list, the others doors. */
export function withMedia(office: Pick<Office, 'hash'>, ...media: MediaFile[]): Submission {
  const [board, list, ...doors] = media.map(({ name }) => name);
  return submissionTo(office, {
    answers: {
      consent: 'agree',
      office: {
        ...(board !== undefined && { board }),
        ...(list !== undefined && { list }),
        ...(doors.length > 0 && { room: doors.map((door) => ({ door })) }),
      },
    },
    ...(media.length > 0 && { media }),
  });
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const tus = { 'tus-resumable': '1.0.0' };

export const creation = (submission: string, { hash, type, size }: Omit<MediaFile, 'name'>): RequestInit => ({
  method: 'POST',
  headers: {
    ...tus,
    'upload-length': String(size),
    'upload-metadata': `submission ${base64(submission)},hash ${base64(hash)},type ${base64(type)}`,
  },
});

export const addressOf = (submission: string, { hash }: Pick<MediaFile, 'hash'>): string =>
  `/api/media/${uploadNameOf(submission, hash)}`;

export const piece = (offset: number, bytes: Uint8Array<ArrayBuffer>): RequestInit => ({
  method: 'PATCH',
  headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
  body: bytes,
});

export const asked = { method: 'HEAD', headers: tus };

/** Sends a file in two pieces; gives the last reply. */
export async function send(
  { app }: Pick<Office, 'app'>,
  submission: string,
  bytes: Buffer<ArrayBuffer>,
  file = fileOf(bytes),
): Promise<Response> {
  const created = await app.request('/api/media', creation(submission, file));
  if (created.status !== 201) return created;
  const path = created.headers.get('location') ?? '';
  const half = bytes.length >> 1;
  const first = await app.request(path, piece(0, bytes.subarray(0, half)));
  return first.status === 204 ? app.request(path, piece(half, bytes.subarray(half))) : first;
}

/** What the server says of a submission's files. */
export async function standingOf(
  { app }: Pick<Office, 'app'>,
  submission: Submission,
): Promise<MediaStanding> {
  const headers = { 'submission-hash': hashOf(JSON.stringify(submission)) };
  const said = await app.request(`/api/submissions/${submission.id}/media`, { headers });
  return MediaStanding.parse(await said.json());
}

export const codeIn = async (response: Response): Promise<[number, string]> => [
  response.status,
  (await response.json()).code,
];
