/** What differs in two versions as a whole: title, languages, consent, inserts, scores, settings. */
import type { Insert, Questionnaire, Score } from '../questionnaire/index.ts';
import type { About, Difference } from './difference.ts';
import { commonTags, sorted, type Tally, wordsTold } from './wording.ts';

const whole: About = { what: 'form', name: '' };

export function formDifferences(before: Questionnaire, after: Questionnaire, tally: Tally): Difference[] {
  const tags = commonTags(before, after);
  return [
    ...wordsTold(whole, 'title', [before.title, after.title], tags, tally),
    ...languageDifferences(before, after),
    ...insertDifferences(before, after, tags, tally),
    ...scoreDifferences(before, after, tags, tally),
    ...parts(before, after),
  ];
}

/** What is told in a way of its own. */
const toldApart = new Set(['title', 'languages', 'defaultLanguage', 'items', 'lists', 'inserts', 'scores']);

function parts(before: Questionnaire, after: Questionnaire): Difference[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names]
    .filter((part) => !toldApart.has(part))
    .flatMap((part): Difference[] => {
      const [was, is] = [old.get(part), now.get(part)].map(written);
      if (was === is) return [];
      const isConsent = part === 'consent';
      return [
        {
          kind: isConsent ? 'consent' : 'form',
          means: isConsent ? 'consent' : 'none',
          about: whole,
          part,
          ...(was !== undefined && { before: was }),
          ...(is !== undefined && { after: is }),
        },
      ];
    });
}

const written = (value: unknown): string | undefined =>
  value === undefined || typeof value === 'string' ? value : JSON.stringify(sorted(value));

function languageDifferences(before: Questionnaire, after: Questionnaire): Difference[] {
  const [was, is] = [before, after].map(
    ({ languages }) => new Map(languages.map((language) => [language.tag, language])),
  );
  if (!was || !is) return [];
  const told: Difference[] = [];
  for (const [language, now] of is) {
    const old = was.get(language);
    if (!old) told.push({ kind: 'language-added', means: 'none', about: whole, language });
    else if (old.status !== now.status || old.note !== now.note)
      told.push({
        kind: 'language-status',
        means: 'none',
        about: whole,
        language,
        before: old.status,
        after: now.status,
      });
  }
  for (const language of was.keys())
    if (!is.has(language)) told.push({ kind: 'language-removed', means: 'language', about: whole, language });
  const [old, now] = [before.defaultLanguage, after.defaultLanguage];
  if (old !== now)
    told.push({ kind: 'language-default', means: 'none', about: whole, before: old, after: now });
  return told;
}

function insertDifferences(
  before: Questionnaire,
  after: Questionnaire,
  tags: readonly string[],
  tally: Tally,
): Difference[] {
  const [was, is] = [before.inserts ?? {}, after.inserts ?? {}];
  const names = [...new Set([...Object.keys(is), ...Object.keys(was)])];
  return names.flatMap((name): Difference[] => {
    const [old, now] = [was[name], is[name]];
    if (written(old) === written(now)) return [];
    const about: About = { what: 'insert', name };
    if (!old || !now || shapeOf(old) !== shapeOf(now)) return [{ kind: 'insert', means: 'wording', about }];
    return Object.keys(now.words).flatMap((value) =>
      wordsTold(
        { ...about, name: `${name}/${value}` },
        'text',
        [old.words[value], now.words[value]],
        tags,
        tally,
      ),
    );
  });
}

/** By which answer an insert chooses, and between what. */
const shapeOf = ({ by, words }: Insert): string => JSON.stringify([by, Object.keys(words).sort()]);

function scoreDifferences(
  before: Questionnaire,
  after: Questionnaire,
  tags: readonly string[],
  tally: Tally,
): Difference[] {
  const [was, is] = [before, after].map(
    ({ scores = [] }) => new Map(scores.map((score) => [score.name, score])),
  );
  if (!was || !is) return [];
  const told: Difference[] = [];
  for (const [name, now] of is) {
    const old = was.get(name);
    const about: About = { what: 'score', name, label: now.label };
    if (!old) told.push({ kind: 'score-added', means: 'scores', about });
    else {
      told.push(...wordsTold(about, 'label', [old.label, now.label], tags, tally));
      if (ruleOf(old) !== ruleOf(now)) told.push({ kind: 'score', means: 'scores', about });
    }
  }
  for (const [name, { label }] of was)
    if (!is.has(name))
      told.push({ kind: 'score-removed', means: 'scores', about: { what: 'score', name, label } });
  return told;
}

const ruleOf = ({ label: _, ...rule }: Score): string => JSON.stringify(sorted(rule));
