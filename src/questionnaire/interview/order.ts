/**
 * Gives every rule its turn, so that each comes after all it looks at, and finds the circles
 * (Tarjan 1972; without recursion, since a chain of 5,000 calculations is deeper than a phone's stack).
 */
import { type Definition, isQuestion, within } from './definitions.ts';
import type { Need } from './needs.ts';
import type { Rule } from './rules.ts';

/**
 * Ranks the rules; returns the circles that nothing can resolve. A circle through another instance of a repeat
 * (a running total), a repeat's count or a trigger comes to rest by itself: its rules are marked and stay.
 */
export function rank(rules: readonly Rule[], needsOf: ReadonlyMap<Rule, readonly Need[]>): Rule[][] {
  const before = new Map(rules.map((rule) => [rule, earlier(rule, needsOf.get(rule) ?? [])]));
  const hopeless: Rule[][] = [];
  let turn = 0;
  for (const ring of rings(rules, before)) {
    const members = new Set(ring);
    const [only] = ring;
    if (ring.length > 1 || (only && before.get(only)?.has(only))) {
      const escapes = ring.some(
        (rule) =>
          rule.triggered ||
          rule.part === 'count' ||
          (needsOf.get(rule) ?? []).some(
            ({ target, shared }) =>
              shared.depth < rule.home.depth && producers(target).some((each) => members.has(each)),
          ),
      );
      if (escapes) for (const rule of ring) rule.circular = true;
      else hopeless.push(ring);
    }
    for (const rule of ring) rule.rank = turn++;
  }
  return hopeless;
}

/** The rules that have a say in the value of a definition: its own, and whether all around it is there. */
function producers(target: Definition): Rule[] {
  const { calculate, fit, default: begins } = target.rules;
  const found = [calculate, fit, begins];
  for (let each: Definition | null = target; each; each = each.parent) {
    found.push(each.rules.relevant, each.rules.count);
  }
  if (target.inside) for (const each of within(target)) if (each.inside) found.push(each.rules.count);
  return found.filter((rule) => rule !== undefined);
}

function earlier(rule: Rule, needs: readonly Need[]): Set<Rule> {
  const { definition, part } = rule;
  const rules = new Set(needs.flatMap(({ target }) => producers(target)));
  const own = part === 'calculate' || part === 'default' || part === 'fit';
  const other = needs.some(({ target, shared }) => target === definition && shared.depth < rule.home.depth);
  if (own && !other) rules.delete(rule); // a calculation may look at its own last value
  if (part === 'relevant' && !isQuestion(definition.item) && !other) {
    rule.inward = rules.delete(rule); // CHT's forms ask within a group whether the group is needed
  }
  if (part === 'fit')
    for (const each of [definition.rules.calculate, definition.rules.default]) if (each) rules.add(each);
  if (part === 'default')
    for (const each of [definition.rules.calculate, definition.rules.fit]) if (each) rules.delete(each);
  if (part === 'calculate' && definition.rules.fit) rules.delete(definition.rules.fit);
  if (rule.home !== definition.home && definition.rules.count) rules.add(definition.rules.count);
  for (let each = part === 'relevant' ? definition.parent : definition; each; each = each.parent) {
    if (each.rules.relevant) rules.add(each.rules.relevant);
    if (each.rules.count && each !== definition) rules.add(each.rules.count);
  }
  return rules;
}

/** Rules that wait for each other, alone or in rings; whoever is waited for comes first. */
function rings(rules: readonly Rule[], before: ReadonlyMap<Rule, ReadonlySet<Rule>>): Rule[][] {
  const seen = new Map<Rule, { index: number; low: number; waiting: boolean }>();
  const stack: Rule[] = [];
  const found: Rule[][] = [];
  for (const start of rules) {
    if (seen.has(start)) continue;
    const path: { rule: Rule; next: Iterator<Rule> }[] = [];
    const enter = (rule: Rule): void => {
      seen.set(rule, { index: seen.size, low: seen.size, waiting: true });
      stack.push(rule);
      path.push({ rule, next: (before.get(rule) ?? new Set<Rule>()).values() });
    };
    enter(start);
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const mark = seen.get(here.rule);
      if (!mark) throw new Error('it has been entered');
      const { value: next, done } = here.next.next();
      if (!done) {
        const known = seen.get(next);
        if (!known) enter(next);
        else if (known.waiting) mark.low = Math.min(mark.low, known.index);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      const parentMark = parent && seen.get(parent.rule);
      if (parentMark) parentMark.low = Math.min(parentMark.low, mark.low);
      if (mark.low !== mark.index) continue;
      const ring = stack.splice(stack.lastIndexOf(here.rule));
      for (const rule of ring) {
        const done = seen.get(rule);
        if (done) done.waiting = false;
      }
      found.push(ring);
    }
  }
  return found;
}
