/** A screen for browsers that need one: the machine's own, or one that Xvfb pretends. */
import { type Started, start } from '../processes.ts';

let pretended: Promise<{ DISPLAY: string }> | undefined;

/** The environment in which a window can open. */
export function screen(): Promise<{ DISPLAY: string }> {
  const { DISPLAY } = process.env;
  if (DISPLAY) return Promise.resolve({ DISPLAY });
  pretended ??= pretend();
  return pretended;
}

async function pretend(): Promise<{ DISPLAY: string }> {
  // -displayfd: Xvfb takes a free number itself and says which, so that two runs never fight
  const server: Started = start('Xvfb', [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1920x1400x24',
    '-nolisten',
    'tcp',
  ]);
  const [, number] = await server.hear(/^(\d+)\s*$/m);
  return { DISPLAY: `:${number}` };
}
