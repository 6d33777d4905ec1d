/** What charts are drawn with. No library: bars on a scale of a hundred parts are a multiplication, and the smallest that draws them is 90 kB. */

/** Paper and ink are the same by day and by night: a chart is saved and printed, too. */
export const paper = '#ffffff';
export const ink = '#14222a';
export const quiet = '#51616a';
export const line = '#c9d0d1';
export const plainBar = '#0a7a74';
export const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Thai', sans-serif";

/** From least to most, neutral in the middle; told apart with any kind of colour vision (ColorBrewer BrBG). */
export const diverging = ['#8c510a', '#d8b365', '#e3e3e3', '#5ab4ac', '#01665e'] as const;
/** What is written on them. */
export const onDiverging = ['#ffffff', ink, ink, ink, '#ffffff'] as const;

export const width = 760; // of a drawing; the page scales it
export const letter = 14; // size of its type

/** Words in lines of so many letters at most, broken where the language breaks. */
export function wrap(text: string, most: number, language: string, lines = 4): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const isMark = !isWordLike && segment.trim() !== '' && !/[([“‘–-]/.test(segment);
    const last = words.at(-1);
    // a full stop stays with its word, and an opening bracket with the next one
    if (last !== undefined && (isMark || /[([“‘]$/.test(last))) words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  const found: string[] = [];
  let now = '';
  for (const word of words) {
    if (now !== '' && lengthOf(now + word.trimEnd()) > most) {
      found.push(now.trimEnd());
      now = word.trimStart();
    } else now += word;
  }
  if (now.trim() !== '') found.push(now.trimEnd());
  if (found.length <= lines) return found;
  return [
    ...found.slice(0, lines - 1),
    `${found
      .slice(lines - 1)
      .join(' ')
      .slice(0, most - 1)}…`,
  ];
}

/** Marks above and below a letter take no room. */
const lengthOf = (text: string): number => text.replace(/\p{M}/gu, '').length;

const margin = 20;

/** A drawing as a file, with its heading over it and all that it needs inside. */
export function svgFile(svg: SVGSVGElement, title: string, language: string): Blob {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [, , , height] = (copy.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const lines = wrap(title, 85, language, 3);
  const above = lines.length * letter * 1.5 + margin * 1.5;
  const wide = width + 2 * margin;
  const high = (height ?? 0) + above + margin;
  const add = (name: string, attributes: Readonly<Record<string, string | number>>, text = '') => {
    const one = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [attribute, value] of Object.entries(attributes)) one.setAttribute(attribute, String(value));
    one.textContent = text;
    return one;
  };
  const ground = add('rect', { x: -margin, y: -above, width: wide, height: high, fill: paper });
  copy.prepend(ground);
  for (const [at, text] of lines.entries())
    copy.append(
      add(
        'text',
        {
          y: margin - above + (at + 0.7) * letter * 1.5,
          'font-size': letter + 2,
          'font-weight': 700,
          fill: ink,
        },
        text,
      ),
    );
  copy.setAttribute('viewBox', [-margin, -above, wide, high].join(' '));
  copy.setAttribute('width', String(wide));
  copy.setAttribute('height', String(high));
  copy.setAttribute('lang', language);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
}

const sharpness = 2; // pixels of a picture for each of the drawing's

/** The same as a picture. */
export async function pngFile(svg: SVGSVGElement, title: string, language: string): Promise<Blob> {
  const address = URL.createObjectURL(svgFile(svg, title, language));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * sharpness;
    canvas.height = image.naturalHeight * sharpness;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
