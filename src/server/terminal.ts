/** What the terminal says to the one who starts the server, in the language of the terminal. */
import { networkInterfaces } from 'node:os';
import type { Writable } from 'node:stream';
import { renderUnicodeCompact } from 'uqr';
import type { Settings } from './settings.ts';
import en from './terminal/en.json' with { type: 'json' };
import fil from './terminal/fil.json' with { type: 'json' };
import ms from './terminal/ms.json' with { type: 'json' };
import th from './terminal/th.json' with { type: 'json' };
import vi from './terminal/vi.json' with { type: 'json' };

const words = { en, fil, ms, th, vi };
export type Sentence = keyof typeof en;

/** A sentence in the terminal's language (`LANG` and its relatives), with its holes filled. */
export function say(env: NodeJS.ProcessEnv, sentence: Sentence, holes: Record<string, string> = {}): string {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en';
  const language = (['fil', 'ms', 'th', 'vi'] as const).find((tag) => locale.startsWith(tag)) ?? 'en';
  return words[language][sentence].replace(/\{\{(\w+)\}\}/g, (_, name: string) => holes[name] ?? '');
}

export interface Greeting {
  readonly settings: Settings;
  readonly port: number;
  readonly survey: string;
  /** Lets phones into the demonstration's interviews; made at the first start. */
  readonly enrolmentCode: string | null;
  readonly firstSignIn: { readonly name: string; readonly password: string } | null;
}

/** Where to go from here: the phone, the coordinator, and the first sign-in, which is shown this once. */
export function greet(
  out: Writable,
  env: NodeJS.ProcessEnv,
  { settings, port, survey, enrolmentCode, firstSignIn }: Greeting,
): void {
  const here = settings.publicUrl?.origin ?? `http://localhost:${port}`;
  const nearby = settings.publicUrl?.origin ?? `http://${nearbyAddress(settings.host)}:${port}`;
  const forPhone = `${nearby}/s/${survey}`;
  const lines = [
    say(env, 'phone', { address: forPhone }),
    ...drawCode(forPhone, out),
    ...(settings.publicUrl?.protocol === 'https:' ? [] : [say(env, 'https')]),
    say(env, 'here', { address: `${here}/s/${survey}` }),
    ...(enrolmentCode ? [say(env, 'enrol', { address: `${nearby}/enrol`, code: enrolmentCode })] : []),
    say(env, 'coordinator', { address: `${here}/coordinator` }),
    ...(firstSignIn ? [say(env, 'firstSignIn', firstSignIn)] : []),
    say(env, 'data', { folder: settings.dataDir }),
  ];
  out.write(`\n${lines.join('\n')}\n\n`);
}

/** The code for a phone's camera: light on dark whatever the terminal's colours, since not every reader takes the inverse. */
function drawCode(address: string, out: Writable & { readonly isTTY?: boolean }): string[] {
  const lines = renderUnicodeCompact(address, { border: 2 }).split('\n');
  return out.isTTY ? lines.map((line) => `\u001b[97;40m${line}\u001b[0m`) : lines;
}

/** The address it listens at; where that is every address, this machine's in the local network, for a phone beside it. */
function nearbyAddress(host: string | undefined): string {
  if (host && host !== '0.0.0.0' && host !== '::') return host;
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? 'localhost';
}
