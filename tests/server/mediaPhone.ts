/** Sends a file by the library that phones have. */
import * as tus from 'tus-js-client';
import { uploadNameOf } from '../../src/submission/index.ts';
import { fileOf } from './mediaOffice.ts';

export const upload = (
  origin: string,
  submission: string,
  bytes: Buffer,
  more: Partial<tus.UploadOptions> = {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hash, type } = fileOf(bytes);
    new tus.Upload(bytes, {
      endpoint: `${origin}/api/media`,
      uploadUrl: `${origin}/api/media/${uploadNameOf(submission, hash)}`,
      metadata: { submission, hash, type },
      chunkSize: 512 * 1024,
      retryDelays: Array.from({ length: 20 }, () => 10),
      onSuccess: () => resolve(),
      onError: reject,
      ...more,
    }).start();
  });
