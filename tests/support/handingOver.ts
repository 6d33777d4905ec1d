/** Two people with a device each and no network: what one gives and the other takes, through the pages. */
import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Enrolment, EnrolmentCode, submissionIdFor, timeOfId } from '../../src/submission/index.ts';
import type { Name, Person } from './browsers/index.ts';
import type { TestServer } from './server.ts';

type Words = (key: string) => Name;

/** Enrols the device by a code, at the server; what comes of it is put where the page of enrolling would put it. */
export async function enrols(person: Person, server: TestServer, name: string): Promise<void> {
  const at = (path: string, said: unknown, cookie = '') =>
    fetch(server.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.origin, cookie },
      body: JSON.stringify(said),
    });
  const signedIn = await at('/api/session', server.coordinator);
  const [cookie] = (signedIn.headers.get('set-cookie') ?? '').split(';');
  const made = await at('/api/coordinator/surveys/demo/codes', { uses: 1, days: 1 }, cookie);
  const { code } = EnrolmentCode.parse(await made.json());
  const enrolled = await at('/api/enrolments', { code, device: crypto.randomUUID(), name });
  const { survey, ...rest } = Enrolment.parse(await enrolled.json());
  const row = { ...rest, survey: survey.id, questionnaire: null, enrolledAt: '2026-11-23T01:00:00.000Z' };
  await person.tab.run(inDatabase(`await done(table('enrolments').put(${JSON.stringify(row)}))`));
}

/** One who finished an interview finishes as many more like it, with the same files. Gives the ids of all. */
export async function finishesMore(person: Person, more: number): Promise<string[]> {
  const rows = (await person.tab.run(
    inDatabase(`return await done(table('submissions').getAll())`),
  )) as Row[];
  const [first] = rows;
  if (!first) throw new Error('Nothing was finished on this device yet.');
  const others = Array.from({ length: more }, (_, at) => {
    const moment = new Date(Date.now() + at);
    const privacy = timeOfId(first.id) % 86_400_000 === 0 ? 'anonymous' : 'confidential';
    const id = submissionIdFor(privacy, moment, crypto.getRandomValues(new Uint8Array(16)));
    const body = JSON.stringify({ ...JSON.parse(first.body), id });
    return { ...first, id, body, hash: createHash('sha256').update(body).digest('hex') };
  });
  await person.tab.run(
    inDatabase(`
      const files = (await done(table('attachments').getAll())).filter(({ owner }) => owner === ${JSON.stringify(first.id)});
      for (const one of ${JSON.stringify(others)}) {
        await done(table('submissions').put(one));
        await done(table('outbox').put({ id: one.id, state: 'waiting', since: one.keptAt, tries: 0, triedAt: 0, nextTryAt: 0 }));
        for (const file of files) {
          await done(table('attachments').put({ ...file, owner: one.id }));
          const { hash, size } = file;
          await done(table('mediaOutbox').put({ submission: one.id, hash, size, state: 'unanswered', since: one.keptAt, sent: 0, tries: 0, triedAt: 0, nextTryAt: 0 }));
        }
      }`),
  );
  return [first.id, ...others.map(({ id }) => id)];
}

interface Row {
  readonly id: string;
  readonly body: string;
}

/** Makes the file on the page and saves it. Gives the path of what the browser would have written. */
export async function handsOver(person: Person, origin: string, t: Words): Promise<string> {
  await person.opens(`${origin}/hand-over#give`);
  await person.taps('button', t('handOver.make'));
  return savesFile(person, t);
}

/** The same for a backup; gives its passphrase, too. */
export async function backsUp(
  person: Person,
  origin: string,
  t: Words,
): Promise<{ path: string; passphrase: string }> {
  await person.opens(`${origin}/hand-over#backup`);
  await person.reads(t('handOver.backupKeep'));
  await person.taps('button', t('handOver.suggest'));
  await person.taps('button', t('handOver.make'));
  const path = await savesFile(person, t);
  const [passphrase = ''] = /\b(\w{5}-){2}\w{5}\b/.exec(await person.text()) ?? [];
  return { path, passphrase };
}

async function savesFile(person: Person, t: Words): Promise<string> {
  await person.sees('button', t('handOver.save'), undefined, 60_000);
  // Three browsers write to their disks in three ways: what they are given to write is the same.
  await person.tab.run(`(() => {
    const give = URL.createObjectURL;
    URL.createObjectURL = (file) => { globalThis.__saved = file; return give.call(URL, file); };
  })()`);
  await person.taps('button', t('handOver.save'));
  const base64 = String(
    await person.tab.run(`(async () => {
    const bytes = new Uint8Array(await globalThis.__saved.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 30_000) text += String.fromCharCode(...bytes.subarray(at, at + 30_000));
    return btoa(text);
  })()`),
  );
  const path = join(await mkdtemp(join(tmpdir(), 'rintis-hand-over-')), 'handed.rintis');
  await writeFile(path, Buffer.from(base64, 'base64'));
  return path;
}

/** Chooses the file, and takes it in after having read what is inside. */
export async function takesIn(
  person: Person,
  origin: string,
  t: Words,
  path: string,
  passphrase?: string,
): Promise<void> {
  await choosesFile(person, origin, t, path);
  if (passphrase !== undefined) {
    await person.types(t('handOver.passphraseAsked'), passphrase);
    await person.taps('button', t('handOver.open'));
  }
  await person.reads(t('handOver.inside'), 60_000);
  await person.taps('button', t('handOver.takeIn'));
  await person.reads(t('handOver.taken'), 120_000);
}

export async function choosesFile(person: Person, origin: string, t: Words, path: string): Promise<void> {
  await person.opens(`${origin}/hand-over#take`);
  await person.reloads(); // where the page was there already, only its `#` was followed
  await person.sees('button', t('handOver.scan'));
  await person.givesFile(path);
}

/** One shows the file as codes, the other looks at that screen through its camera; this is the air between them. Chromium only. */
export async function scans(taker: Person, giver: Person, origin: string, t: Words): Promise<void> {
  await giver.opens(`${origin}/hand-over#give`);
  await giver.taps('button', t('handOver.make'));
  await giver.taps('button', t('handOver.qr'));
  await taker.opens(`${origin}/hand-over#take`);
  await taker.tab.run(`(() => {
    const scene = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
    const pen = scene.getContext('2d');
    globalThis.__shows = async (picture) => {
      const code = Object.assign(new Image(), { src: picture });
      await code.decode();
      pen.fillStyle = '#888';
      pen.fillRect(0, 0, 1280, 720);
      pen.drawImage(code, 300, 30, 660, 660);
    };
    navigator.mediaDevices.getUserMedia = async () => scene.captureStream(20);
  })()`);
  await taker.taps('button', t('handOver.scan'));
  for (let look = 0; look < 400 && !(await taker.text()).includes(String(t('handOver.inside'))); look++) {
    const picture = await giver.tab.run(`document.querySelector('.hand-over-code').toDataURL()`);
    await taker.tab.run(`globalThis.__shows(${JSON.stringify(picture)})`);
  }
  await taker.reads(t('handOver.inside'));
}

/** How many rows the device has in a table. */
export const rowsIn = async (person: Person, table: string): Promise<number> =>
  Number(await person.tab.run(inDatabase(`return await done(table(${JSON.stringify(table)}).count())`)));

const tables = [
  'submissions',
  'outbox',
  'attachments',
  'mediaOutbox',
  'enrolments',
  'drafts',
  'answers',
  'media',
];

/** An expression that does something with the device's own database. */
const inDatabase = (work: string): string => `(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // opening what is not there would make it, and stand in the app's way
  if (!(await indexedDB.databases()).some(({ name, version }) => name === 'rintis' && version > 1)) throw new Error('not there yet');
  const db = await done(indexedDB.open('rintis'));
  const transaction = db.transaction(${JSON.stringify(tables)}, 'readwrite');
  const table = (name) => transaction.objectStore(name);
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
  try {
    return await (async () => { ${work} })();
  } finally {
    await ended;
    db.close();
  }
})()`;
