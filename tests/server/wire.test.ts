/** What one submission costs on the way, counted on the socket: whoever sends it pays for each kilobyte. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { Receipt } from '../../src/submission/index.ts';
import { makeBody } from '../bench/scale/form.ts';
import { openPlace } from '../bench/scale/place.ts';

/** The words of a questionnaire in Thai, as prose that somebody may have typed. */
const prose = JSON.stringify(
  JSON.parse(
    readFileSync(new URL('../../src/questionnaires/ics_officials.json', import.meta.url), 'utf8'),
    (_, value) => (typeof value?.th === 'string' ? value.th : value),
  ),
)
  .split('"')
  .filter((words) => /[\u0e00-\u0e7f]{30}/.test(words))
  .join(' ')
  .replace(/[\\{}$<>*_]/g, '');

/** A submission of five kilobytes: fifty-six answers, six of them told at length in Thai. */
function fiveKilobytes(hash: string): { readonly id: string; readonly body: string } {
  const { id, body } = makeBody(hash);
  const submission = JSON.parse(body) as { answers: Record<string, unknown> };
  for (const [at, name] of Object.keys(submission.answers).entries()) {
    if (at % 6 > 0) continue;
    const told = at / 6 < 6 ? prose.slice(at * 60, at * 60 + 220) : '';
    submission.answers[name] = told.normalize('NFC') || null;
  }
  return { id, body: JSON.stringify(submission) };
}

/** As Chrome on a phone adds to it. */
const ofTheBrowser = (origin: string) => [
  `Host: ${new URL(origin).host}`,
  'Connection: keep-alive',
  'sec-ch-ua-platform: "Android"',
  'User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  'Accept: application/json',
  'sec-ch-ua: "Google Chrome";v="141", "Not?A_Brand";v="8", "Chromium";v="141"',
  'sec-ch-ua-mobile: ?1',
  `Origin: ${origin}`,
  'Sec-Fetch-Site: same-origin',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7',
];

test('a submission of 5 kB costs at most 3 kB on the wire, there and back, headers and all', async () => {
  const place = await openPlace();
  onTestFinished(() => place.leave());
  const { id, body } = fiveKilobytes(place.hash);
  expect(Buffer.byteLength(body)).toBeGreaterThan(5_000);
  const packed = gzipSync(body);
  const head = [
    `PUT /api/submissions/${id} HTTP/1.1`,
    ...ofTheBrowser(place.server.origin),
    'Content-Type: application/json',
    'Content-Encoding: gzip',
    `Content-Length: ${packed.length}`,
  ];
  const socket = connect(place.server.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(packed);
  let heard = '';
  for await (const piece of socket) {
    heard += String(piece);
    const [, length] = /content-length: (\d+)\r\n/i.exec(heard) ?? [];
    if (heard.length >= heard.indexOf('\r\n\r\n') + 4 + Number(length)) break;
  }
  expect(heard).toMatch(/^HTTP\/1\.1 200 /);
  expect(Receipt.parse(JSON.parse(heard.slice(heard.indexOf('\r\n\r\n')))).id).toBe(id);
  const wire = socket.bytesWritten + socket.bytesRead;
  console.info(`5 kB on the wire: ${socket.bytesWritten} bytes there, ${socket.bytesRead} back`);
  expect(wire).toBeLessThanOrEqual(3_000);
}, 60_000);
