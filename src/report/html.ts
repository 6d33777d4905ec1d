/** The report as one file for the browser: nothing to load, nothing that runs; it prints on A4. */
import type { Block, Report } from './document.ts';
import { baselines, type Drawing, paper, type Shape, width } from './drawing.ts';
import type { Figure } from './figures.ts';
import type { Table } from './table.ts';

export function toHtml(report: Report): string {
  const { language, title, subtitle, facts, blocks } = report;
  return `<!doctype html>
<html lang="${safe(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(`${title} – ${subtitle}`)}</title>
<style>${style}</style>
<body>
<header><p class="subtitle">${safe(subtitle)}</p><h1>${safe(title)}</h1>${factsHtml(facts)}</header>
<main>
${blocks.map((block) => blockHtml(block, report)).join('\n')}
</main>
</body>
</html>
`;
}

function blockHtml(block: Block, report: Report): string {
  switch (block.is) {
    case 'heading':
      return `<h${block.level + 1}>${safe(block.text)}</h${block.level + 1}>`;
    case 'text':
      return `<p${block.isSmall ? ' class="small"' : ''}>${safe(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${safe(item)}</li>`).join('')}</ul>`;
    case 'quote':
      return `<blockquote>${block.paragraphs.map((one) => `<p>${safe(one)}</p>`).join('')}</blockquote>`;
    case 'facts':
      return factsHtml(block.facts);
    case 'figure':
      return figureHtml(block.figure, report);
    case 'table':
      return tableHtml(block.table);
    case 'question': {
      const { number, label, hint, notes, choices } = block.question;
      const list = choices
        .map(({ code, label }) => `<li><code>${safe(code)}</code> ${safe(label)}</li>`)
        .join('');
      return `<div class="question"><p><b>${number}. ${safe(label)}</b></p>${hint ? `<p>${safe(hint)}</p>` : ''}<p class="small">${notes.map(safe).join(' · ')}</p>${list ? `<ul class="choices">${list}</ul>` : ''}</div>`;
    }
    case 'sheet':
      return '<div class="sheet"></div>';
  }
}

const factsHtml = (facts: readonly (readonly [string, string])[]): string =>
  `<dl>${facts.map(([name, value]) => `<div><dt>${safe(name)}</dt><dd>${safe(value)}</dd></div>`).join('')}</dl>`;

function figureHtml({ title, shown, table }: Figure, { words }: Report): string {
  if (typeof shown === 'string')
    return `<figure><figcaption>${safe(title)}</figcaption><p>${safe(shown)}</p></figure>`;
  return `<figure><figcaption>${safe(title)}</figcaption>${svgOf(shown, words.chartOf(title))}<details open><summary>${safe(words.figuresTable)}</summary>${tableHtml(table)}</details></figure>`;
}

function tableHtml({ caption, columns, rows }: Table): string {
  const head = columns.map((column) => `<th scope="col">${safe(column)}</th>`).join('');
  const body = rows.map(({ head, cells, isHead }) => {
    const figures =
      typeof cells === 'string'
        ? `<td class="over" colspan="${columns.length}">${safe(cells)}</td>`
        : cells.map(({ said }) => `<td>${safe(said)}</td>`).join('');
    return `<tr${isHead ? ' class="head"' : ''}><th scope="row">${safe(head)}</th>${figures}</tr>`;
  });
  return `<div class="wide" role="group" tabindex="0" aria-label="${safe(caption)}"><table><caption>${safe(caption)}</caption><thead><tr><td></td>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

/** A drawing as SVG. */
export function svgOf({ height, shapes }: Drawing, label: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${safe(label)}"><rect width="${width}" height="${height}" fill="${paper}"/>${shapes.map(shapeOf).join('')}</svg>`;
}

function shapeOf(shape: Shape): string {
  if (shape.is === 'bar') {
    const { x, y, width, height, fill } = shape;
    return `<rect x="${r(x)}" y="${r(y)}" width="${r(width)}" height="${r(height)}" fill="${fill}"/>`;
  }
  if (shape.is === 'dot')
    return `<circle cx="${r(shape.x)}" cy="${r(shape.y)}" r="${shape.radius}" fill="${shape.fill}"/>`;
  if (shape.is === 'line') {
    const { from, to, stroke, thickness = 1, dashed } = shape;
    return `<line x1="${r(from[0])}" y1="${r(from[1])}" x2="${r(to[0])}" y2="${r(to[1])}" stroke="${stroke}" stroke-width="${thickness}"${dashed ? ' stroke-dasharray="2 3"' : ''}/>`;
  }
  const places = baselines(shape);
  const lines = shape.lines.map(
    (line, at) => `<tspan x="${r(shape.x)}" y="${r(places[at] ?? shape.y)}">${safe(line)}</tspan>`,
  );
  return `<text font-size="${shape.size}" fill="${shape.fill}" text-anchor="${shape.anchor}">${lines.join('')}</text>`;
}

const r = (place: number): number => Math.round(place * 100) / 100;

const style = [
  "body{font:16px/1.55 system-ui,'Segoe UI',Roboto,'Noto Sans','Noto Sans Thai',sans-serif;max-width:54rem;margin:0 auto;padding:1.5rem 1rem 4rem;color:#14222a;background:#fff}",
  ':lang(th){line-height:1.7}svg text{font-family:inherit}',
  'h1{font-size:2rem;line-height:1.3;margin:.25rem 0 1.5rem}h2{font-size:1.5rem;margin:3rem 0 .75rem;border-top:3px solid #0a7a74;padding-top:.75rem}h3{font-size:1.2rem;margin:2rem 0 .5rem}h4,figcaption{font-size:1rem;font-weight:700;margin:1.5rem 0 .5rem}figure{margin:0}',
  '.subtitle{color:#51616a;font-weight:600;margin:0}.small{font-size:.875rem;color:#51616a}',
  'dl div{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.3rem 0;border-bottom:1px solid #c9d0d1}dt{flex:0 0 14rem;color:#51616a}dd{flex:1 1 16rem;margin:0;overflow-wrap:anywhere}',
  'blockquote{margin:1rem 0;padding:.5rem 1.25rem;border:1px solid #c9d0d1;border-radius:.5rem}svg{display:block;width:100%;height:auto}summary{min-height:3rem;display:list-item;padding:.7rem 0;box-sizing:border-box;color:#0a6b66;cursor:pointer}',
  '.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.8rem;font-variant-numeric:tabular-nums;width:100%}caption{text-align:start;font-weight:600;padding:.5rem 0}td,th{border-bottom:1px solid #c9d0d1;padding:.3rem .5rem;text-align:end;vertical-align:bottom;font-weight:400}tbody th{text-align:start;min-width:11rem}tr.head th,tr.head td{font-weight:700}td.over{text-align:start;color:#51616a}figure caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}',
  '.question{margin:1rem 0;break-inside:avoid}.question p{margin:.15rem 0}.choices{columns:2;margin:.25rem 0;font-size:.9rem}code{color:#51616a}',
  '@page{size:A4;margin:16mm 15mm}@media print{body{max-width:none;padding:0;font-size:10.5pt}header{break-after:page;padding-top:40mm}.sheet{break-after:page}h2,h3,h4,figcaption{break-after:avoid}svg,tr,blockquote p{break-inside:avoid}summary{display:none}.wide{overflow:visible}table{font-size:7.5pt}tbody th{min-width:6rem}td,th{padding:.15rem .25rem}}',
].join('');

const safe = (text: string): string =>
  text.replace(/[&<>"]/g, (it) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[it] ?? '&quot;');
