/** JSON from outside, before any schema reads it. */

const deepest = 40; // groups and repeats within each other; a recursive check must not run out of stack on hostile input

/** What a text says as JSON; undefined where it says nothing, is too deep, or has the one name that is no name in JavaScript. */
export function readPlain(text: string): unknown {
  try {
    const said: unknown = JSON.parse(text);
    return isPlain(said) ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Not too deep, and without `__proto__`. */
function isPlain(root: unknown): boolean {
  const waiting: { readonly it: object; readonly depth: number }[] = [];
  const wait = (it: unknown, depth: number) => {
    if (typeof it === 'object' && it !== null) waiting.push({ it, depth });
  };
  wait(root, 0);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { it, depth } = next;
    if (depth > deepest || Object.hasOwn(it, '__proto__')) return false;
    for (const inner of Object.values(it)) wait(inner, depth + 1);
  }
  return true;
}
