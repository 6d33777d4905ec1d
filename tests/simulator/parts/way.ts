/** The way between a phone and the server, and all that can happen to a request and its reply there. */
import type { Letter, Post } from '../../../src/sync/index.ts';
import type { Device, Tab } from './device.ts';
import { falsify } from './falsify.ts';
import { forgedWord } from './forgedWord.ts';
import type { Office, World } from './office.ts';
import type { WayFault } from './plan.ts';
import { proxyReplies } from './proxies.ts';

/** A reply on its way back, read once. */
export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const minute = 60_000;

export function openWay({ time, chance, plan, ledger }: World, office: Office) {
  const earlier: Said[] = []; // what the server said before: for those who say it again

  /** Brings a request to the server after a while, and its reply to whoever listens then. */
  function bring(letter: Letter, wait: number, cut: number | undefined, heard: (said?: Said) => void): void {
    time.later(wait, async () => {
      const { method, path, headers } = letter;
      const reply = await office.answer({
        method,
        path,
        headers,
        body: bytesOf(letter),
        ...(cut === undefined ? {} : { cut }),
      });
      heard(reply && (await read(reply)));
    });
  }

  /** The journey of one letter of this tab. */
  return (tab: Tab, device: Device): Post =>
    (letter) =>
      new Promise((resolve, reject) => {
        const point = pointOf(letter);
        const there = chance.between(5, 800);
        const back = chance.between(5, 800);
        const lost = () => tab.hear(back, () => reject(new TypeError('Failed to fetch')));
        const silence = chance.happens(0.5);
        const lostOrSilent = () => (silence ? undefined : lost());
        const say = (said: Said, wait = back) => tab.hear(wait, () => resolve(toResponse(said)));
        const hear = (said?: Said) => {
          if (said) say(said);
          else lost();
        };
        ledger.note(tab.name, `→ ${letter.method} ${point}`);
        if (!device.isOnline) return lost();
        const fault = plan.onTheWay();
        const forged =
          fault === 'forged word that it was taken back' ? forgedWord(letter, chance) : undefined;
        if (!fault || forged === 'not asked') return bring(letter, there, undefined, hear);
        ledger.strike(tab.name, fault, point);
        if (forged) return say(forged);
        const proxy = proxyReplies(chance)[fault];
        if (proxy) return say(proxy());
        const late = chance.between(minute / 4, plan.lateness);
        const size = bytesOf(letter)?.length ?? 0;
        const part = chance.between(0, Math.max(0, size - 1));
        const ways: Partial<Record<WayFault, () => void>> = {
          'request lost': lostOrSilent,
          'reply lost': () => bring(letter, there, undefined, lostOrSilent),
          'reply late': () => bring(letter, there, undefined, (said) => said && say(said, late)),
          'request late': () => bring(letter, late, undefined, hear),
          'request twice': () => {
            bring(letter, there, undefined, hear);
            bring(
              letter,
              there + chance.between(0, 1) * chance.between(0, plan.lateness),
              undefined,
              () => undefined,
            );
          },
          'request cut': () => bring(letter, there, part, lostOrSilent),
          'request cut, passed as whole': () => bring(shortened(letter, part), there, undefined, hear),
          'reply cut': () =>
            bring(letter, there, undefined, (said) => {
              if (said) tab.hear(back, () => resolve(broken(said, chance.next())));
              else lost();
            }),
          'proxy takes no gzip': () => {
            if (letter.headers['content-encoding']) say({ status: 415, headers: {}, text: 'unsupported' });
            else bring(letter, there, undefined, hear);
          },
          'reply replaced by a proxy': () =>
            bring(letter, there, undefined, () => say({ status: 502, headers: {}, text: '<h1>502</h1>' })),
        };
        const simple = ways[fault];
        if (simple) return simple();
        // what is left arrives and is answered, but another answer is heard
        bring(letter, there, undefined, (said) => {
          if (!said) return lost();
          say(falsify(fault, said, { chance, earlier }));
          earlier.push(said);
          if (earlier.length > 20) earlier.shift();
        });
      });
}

function pointOf({ method, path }: Letter): string {
  if (path.startsWith('/api/surveys')) return 'a survey is asked for';
  if (path.endsWith('/media') && method === 'GET') return 'files are asked for';
  if (method === 'HEAD') return 'an upload is looked up';
  if (method === 'PATCH') return 'a file goes';
  if (path.startsWith('/api/media')) return 'a file is announced';
  return method === 'PUT' ? 'one submission goes' : 'a batch goes';
}

function bytesOf({ body }: Letter): Uint8Array<ArrayBuffer> | undefined {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body;
}

/** A proxy lost the end, and counted anew. */
const shortened = (letter: Letter, part: number): Letter => {
  const bytes = bytesOf(letter);
  return bytes ? { ...letter, body: bytes.slice(0, part) } : letter;
};

async function read(reply: Response): Promise<Said> {
  return {
    status: reply.status,
    headers: Object.fromEntries(reply.headers),
    text: await reply.text(),
  };
}

const mayHaveBody = (status: number): boolean => status !== 204 && status !== 304;

function toResponse({ status, headers, text }: Said): Response {
  if (status === 0) return Response.error(); // what `redirect: 'manual'` gives for a redirect: nothing can be read of it
  return new Response(mayHaveBody(status) ? text : null, { status, headers });
}

/** The connection ends in the middle of the reply. */
function broken({ status, headers, text }: Said, share: number): Response {
  const bytes = new TextEncoder().encode(text);
  const stream = new ReadableStream<Uint8Array>({
    start(control) {
      control.enqueue(bytes.subarray(0, Math.floor(bytes.length * share)));
      control.error(new TypeError('network error'));
    },
  });
  return new Response(stream, { status, headers });
}
