/** An office is visited, and a photo, a signature, a recording and a file brought along: what each browser is asked to do. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import visit from '../fixtures/files.json' with { type: 'json' };
import type { Name, Person } from '../support/browsers/index.ts';
import { drawQuarters, withExif } from '../support/pictures.ts';
import type { Official } from './official.ts';
import { invite, type Liking, type Stage, setStage } from './stage.ts';
import type { Language } from './words.ts';

export { soundFile } from '../support/sounds.ts';

type Words = Readonly<Record<Language, string>>;
const questions = visit.items[1]?.items ?? [];
const agreed: Words = {
  en: 'I agree',
  ms: 'Saya bersetuju',
  fil: 'Sumasang-ayon ako',
  th: 'ยินยอม',
  vi: 'Tôi đồng ý',
};

/** How a question of the visit reads. */
export function label(language: Language, name: string): string {
  const found = questions.find((one) => one.name === name);
  if (!found) throw new Error(`The visit has no question ${name}.`);
  return (found.label as Words)[language];
}

export interface Visit {
  readonly stage: Stage;
  readonly official: Official;
  readonly person: Person;
  readonly t: (key: string) => Name;
  /** Waits for the question. */
  at(name: string): Promise<void>;
  /** Writes a file for the person to choose. */
  file(name: string, bytes: Uint8Array | string): Promise<string>;
}

/** Somebody who has agreed, and stands before the first file. */
export async function beginVisit(
  language: Language,
  liking: Liking,
  prepare?: (person: Person, origin: string) => Promise<void>,
): Promise<Visit> {
  const stage = await setStage(visit);
  const official = await invite(language, { pretendsDevices: true, ...liking });
  const { person } = official;
  await prepare?.(person, stage.road.origin);
  const folder = await mkdtemp(join(tmpdir(), 'rintis-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const at = async (name: string) => {
    await person.sees('group', label(language, name));
  };
  await official.speaks(stage.link);
  await person.taps('radio', agreed[language]);
  await official.goesOn();
  await at('board');
  return {
    stage,
    official,
    person,
    t: official.t,
    at,
    async file(name, bytes) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return path;
    },
  };
}

/** A photo that a phone took lying on its side (orientation 6), with the place in it. 2,400 × 1,600 on the sensor. */
export async function sideways({ person, file }: Visit): Promise<string> {
  const jpeg = Buffer.from(String(await person.tab.run(drawQuarters(2_400, 1_600))), 'base64');
  return file('IMG_20261123_140512.jpg', withExif(jpeg, 6));
}

export interface OnDevice {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** The files that the device has, by what its own database says. */
export async function filesOnDevice(person: Person): Promise<OnDevice[]> {
  const found = (await person.tab.run(readFiles)) as { name: string; type: string; base64: string }[];
  return found.map(({ name, type, base64 }) => ({ name, type, bytes: Buffer.from(base64, 'base64') }));
}

const readFiles = `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const [{ name }] = await indexedDB.databases();
  const db = await done(indexedDB.open(name));
  const tables = db.transaction(['attachments', 'mediaPieces']);
  const attachments = await done(tables.objectStore('attachments').getAll());
  const pieces = await done(tables.objectStore('mediaPieces').getAll());
  db.close();
  return attachments.map(({ name, type, hash }) => {
    const mine = pieces.filter((piece) => piece.hash === hash).sort((one, other) => one.at - other.at);
    const letters = mine.map(({ bytes }) => Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
    return { name, type, base64: btoa(letters.join('')) };
  });
})()`;

/** The colours in the middle of each quarter of the picture on the screen. */
export const coloursShown = (person: Person): Promise<unknown> =>
  person.tab.run(`(() => {
  const picture = document.querySelector('.picture img');
  const canvas = document.createElement('canvas');
  const { naturalWidth: width, naturalHeight: height } = picture;
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  return [[1, 1], [3, 1], [1, 3], [3, 3]].map(([x, y]) => {
    const [red, green, blue] = pen.getImageData((x * width) / 4, (y * height) / 4, 1, 1).data;
    return red > 150 && green > 150 ? 'yellow' : red > 150 ? 'red' : green > 120 ? 'green' : blue > 150 ? 'blue' : 'other';
  });
})()`);
