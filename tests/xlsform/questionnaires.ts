/** Questionnaires of any shape, for properties of what is written and read again. */
import fc, { type Arbitrary } from 'fast-check';
import type { Choice, Item, Kind, Question, Questionnaire, Words } from '../../src/questionnaire/index.ts';

const tags = ['en', 'th', 'vi', 'fil', 'ms', 'pt-BR', 'default', 'x-our'];

const text: Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      'a\nb',
      '=1+1',
      '<b>&amp;</b>',
      '_x000D_',
      '_x0041_',
      '007',
      '1e5',
      'TRUE',
      'yes',
      '{"a":1}',
      'Xin chào',
      'ก\u200Bข',
      '${q0}',
      '{{office}}',
      "it's “so”",
    ),
  )
  .map((written) => written.normalize('NFC').trim())
  .filter((written) => written !== '' && written !== '__proto__'); // a key that JavaScript keeps for itself

const formula = fc.constantFrom(
  '${q0} > 3',
  "selected(${q1}, 'a')",
  '. != 1',
  'true()',
  'false()',
  "concat('“', 'b')",
  '/data/q0 = 2',
  '1 +',
  'count(${r}) + 1',
  'a\n= b',
);

const words = (languages: readonly string[]): Arbitrary<Words> =>
  fc.oneof(text, fc.dictionary(fc.constantFrom(...languages), text, { minKeys: 1 }));

const columns = fc.dictionary(
  fc.oneof(
    text,
    fc.constantFrom('notes', 'relevant', 'label::en', 'media::image', 'Name', 'constructor', 'hint', 'page'),
  ),
  fc.oneof(text, fc.constantFrom('', ' ', '#REF!')),
  { minKeys: 1, maxKeys: 3 },
);

/** All keys present or absent at random. */
const some = <T extends object>(parts: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<Partial<T>> =>
  fc.record(parts, { requiredKeys: [] }) as Arbitrary<Partial<T>>;

const media = (languages: readonly string[]) =>
  some({
    image: words(languages),
    bigImage: words(languages),
    audio: words(languages),
    video: words(languages),
  }).filter((one) => Object.keys(one).length > 0);

const choice = (languages: readonly string[]): Arbitrary<Omit<Choice, 'name'>> =>
  some({
    label: words(languages),
    hint: words(languages),
    media: media(languages),
    columns: columns.map(({ name: _, ...rest }) => rest).filter((rest) => Object.keys(rest).length > 0),
    apart: fc.constant(true as const),
  }) as Arbitrary<Omit<Choice, 'name'>>;

const list = (languages: readonly string[]) =>
  fc
    .tuple(
      fc.uniqueArray(text, { maxLength: 4 }),
      fc.array(choice(languages), { minLength: 4, maxLength: 4 }),
      fc.option(fc.constantFrom('l0.csv', 'l1.xml', 'other.geojson', 'noending')),
    )
    .map(([names, choices, file]) => ({
      choices: names.map((name, i) => ({ name, ...choices[i] })),
      ...(file !== null && { file }),
    }));

const listNames = ['l0', 'l1', 'yes no', 'x or_other'];

const common = (languages: readonly string[]) => ({
  label: words(languages),
  hint: words(languages),
  media: media(languages),
  relevant: formula,
  appearance: fc.constantFrom('minimal', 'field-list', 'w1 field-list', 'likert'),
  columns: columns.map(({ 'x y': _, ...rest }) => rest),
});

const kinds: readonly Exclude<Kind, 'one' | 'many' | 'rank' | 'metadata' | 'note'>[] = [
  'text',
  'integer',
  'decimal',
  'range',
  'date',
  'time',
  'dateTime',
  'place',
  'trace',
  'shape',
  'photo',
  'audio',
  'video',
  'file',
  'barcode',
  'acknowledge',
  'calculate',
  'hidden',
];

const initial = fc.oneof(
  fc.oneof(text, fc.constantFrom('today()', '${q0}', '2020-01-01')).map((literal) => ({ literal })),
  fc.constantFrom('today()', '${q0} + 1', '5', 'a').map((written) => ({ formula: written })),
);

const question = (languages: readonly string[]): Arbitrary<Omit<Question, 'name'>> => {
  const parts = {
    ...common(languages),
    guidance: words(languages),
    requiredMessage: words(languages),
    constraint: formula,
    constraintMessage: words(languages),
    calculate: formula,
    default: initial,
    trigger: fc.uniqueArray(fc.constantFrom('q0', 'q1'), { minLength: 1 }),
    readOnly: formula,
    parameters: fc.dictionary(
      fc.constantFrom('start', 'end', 'label', 'a b'),
      fc.oneof(text, fc.constantFrom('1', 'a b', '"q"', '')),
      { minKeys: 1 },
    ),
    randomize: fc.oneof(
      fc.constant({}),
      fc.record({ seed: formula }),
      fc.record({ keepLast: fc.array(fc.oneof(fc.constantFrom('a', 'b c', '[x'), text), { maxLength: 3 }) }),
      fc.record({ seed: formula, keepLast: fc.constant(['a']) }),
    ),
  };
  const need = fc.oneof(
    fc.constant({}),
    fc.record({ required: formula }),
    fc.record({ softRequired: formula }),
  );
  const asked = fc
    .tuple(fc.constantFrom(...kinds), some(parts), need)
    .map(([kind, rest, needed]) => ({ kind, ...rest, ...needed }));
  const note = some(parts).map((rest) => ({ kind: 'note' as const, ...rest }));
  const chosen = fc
    .tuple(
      fc.constantFrom('one' as const, 'many' as const, 'rank' as const),
      fc.constantFrom(...listNames),
      some({ ...parts, choiceFilter: formula }),
      need,
    )
    .map(([kind, list, rest, needed]) => ({ kind, list, ...rest, ...needed }));
  const recorded = fc
    .tuple(
      some({ label: words(languages), parameters: parts.parameters }),
      fc.option(fc.constantFrom('start', 'today', 'deviceid', 'audit', 'start-geopoint', 'our own')),
    )
    .map(([rest, metadata]) => ({
      kind: 'metadata' as const,
      ...rest,
      ...(metadata !== null && { metadata }),
    }));
  return fc.oneof(
    { weight: 4, arbitrary: asked },
    note,
    { weight: 2, arbitrary: chosen },
    recorded,
  ) as Arbitrary<Omit<Question, 'name'>>;
};

type Unnamed = Omit<Question, 'name'> | { kind: 'group' | 'repeat'; items: Unnamed[] };

const item = (languages: readonly string[]): Arbitrary<Unnamed> =>
  fc.letrec<{ item: Unnamed }>((tie) => ({
    item: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      question(languages),
      fc
        .tuple(
          fc.constantFrom('group' as const, 'repeat' as const),
          some({ ...common(languages), intro: words(languages), page: fc.constant(true as const) }),
          fc.option(formula),
          fc.option(fc.array(fc.dictionary(fc.constantFrom('q3', 'q4', 'q5', 'q6'), text), { maxLength: 3 })),
          fc.array(tie('item'), { maxLength: 3 }),
        )
        .map(([kind, rest, count, begins, items]) => ({
          kind,
          ...rest,
          ...(kind === 'repeat' && count !== null && { count }),
          ...(kind === 'repeat' && begins !== null && { begins }),
          items,
        })),
    ),
  })).item;

const strange = ['constructor', 'ชื่อ', 'data', 'meta', '_x', 'a.b-c'];

function namedItems(items: readonly Unnamed[], used: { next: number }): Item[] {
  return items.map((one) => {
    const n = used.next++;
    const name = strange[n - 3] ?? `q${n}`;
    return 'items' in one
      ? ({ ...one, name, items: namedItems(one.items, used) } as Item)
      : ({ ...one, name } as Item);
  });
}

/** Any questionnaire that a person could have made; words without blanks around them, since cells lose those. */
export const questionnaires: Arbitrary<Questionnaire> = fc
  .uniqueArray(fc.constantFrom(...tags), { minLength: 1, maxLength: 4 })
  .chain((languages) => {
    const oneOf = fc.constantFrom(...languages);
    const score = fc.oneof(
      fc.record({
        name: fc.constant('s'),
        label: words(languages),
        items: fc.array(fc.constantFrom('q0', 'q1')),
        reversed: fc.array(fc.constant('q1')),
        atLeast: fc.nat(9),
      }),
      fc.record({
        name: fc.constant('m'),
        label: words(languages),
        meanOf: fc.array(fc.constant('s')),
        atLeast: fc.constant(1.5),
      }),
    );
    const file = fc.record(
      {
        hash: fc.stringMatching(/^[0-9a-f]{64}$/),
        type: fc.constantFrom('image/png', 'audio/mpeg'),
        size: fc.nat(),
        width: fc.integer({ min: 1, max: 9_000 }),
        height: fc.integer({ min: 1, max: 9_000 }),
      },
      { requiredKeys: ['hash', 'type', 'size'] },
    );
    const insert = fc.record({ by: fc.constant('q0'), words: fc.dictionary(text, words(languages)) });
    return fc
      .record(
        {
          format: fc.constant(1 as const),
          id: fc.constantFrom('visit', 'visit 1', 'การเยี่ยม'),
          title: words(languages),
          version: text,
          languages: fc.tuple(
            ...languages.map((tag) =>
              some({ note: text }).chain((note) =>
                fc
                  .constantFrom('source', 'draft', 'reviewed', 'final')
                  .map((status) => ({ tag, status, ...note })),
              ),
            ),
          ),
          defaultLanguage: oneOf,
          items: fc.array(item(languages), { minLength: 2, maxLength: 5 }),
          lists: fc
            .tuple(...listNames.map(() => list(languages)))
            .map((lists) => Object.fromEntries(lists.map((one, i) => [listNames[i], one]))),
          files: fc.dictionary(text, file, { minKeys: 1, maxKeys: 2 }),
          inserts: fc.dictionary(fc.constantFrom('office', 'country'), insert, { minKeys: 1 }),
          scores: fc.array(score, { minLength: 1, maxLength: 2 }),
          consent: fc.oneof(
            fc.constant({ question: 'q0', agreed: 'yes' }),
            fc.constant({ question: 'q0', agreed: 'ใช่', farewell: 'q1' }),
          ),
          instanceName: formula,
          settings: fc.dictionary(
            fc.oneof(text, fc.constantFrom('name', 'style', 'form_id', 'allow_choice_duplicates')),
            fc.oneof(text, fc.constantFrom('pages', 'theme-grid', 'pages theme-grid')),
            { minKeys: 1, maxKeys: 3 },
          ),
        },
        { requiredKeys: ['format', 'id', 'title', 'languages', 'defaultLanguage', 'items', 'lists'] },
      )
      .map((made) => ({ ...made, items: namedItems(made.items, { next: 0 }) }) as Questionnaire);
  });
