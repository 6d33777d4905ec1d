/**
 * The language that a browser asks for and a survey has, as `Accept-Language` ranks them (RFC 9110 §12.5.4); by exact tag,
 * then by base language. `tl` is the older tag of Filipino.
 */
export function wishedLanguage(header: string, offered: readonly string[]): string | null {
  const wishes = header
    .slice(0, 500) // nobody reads thirty languages; no header shall cost time
    .split(',')
    .map((wish) => {
      const [tag = '', quality = '1'] = wish.trim().split(/\s*;\s*q=/);
      return { tag: tag.toLowerCase(), quality: Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const found =
      offered.find((one) => one.toLowerCase() === tag) ?? offered.find((one) => baseOf(one) === baseOf(tag));
    if (found) return found;
  }
  return null;
}

function baseOf(tag: string): string {
  const [base = ''] = tag.toLowerCase().split(/[-_]/);
  return base === 'tl' ? 'fil' : base;
}
