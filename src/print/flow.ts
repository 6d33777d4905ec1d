/** One thing below the other, from sheet to sheet. */
import { type Element, type Press, sheetSize, type Type } from './press.ts';

const margin = { left: 45, top: 50, bottom: 60 } as const;
const leading = (language: string): number => (language === 'th' ? 1.65 : 1.5);

export class Flow {
  readonly press: Press;
  readonly left = margin.left;
  readonly width = sheetSize.width - 2 * margin.left;
  y: number = margin.top;

  constructor(press: Press) {
    this.press = press;
    press.sheet();
  }

  has(height: number): boolean {
    return this.y + height <= sheetSize.height - margin.bottom;
  }

  next(): void {
    this.press.sheet();
    this.y = margin.top;
  }

  /** Begins a new sheet where there is no room for so much; what is taller than a sheet begins at its top. */
  room(height: number): void {
    if (!this.has(height) && this.y > margin.top) this.next();
  }

  skip(height: number): void {
    this.y += height;
  }

  /** Lines of text from here on, in an element; `keep`: so much must follow on the same sheet. */
  write(
    text: string,
    type: Type,
    {
      as = 'P',
      within = this.press.root,
      indent = 0,
      keep = 0,
    }: { as?: string; within?: Element; indent?: number; keep?: number } = {},
  ): void {
    const { press, left } = this;
    const high = type.size * leading(press.language);
    const lines = press.lines(text, this.width - indent, type);
    const element = press.open(as, within);
    this.room(Math.min(lines.length, 3) * high + keep);
    for (const line of lines) {
      this.room(high);
      const baseline = this.y + high * 0.72;
      press.within(element, as, () => press.put(line, left + indent, baseline, type));
      this.y += high;
    }
    element.end();
  }
}
