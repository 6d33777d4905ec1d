/** Names as a statistics program takes them. */

export interface NameRules {
  /** Bytes. */
  readonly longest: number;
  /** Not told apart by capital letters. */
  readonly anyCase: boolean;
  readonly reserved: ReadonlySet<string>;
}

/** SPSS: 64 bytes, capitals make no difference (Command Syntax Reference, "Variable Names"). */
export const spssNames: NameRules = {
  longest: 64,
  anyCase: true,
  reserved: new Set('all and by eq ge gt le lt ne not or to with'.split(' ')),
};

/** Stata: 32 characters (User's Guide 11.3). */
export const stataNames: NameRules = {
  longest: 32,
  anyCase: false,
  reserved: new Set(
    '_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip str strL using with'.split(
      ' ',
    ),
  ),
};

/**
 * A name for each of these, all different: letters, digits and underscores, a letter first. What has no Latin letters at all
 * is called `v` and its number.
 */
export function safeNames(names: readonly string[], { longest, anyCase, reserved }: NameRules): string[] {
  const taken = new Set<string>();
  const key = (name: string) => (anyCase ? name.toLowerCase() : name);
  return names.map((name, at) => {
    const plain = name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/đ/g, 'd')
      .replace(/Đ/g, 'D')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const begun = /[A-Za-z]/.test(plain) ? (/^[A-Za-z]/.test(plain) ? plain : `v_${plain}`) : `v${at + 1}`;
    let free = begun.slice(0, longest);
    for (let again = 2; taken.has(key(free)) || reserved.has(free.toLowerCase()); again++) {
      const ending = `_${again}`;
      free = `${begun.slice(0, longest - ending.length)}${ending}`;
    }
    taken.add(key(free));
    return free;
  });
}
