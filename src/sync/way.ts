import type { Letter, Way } from './send.ts';

/** The way to our server from this browser. */
export const wayFromHere: Way = {
  post: carry,
  isOnline: () => navigator.onLine,
  timers: {
    set: (work, wait) => setTimeout(work, wait),
    clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  },
  gzip: typeof CompressionStream === 'undefined' ? undefined : shorten,
};

/**
 * What goes up takes no cookies and no address of the page along, and follows no redirect, for ours never send one. What
 * comes down is asked for as plainly as can be: only then does the browser use what the page has preloaded.
 */
function carry({ method, path, body, headers, signal }: Letter): Promise<Response> {
  if (method === 'GET' && Object.keys(headers).length < 2) return fetch(path, { signal });
  return fetch(path, {
    method,
    body: body ?? null,
    headers,
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'manual',
    cache: 'no-store',
  });
}

/** Without a Blob on the way: one of half a megabyte goes through the browser's process and back. */
async function shorten(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  const written = writer.write(new TextEncoder().encode(text)).then(() => writer.close());
  const shortened = await new Response(readable).arrayBuffer();
  await written;
  return new Uint8Array(shortened);
}
