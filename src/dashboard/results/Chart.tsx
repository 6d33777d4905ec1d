import { useId, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { baselines, drawingWidth, type Figure, paper, type Shape, tablesCsv } from '../../report/index.ts';
import { saveFile } from '../saveFile.ts';
import { font, pngFile, svgFile } from './picture.ts';
import { TableOf } from './TableOf.tsx';
import { Wide } from './Wide.tsx';

type Kind = 'svg' | 'png' | 'csv';

/** A drawing with its heading, the same figures as a table under it, and both as files. */
export function Chart({ figure }: { figure: Figure }) {
  const { t, language } = useText();
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const [failed, setFailed] = useState(false);
  const { title, name, shown, table } = figure;
  if (typeof shown === 'string')
    return (
      <div class="chart">
        <p class="chart-name">{title}</p>
        <p>{shown}</p>
      </div>
    );
  const fileOf = async (kind: Kind): Promise<Blob | null> => {
    if (kind === 'csv') return new Blob([await tablesCsv([table])], { type: 'text/csv' });
    return svg.current && (kind === 'svg' ? svgFile : pngFile)(svg.current, title, language);
  };
  const save = async (kind: Kind) => {
    setFailed(false);
    try {
      const file = await fileOf(kind);
      if (file) saveFile(file, `${name}.${kind}`);
    } catch {
      setFailed(true); // a picture that the browser cannot make
    }
  };
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <Wide class="chart-drawing" name={title}>
        <svg
          ref={svg}
          viewBox={`0 0 ${drawingWidth} ${shown.height}`}
          role="img"
          aria-label={t('results.chartOf', { title })}
          font-family={font}
        >
          <rect width={drawingWidth} height={shown.height} fill={paper} />
          {shown.shapes.map((shape, at) => (
            <ShapeOf key={at} shape={shape} />
          ))}
        </svg>
      </Wide>
      <div class="chart-acts">
        <details>
          <summary>{t('results.asTable')}</summary>
          <TableOf table={table} name={t('results.asTable')} />
        </details>
        <span class="chart-files">
          {(['svg', 'png', 'csv'] as const).map((kind) => (
            <button key={kind} type="button" class="button plain" onClick={() => void save(kind)}>
              {t('results.save', { kind: kind.toUpperCase() })}
              <span class="unseen">: {title}</span>
            </button>
          ))}
        </span>
      </div>
      {failed && (
        <p class="small who-trouble" role="alert">
          {t('results.saveFailed')}
        </p>
      )}
    </figure>
  );
}

function ShapeOf({ shape }: { shape: Shape }) {
  if (shape.is === 'bar') {
    const { x, y, width, height, fill } = shape;
    return <rect x={x} y={y} width={width} height={height} fill={fill} />;
  }
  if (shape.is === 'dot') return <circle cx={shape.x} cy={shape.y} r={shape.radius} fill={shape.fill} />;
  if (shape.is === 'line') {
    const { from, to, stroke, thickness = 1, dashed } = shape;
    return (
      <line
        x1={from[0]}
        y1={from[1]}
        x2={to[0]}
        y2={to[1]}
        stroke={stroke}
        stroke-width={thickness}
        {...(dashed && { 'stroke-dasharray': '2 3' })}
      />
    );
  }
  const places = baselines(shape);
  return (
    <text x={shape.x} font-size={shape.size} fill={shape.fill} text-anchor={shape.anchor}>
      {shape.lines.map((line, at) => (
        <tspan key={line} x={shape.x} y={places[at] ?? shape.y}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
