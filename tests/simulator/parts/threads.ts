/**
 * What a machine does in other threads is done at once here: else the thread that happens to be faster would decide what
 * comes first, and a seed would not come out the same twice. Imported before the server, which takes these functions along.
 */
import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';

type Done = (error: Error | null, bytes?: Buffer) => void;

const atOnce = (work: (bytes: Buffer, options: object) => Buffer) =>
  ((bytes: Buffer, options: object, done: Done): void => {
    let unpacked: Buffer | undefined;
    let failure: Error | null = null;
    try {
      unpacked = work(bytes, options);
    } catch (error) {
      failure = error as Error;
    }
    queueMicrotask(() => done(failure, unpacked));
  }) as unknown;

Object.assign(zlib, {
  gunzip: atOnce((bytes, options) => zlib.gunzipSync(bytes, options)),
  gzip: atOnce((bytes, options) => zlib.gzipSync(bytes, options)),
  brotliCompress: atOnce((bytes, options) => zlib.brotliCompressSync(bytes, options)),
});
syncBuiltinESMExports();
