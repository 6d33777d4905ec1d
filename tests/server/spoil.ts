/** Hostile payloads from the schemas themselves: right in most places, wrong in some, and the same again for the same seed. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly $ref?: string;
}

export type Chance = () => number;

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <Thing>(chance: Chance, some: readonly Thing[]): Thing =>
  some[Math.floor(chance() * some.length)] as Thing;

export const evilTexts = [
  '',
  ' ',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; DROP TABLE submissions; --",
  '%s%n{{x}}${y}',
  'ก็'.repeat(300),
  '9'.repeat(4000),
  '\u2028\u202e',
  '2026-02-30',
  '2026-11-23T25:61:61Z',
];
const evil: readonly unknown[] = [
  ...evilTexts,
  null,
  true,
  -1,
  0.1,
  -0,
  1e308,
  2 ** 53,
  [],
  {},
  [[[[[]]]]],
  { toString: 1 },
  Array.from({ length: 300 }, () => null),
  Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`k${at}`, at])),
];

/** Values of the shape that a schema describes, with something else in about one place of `rarity`. */
export function spoil(
  schema: JsonSchema,
  all: Record<string, JsonSchema>,
  chance: Chance,
  rarity: number,
): unknown {
  const make = (it: JsonSchema, depth: number): unknown => {
    if (chance() * rarity < 1) return pick(chance, evil);
    if (it.$ref) return make(all[it.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1);
    if (it.const !== undefined) return it.const;
    if (it.enum) return pick(chance, it.enum);
    if (it.anyOf) return make(pick(chance, it.anyOf), depth + 1);
    if (it.type === 'object') return makeObject(it, depth);
    if (it.type === 'array') {
      const length = depth > 8 ? 0 : Math.floor(chance() * 4);
      return Array.from({ length }, () => make(it.items ?? {}, depth + 1));
    }
    if (it.type === 'number' || it.type === 'integer') return Math.floor(chance() * 100);
    if (it.type === 'boolean') return chance() < 0.5;
    if (it.type === 'null') return null;
    return textLike(it.pattern ?? '', chance);
  };
  const makeObject = ({ properties = {}, additionalProperties }: JsonSchema, depth: number) => {
    const made: Record<string, unknown> = {};
    const put = (name: string, value: unknown) =>
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
    for (const [name, inner] of Object.entries(properties)) {
      if (chance() * rarity > 0.5) put(name, make(inner, depth + 1));
    }
    if (typeof additionalProperties === 'object' && depth < 8) {
      for (let more = Math.floor(chance() * 4); more > 0; more--) {
        put(chance() < 0.2 ? pick(chance, evilTexts) : `n${more}`, make(additionalProperties, depth + 1));
      }
    }
    if (chance() * rarity < 0.3) put(pick(chance, [...evilTexts, 'device', 'more']), pick(chance, evil));
    return made;
  };
  return make(schema, 0);
}

/** Text that fits the few patterns we have: hashes, ids, days, names. */
function textLike(pattern: string, chance: Chance): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(chance() * 16).toString(16)).join('');
  if (pattern.includes('{64}')) return hex(64);
  if (pattern.includes('-7[')) return `019ab000-0000-7${hex(3)}-8${hex(3)}-${hex(12)}`;
  if (pattern.includes('\\d\\d')) return pick(chance, ['2026-11-23', '2026-11-23T10:00:00Z']);
  return pick(chance, ['demo', 'en', 'th', 'agree', 'work', 'consent', hex(5), ...evilTexts]);
}
