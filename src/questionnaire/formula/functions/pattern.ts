/** `regex()`: patterns run by our own matcher, whose time grows with text × pattern and never explodes. */
import { asText, type Code, constantOf, Unfit } from '../code.ts';
import type { Expr } from '../syntax.ts';
import { type Matcher, readPattern } from './matcher.ts';
import type { Rule, Rules } from './rule.ts';

/** A pattern in the formula is read once, and a broken one is the author's problem; a computed one that is broken matches nothing. */
const regex: Rule = {
  least: 2,
  most: 2,
  make([subject, pattern], compiler): Code {
    const text = asText(compiler.code(subject as Expr));
    const code = compiler.code(pattern as Expr);
    const source = asText(code);
    const fixed = constantOf(code);
    if (fixed !== undefined) {
      const matches = readPattern(String(fixed));
      if (!matches) throw new Unfit('formula-bad-pattern', undefined, { near: String(fixed).slice(0, 80) });
      return { is: 'truth', run: (at) => matches(text(at)) };
    }
    let last: { source: string; matches: Matcher | undefined } | undefined;
    return {
      is: 'truth',
      run(at) {
        const wanted = source(at);
        if (last?.source !== wanted) last = { source: wanted, matches: readPattern(wanted) };
        return last.matches?.(text(at)) ?? false;
      },
    };
  },
};

export const patterns: Rules = { regex };
