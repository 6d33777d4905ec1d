/** Sheets of A4 on which text, lines and drawings are put, each with its place in the structure that is read aloud. */
import PdfKit from 'pdfkit';
import { inLines } from '../report/index.ts';
import { type FontName, fontFiles, isDrawnOtherwise, runsOf } from './fonts.ts';

export const sheetSize = { width: 595.28, height: 841.89 } as const; // A4 in points

export const colours = {
  ink: '#14222a',
  quiet: '#51616a',
  teal: '#0a7a74',
  rule: '#c9d0d1',
  paper: '#ffffff',
} as const;

export interface Type {
  readonly size: number;
  readonly isBold?: boolean;
  readonly fill?: string;
}

/** An element of the structure: `P`, `H1`, `Table` … (ISO 32000-1, 14.8.4). */
export type Element = PDFKit.PDFStructureElement;

interface Marking {
  readonly alt?: string;
  readonly scope?: 'Row' | 'Column';
  readonly title?: string;
  /** Where it is not the document's. */
  readonly lang?: string;
  readonly bbox?: [number, number, number, number];
}

export interface Imprint {
  readonly language: string;
  readonly title: string;
  readonly madeAt: Date;
}

export class Press {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #widths = new Map<string, number>();
  readonly language: string;
  readonly root: Element;

  constructor({ language, title, madeAt }: Imprint) {
    this.language = language;
    this.#pdf = new PdfKit({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      subset: 'PDF/UA',
      tagged: true,
      lang: language,
      displayTitle: true,
      info: { Title: title, CreationDate: madeAt, Producer: 'Rintis', Creator: 'Rintis' },
    } as unknown as PDFKit.PDFDocumentOptions); // its types lag behind: PDF/UA is there
    for (const [name, file] of Object.entries(fontFiles)) this.#pdf.registerFont(name, file);
    this.root = this.#pdf.struct('Document');
    this.#pdf.addStructure(this.root);
  }

  sheet(): void {
    this.#pdf.addPage();
    if (this.#pdf.bufferedPageRange().count === 1) this.ornament(() => this.#teachMarks());
  }

  /**
   * Noto draws a letter with a dot below (ị, ọ, ụ …) as two, and a file remembers of each what it stood for when it was drawn first:
   * once the mark has stood by itself, beside the sheet, a program that does not read what stands beside the
   * line copies the mark, too.
   */
  #teachMarks(): void {
    for (const font of ['latin', 'latin-bold'] as const)
      for (const mark of ['\u0300', '\u0301', '\u0307', '\u0323'])
        this.#pdf.font(font).fontSize(1).text(mark, -50, -50, { lineBreak: false });
  }

  /** An element inside another; whoever opened it ends it. */
  open(type: string, within: Element, options: Marking = {}): Element {
    const element = this.#pdf.struct(type, options);
    within.add(element);
    return element;
  }

  /** Draws something that belongs to an element. */
  within(element: Element, type: string, draw: () => void): void {
    const content = this.#pdf.markStructureContent(type);
    draw();
    this.#pdf.endMarkedContent();
    element.add(content);
  }

  /** Draws what nobody needs to hear: lines, grounds, page numbers. */
  ornament(draw: () => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#pdf.endMarkedContent();
  }

  widthOf(line: string, { size, isBold = false }: Type): number {
    return runsOf(line, isBold).reduce((sum, { font, text }) => sum + this.#unit(font, text) * size, 0);
  }

  /** Of a text at size 1: the same words come again and again. */
  #unit(font: FontName, text: string): number {
    const key = `${font} ${text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const width = this.#pdf.font(font).fontSize(100).widthOfString(text) / 100;
    this.#widths.set(key, width);
    return width;
  }

  lines(text: string, width: number, type: Type, language = this.language): string[] {
    const fits = (line: string) => this.widthOf(line, type) <= width;
    return text
      .split('\n')
      .flatMap((one) => inLines(one, language, fits))
      .flatMap((line) => (fits(line) ? [line] : torn(line, fits)));
  }

  /** One line, its baseline at `y`. Thai and Vietnamese are drawn in pieces: what they say stands beside them, for who listens or copies. */
  put(line: string, x: number, y: number, type: Type, anchor: 'start' | 'middle' | 'end' = 'start'): void {
    const { size, isBold = false, fill = colours.ink } = type;
    const shift = anchor === 'start' ? 0 : this.widthOf(line, type) / (anchor === 'end' ? 1 : 2);
    const isMarked = isDrawnOtherwise(line);
    if (isMarked) this.#pdf.markContent('Span', { actual: line.normalize('NFC') });
    let place = x - shift;
    for (const { font, text } of runsOf(line, isBold)) {
      this.#pdf.font(font).fontSize(size).fillColor(fill);
      this.#pdf.text(text, place, y, { lineBreak: false, baseline: 'alphabetic' });
      place += this.#unit(font, text) * size;
    }
    if (isMarked) this.#pdf.endMarkedContent();
  }

  /** The same, climbing from the point where it begins. */
  putUpright(line: string, x: number, y: number, type: Type): void {
    this.#pdf.save().rotate(-90, { origin: [x, y] });
    this.put(line, x, y, type);
    this.#pdf.restore();
  }

  box(x: number, y: number, width: number, height: number, fill: string): void {
    this.#pdf.rect(x, y, width, height).fill(fill);
  }

  frame(x: number, y: number, width: number, height: number, stroke: string): void {
    this.#pdf.roundedRect(x, y, width, height, 6).lineWidth(0.75).stroke(stroke);
  }

  line(
    from: readonly [number, number],
    to: readonly [number, number],
    stroke: string,
    { thickness = 0.5, dashed = false } = {},
  ): void {
    this.#pdf.save();
    if (dashed) this.#pdf.dash(2, { space: 2 });
    this.#pdf
      .moveTo(...from)
      .lineTo(...to)
      .lineWidth(thickness)
      .stroke(stroke)
      .restore();
  }

  dot(x: number, y: number, radius: number, fill: string): void {
    this.#pdf.circle(x, y, radius).fill(fill);
  }

  /** An SVG path in squares of so many points. */
  path(path: string, x: number, y: number, scale: number, fill: string): void {
    this.#pdf.save().translate(x, y).scale(scale).path(path).fill(fill).restore();
  }

  /** Where a reader can jump to; resolves to what stands below it. */
  mark(text: string, under?: PDFKit.PDFOutline): PDFKit.PDFOutline {
    return (under ?? this.#pdf.outline).addItem(text);
  }

  /** A figure's element, with the words for who does not see it. */
  figure(
    within: Element,
    alt: string,
    [x, y, width, height]: readonly [number, number, number, number],
    draw: () => void,
  ): void {
    const element = this.open('Figure', within, { alt, bbox: [x, y, x + width, y + height] });
    this.within(element, 'Figure', draw);
    element.end();
  }

  /** Something on every sheet, once all are there. */
  onEvery(draw: (page: number, pages: number) => void): void {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(start + page);
      this.ornament(() => draw(page + 1, count));
    }
  }

  /** The file. */
  finish(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    return new Promise((resolve, reject) => {
      this.#pdf.on('data', (piece: Uint8Array) => pieces.push(piece));
      this.#pdf.once('end', () => resolve(Buffer.concat(pieces)));
      this.#pdf.once('error', reject);
      this.root.end();
      this.#pdf.end();
    });
  }
}

/** A word that fits in no line (a hash, an address), cut between letters. */
function torn(word: string, fits: (line: string) => boolean): string[] {
  const lines = [''];
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const last = lines.at(-1) ?? '';
    if (last === '' || fits(last + segment)) lines[lines.length - 1] = last + segment;
    else lines.push(segment);
  }
  return lines;
}
