/** `select_one ${name}`: choices made from the answers to a question in a repeat. */
import { type Expr, parseFormula, printFormula } from '../questionnaire/formula/index.ts';
import type { Item, Question } from '../questionnaire/index.ts';

/** The row as it was written: the question's name, and its filter, if any; the repeat is looked for when all rows are read. */
export const choicesOf = (name: string): NonNullable<Question['choicesFrom']> => ({
  places: `\${${name}}`,
  value: name,
  label: name,
});

/** Where a question stands: the repeat around it that is nearest, and the names on the way from there. */
interface Standing {
  readonly repeat: string | null;
  readonly steps: readonly string[];
}

/** The question with its choices; `null` where no repeat holds what it names. */
export function settledChoices(question: Question, items: readonly Item[]): Question | null {
  const { choicesFrom, choiceFilter, ...rest } = question;
  if (!choicesFrom || choicesFrom.places !== `\${${choicesFrom.value}}`) return question;
  const standings = standingsIn(items, { repeat: null, steps: [] });
  const wanted = standings.get(choicesFrom.value);
  if (!wanted?.repeat) return null;
  const isInside = standings.get(question.name)?.repeat === wanted.repeat;
  const beside = (name: string): readonly string[] | null => {
    const standing = standings.get(name);
    return standing && standing.repeat === wanted.repeat && !isInside ? standing.steps : null;
  };
  const filter = choiceFilter === undefined ? '' : `[${onInstance(choiceFilter, beside)}]`;
  const value = wanted.steps.join('/');
  return { ...rest, choicesFrom: { places: `\${${wanted.repeat}}${filter}`, value, label: value } };
}

function standingsIn(items: readonly Item[], { repeat, steps }: Standing): Map<string, Standing> {
  const found = new Map<string, Standing>();
  const keep = (name: string, standing: Standing): void => {
    if (!found.has(name)) found.set(name, standing);
  };
  for (const item of items) {
    const here = { repeat, steps: [...steps, item.name] };
    keep(item.name, here);
    if (!('items' in item)) continue;
    const inside = item.kind === 'repeat' ? { repeat: item.name, steps: [] } : here;
    for (const [name, standing] of standingsIn(item.items, inside)) keep(name, standing);
  }
  return found;
}

/** A filter names questions of the repeat; asked of an instance, they are its own. What cannot be read stays as it is. */
function onInstance(filter: string, beside: (name: string) => readonly string[] | null): string {
  const read = parseFormula(filter);
  return 'problem' in read ? filter : printFormula(turned(read.formula, beside));
}

function turned(expr: Expr, beside: (name: string) => readonly string[] | null): Expr {
  const each = (all: readonly Expr[]): Expr[] => all.map((one) => turned(one, beside));
  switch (expr.kind) {
    case 'literal':
      return expr;
    case 'name': {
      const steps = expr.lastSaved ? null : beside(expr.name);
      if (!steps) return expr;
      return {
        kind: 'path',
        from: 'here',
        steps: steps.map((test) => ({ axis: 'child', test, predicates: [] })),
      };
    }
    case 'negation':
      return { ...expr, operand: turned(expr.operand, beside) };
    case 'chain':
      return { ...expr, operands: each(expr.operands) };
    case 'call':
      return { ...expr, args: each(expr.args) };
    default:
      return expr; // names inside further brackets are of something else
  }
}
