/** A file's way up by tus 1.0 (tus.io): on its own, because the library comes with the first file. */
import { type HttpRequest, type HttpResponse, type HttpStack, Upload } from 'tus-js-client';
import { type Database, keepUpload, type MediaParcel, mediaSlice } from '../storage/index.ts';
import { type MediaFile, Problem } from '../submission/index.ts';
import { type Letter, type Way, withPatience } from './send.ts';
import { type Later, type Refused, readJson, toTrouble } from './wire.ts';

export type Uploaded =
  /** The server has every byte; whether it is the file is for its receipt to say. */
  | { readonly kind: 'whole' }
  /** Asked to stop: it goes on later from where it is. */
  | { readonly kind: 'stopped' }
  /** The server does not know this upload (any more): it starts over. */
  | { readonly kind: 'unknown' }
  /** What arrived is not this file: it starts over, a few times. */
  | { readonly kind: 'changed'; readonly problem: Problem }
  /** A piece of the file is not on this device. */
  | { readonly kind: 'lost' }
  | Refused
  | Later;

/** How many bytes go in one request: fewer after a failure, more after a success. */
export interface UploadPace {
  bytes: number;
}
const fewest = 128 * 1024;
const most = 1024 * 1024;
const more = 16 * 1024; // little at a time: where a road breaks every two megabytes, what is under way then is lost

export interface UploadWorld extends Way {
  readonly db: Database;
  readonly pace: UploadPace;
  /** Asked before each request: whether something else has to go first. */
  readonly mustStop: () => Promise<boolean>;
}

const patience = 120_000; // for one request: 128 kB at 9 kbit/s, and as long as the server waits for one

/** Sends what the server lacks of a file, read piece by piece, and notes on the device how far it came. */
export function upload(parcel: MediaParcel, type: MediaFile['type'], world: UploadWorld): Promise<Uploaded> {
  const { db, pace } = world;
  const { submission, hash, size } = parcel;
  return new Promise((resolve, reject) => {
    let noted = Promise.resolve();
    const note = (sent: number) => {
      const at = it.url ?? undefined;
      noted = noted.then(() => keepUpload(db, parcel, at && pathOf(at), sent));
      noted.catch(reject); // a device that cannot note it: the runner says so, and tries later
    };
    const done = (how: Uploaded) => void noted.then(() => resolve(how), reject);
    const slice = async (start: number, end: number) => {
      await noted;
      const found = (await world.mustStop())
        ? 'stopped'
        : ((await mediaSlice(db, hash, start, end)) ?? 'lost');
      if (typeof found !== 'string')
        return { value: { size: found.length, bytes: found }, done: end === size };
      void it.abort();
      done({ kind: found });
      throw new Error(found); // heard by nobody: the upload is over
    };
    const it: Upload = new Upload(new Blob(), {
      // Without an endpoint the library never starts over by itself: it would after any 503.
      ...(parcel.upload ? { uploadUrl: parcel.upload } : { endpoint: '/api/media' }),
      metadata: { submission, hash, type },
      chunkSize: pace.bytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: async () => hash,
      fileReader: { openFile: async () => ({ size, slice, close() {} }) },
      httpStack: stackOver(world),
      onUploadUrlAvailable: () => note(parcel.upload ? parcel.sent : 0),
      onChunkComplete(_, accepted) {
        pace.bytes = Math.min(most, pace.bytes + more);
        it.options.chunkSize = pace.bytes;
        note(accepted);
      },
      onSuccess: () => done({ kind: 'whole' }),
      onError(failure) {
        const trouble = toUploadTrouble(failure);
        if (!trouble) return reject(failure);
        if (trouble.kind === 'later') pace.bytes = Math.max(fewest, Math.floor(pace.bytes / 2));
        done(trouble);
      },
    });
    it.start();
  });
}

/** Where an upload goes on is always on our server, whatever the reply said. */
const pathOf = (url: string): string => new URL(url, 'http://here').pathname;

/** Weather, as it passes through the library. */
class Weather extends Error {
  readonly later: Later;
  constructor(later: Later) {
    super(later.reason);
    this.later = later;
  }
}

function toUploadTrouble(failure: object): Uploaded | undefined {
  if (!('causingError' in failure && 'originalResponse' in failure)) return undefined;
  const { causingError, originalResponse } = failure;
  if (causingError instanceof Weather) return causingError.later;
  if (!(originalResponse instanceof Reply)) return undefined;
  const { reply, text } = originalResponse;
  const said = Problem.safeParse(readJson(text)).data;
  if (said?.code === 'media-changed') return { kind: 'changed', problem: said };
  if (isOurs(reply)) {
    if (reply.status === 404 || reply.status === 410) return { kind: 'unknown' };
    if (reply.status === 409 || reply.status === 423) return { kind: 'later', reason: 'server-busy' };
  }
  return toTrouble(readJson(text), reply);
}

/** A hotel's 404 ends no upload. The reply to HEAD has no body to read: its headers must do. */
const isOurs = ({ headers }: Response): boolean =>
  headers.has('tus-resumable') || (headers.get('content-type') ?? '').includes('problem+json');

/** The library's requests on our own way: no cookies, no redirects, our patience, and whatever weather a test wants. */
const stackOver = (way: Way): HttpStack => ({
  getName: () => 'rintis',
  createRequest: (method, url) => new Request(way, method as Letter['method'], url),
});

class Request implements HttpRequest {
  readonly #way: Way;
  readonly #method: Letter['method'];
  readonly #url: string;
  readonly #headers: Record<string, string> = {};

  constructor(way: Way, method: Letter['method'], url: string) {
    this.#way = way;
    this.#method = method;
    this.#url = url;
  }
  getMethod() {
    return this.#method;
  }
  getURL() {
    return this.#url;
  }
  setHeader(header: string, value: string) {
    this.#headers[header.toLowerCase()] = value;
  }
  getHeader(header: string) {
    return this.#headers[header.toLowerCase()];
  }
  /** Progress is told by what the server accepted. */
  setProgressHandler() {}
  getUnderlyingObject() {
    return undefined;
  }
  /** We stop between requests only. */
  async abort() {}

  async send(body?: { readonly bytes: Uint8Array<ArrayBuffer> } | null): Promise<HttpResponse> {
    const said = await withPatience(this.#way, patience, async (signal) => {
      const reply = await this.#way.post({
        method: this.#method,
        path: pathOf(this.#url),
        headers: this.#headers,
        ...(body ? { body: body.bytes } : {}),
        signal,
      });
      return new Reply(reply, this.#method === 'HEAD' ? '' : await reply.text());
    });
    if (said instanceof Reply) return said;
    throw new Weather(said);
  }
}

class Reply implements HttpResponse {
  readonly reply: Response;
  readonly text: string;
  constructor(reply: Response, text: string) {
    this.reply = reply;
    this.text = text;
  }
  getStatus() {
    return this.reply.status;
  }
  getHeader(header: string) {
    return this.reply.headers.get(header) ?? undefined;
  }
  getBody() {
    return this.text;
  }
  getUnderlyingObject() {
    return this.reply;
  }
}
