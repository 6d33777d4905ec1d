/** A chart as a file. */
import { drawingWidth, ink, letter, paper, wrap } from '../../report/index.ts';

export const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Thai', sans-serif";

const margin = 20;

/** A drawing as a file, with its heading over it and all that it needs inside. */
export function svgFile(svg: SVGSVGElement, title: string, language: string): Blob {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [, , , height] = (copy.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const lines = wrap(title, 85, language, 3);
  const above = lines.length * letter * 1.5 + margin * 1.5;
  const wide = drawingWidth + 2 * margin;
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
