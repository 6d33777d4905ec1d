/** Imports run downhill, through the doors. The table is the house's floor plan; ARCHITECTURE.md draws it. */
import { posix } from 'node:path';
import type { Complaint, HouseFile } from './files.ts';

const ground = ['questionnaire', 'submission'];
const client = [...ground, 'xlsform', 'storage', 'sync', 'worker', 'i18n', 'controls'];

/** Which rooms a room may know. */
export const mayKnow: Readonly<Record<string, readonly string[]>> = {
  questionnaire: [],
  submission: ['questionnaire'],
  xlsform: ['questionnaire'],
  results: ground,
  review: [...ground, 'results'],
  plan: [...ground, 'results'],
  versions: [...ground, 'xlsform'],
  dataset: [...ground, 'locales'],
  report: [...ground, 'results', 'locales'],
  print: [...ground, 'report'],
  storage: ground,
  sync: [...ground, 'storage'],
  worker: [...ground, 'xlsform'],
  i18n: ['locales', 'questionnaire'], // a questionnaire's words are read in the same language
  controls: ['questionnaire', 'i18n'],
  screens: client,
  dashboard: [
    ...client.filter((room) => room !== 'storage'),
    'results',
    'review',
    'plan',
    'report',
    'versions',
  ],
  server: [
    ...ground,
    'dataset',
    'results',
    'review',
    'plan',
    'report',
    'print',
    'xlsform',
    'versions',
    'questionnaires',
  ],
  authoring: [...ground, 'xlsform', 'locales', 'questionnaires'],
  'service-worker': [],
  carrier: [...ground, 'storage', 'sync', 'worker'],
  sender: [...ground, 'storage', 'sync', 'worker'],
  rintis: ['authoring', 'server'],
  main: [...client, 'screens', 'dashboard', 'service-worker'],
};

/** Files that others may import although they are not the door: a phone must have them without the rest of the room. */
export const sideDoors: readonly string[] = [
  'src/controls/kinds/useRows.ts', // long lists of the office, without the controls
  'src/storage/lock/index.ts', // only a device with a lock loads it
  'src/storage/known.ts', // the page opens from what the device knows before Dexie has arrived
  'src/server/rintis.ts', // the server's commands, which read their own arguments
  'src/server/questionnaire-command.ts', // the one command that authors and the server share
  'src/sync/update.ts', // the service worker is registered before anything is sent
  'src/worker/work.ts', // carrier and sender are workers themselves: they do the work at their own desk
  'service-worker/register.ts',
];

/** Packages that only some rooms know: each outside thing has one room that speaks to it. */
const keptIn: readonly { readonly packages: RegExp; readonly rooms: readonly string[] }[] = [
  { packages: /^dexie/, rooms: ['storage'] },
  { packages: /^node:/, rooms: ['server', 'authoring', 'print'] },
  { packages: /^(hono|@hono|pg|@node-rs)/, rooms: ['server', 'authoring'] },
  { packages: /^(pdfkit|fontkit|@expo-google-fonts)/, rooms: ['print'] },
  { packages: /^zod$/, rooms: [] }, // zod/mini is a fifteenth of it
  { packages: /^workbox-window/, rooms: ['sync', 'service-worker'] },
  { packages: /^workbox-(?!window)/, rooms: ['service-worker'] },
  { packages: /^i18next/, rooms: ['i18n'] },
  { packages: /^comlink/, rooms: ['worker', 'sender'] },
  { packages: /^preact/, rooms: ['controls', 'screens', 'dashboard', 'i18n', 'main', 'storage'] },
];

/** The pure rooms know nothing of the outside but these. */
const pure: Readonly<Record<string, RegExp>> = {
  questionnaire: /^(zod\/mini|@noble\/|canonicalize)/,
  submission: /^(zod\/mini|@noble\/|canonicalize|uuid)/,
  results: /^(zod\/mini|jstat)/,
  review: /^zod\/mini/,
  plan: /^zod\/mini/,
  report: /^$/,
  versions: /^$/,
  xlsform: /^(zod\/mini|fflate|saxes|xls-reader|@noble\/)/,
  dataset: /^(fflate|hyparquet-writer)/,
};

const importing = /(?:\bfrom|\bimport)\s*\(?\s*'([^'\s]+)'/g;

export function importsDownhill(files: readonly HouseFile[], doors = sideDoors): Complaint[] {
  return files
    .filter(({ path }) => /^(src|service-worker)\/.*\.tsx?$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(importing)].flatMap(([, what = '']) => judge(path, what, doors)),
    );
}

function judge(path: string, what: string, doors: readonly string[]): Complaint[] {
  const room = roomOf(path);
  const complaint = (why: string) => [{ rule: 'imports', where: path, what: `${what}: ${why}` }];
  if (!mayKnow[room]) return complaint(`“${room}” is not a room of the house`);
  if (!what.startsWith('.')) {
    const keeper = keptIn.find(({ packages }) => packages.test(what));
    if (keeper && !keeper.rooms.includes(room))
      return complaint(`only ${keeper.rooms.join(', ') || 'nobody'} may know it`);
    return pure[room] && !pure[room].test(what)
      ? complaint('the pure rooms know nothing of the outside')
      : [];
  }
  const target = posix.normalize(posix.join(posix.dirname(path), what));
  const other = roomOf(target);
  if (other === room || target.endsWith('.css')) return [];
  if (!mayKnow[room].includes(other)) return complaint(`${room} may not know ${other}`);
  const isDoor = /\/index\.tsx?$/.test(target) || target.endsWith('.json') || doors.includes(target);
  return isDoor ? [] : complaint('not the door of the room');
}

function roomOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  if (first !== 'src') return first;
  return second.replace(/\.tsx?$/, ''); // main.tsx and rintis.ts introduce rooms to each other
}
