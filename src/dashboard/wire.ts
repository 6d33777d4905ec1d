/** What the server says to a coordinator's page. Weather is a value here, too: `unreachable`. */
import * as z from 'zod/mini';
import { Problem, type ProblemCode } from '../submission/index.ts';

/** Why there is no answer; its sentence is in the locales under `problems`. */
export type Trouble = ProblemCode | 'unreachable';

export type Said<T> =
  | { readonly ok: true; readonly value: T }
  /** `why`: the first of the places that the server points at. */
  | { readonly ok: false; readonly trouble: Trouble; readonly why?: string };

/** Asks the server. Only a reply that we can read counts: a hotel's login page answers 200, too. */
export async function ask<T>(shape: z.ZodMiniType<T>, send: () => Promise<Response>): Promise<Said<T>> {
  try {
    const reply = await send();
    return readReply(shape, reply.ok, await reply.text());
  } catch {
    return { ok: false, trouble: 'unreachable' };
  }
}

/** An empty reply (204) is `undefined` to its shape. */
export function readReply<T>(shape: z.ZodMiniType<T>, accepted: boolean, text: string): Said<T> {
  const json = readJson(text);
  if (accepted) {
    const value = shape.safeParse(json);
    return value.success ? { ok: true, value: value.data } : { ok: false, trouble: 'unreachable' };
  }
  const problem = Problem.safeParse(json);
  if (!problem.success) return { ok: false, trouble: 'unreachable' };
  const { code, errors } = problem.data;
  const why = errors?.[0]?.code;
  return { ok: false, trouble: code, ...(why !== undefined && { why }) };
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null; // not ours, and not the same as saying nothing
  }
}

export const Nothing = z.undefined();
