/** A request as it comes in. `cut`: the connection ends after so many bytes. */
export interface Arriving {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly cut?: number;
}

export function toRequest({ method, path, headers, body, cut }: Arriving): Request {
  const url = `http://office${path}`;
  if (body === undefined) return new Request(url, { method, headers });
  const bytes = new Uint8Array(body);
  if (cut === undefined) return new Request(url, { method, headers, body: bytes });
  const stream = new ReadableStream<Uint8Array>({
    start(control) {
      control.enqueue(bytes.subarray(0, cut));
      control.error(new Error('the connection was cut'));
    },
  });
  return new Request(url, { method, headers, body: stream, duplex: 'half' } as RequestInit);
}
