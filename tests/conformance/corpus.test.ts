import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parts } from './parts.ts';

const corpus = process.env.CONFORMANCE ?? '../shared/conformance';

test('what the field wrote is read and run here as well as agreed', { timeout: 120_000 }, async ({
  annotate,
}) => {
  if (!existsSync(corpus)) {
    await annotate(`nothing at ${corpus}: nothing was compared`);
    return;
  }
  for (const judge of parts) {
    const part = await judge(corpus);
    if (part) expect(part.meetsGoal, `${part.name}: ${part.line}`).toBe(true);
  }
});
