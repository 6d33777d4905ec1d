import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { font, paper, pngFile, saveFile, svgFile, width } from './drawing.ts';
import { Wide } from './Wide.tsx';

/** A drawing with its heading, the same figures as a table under it, and both as files. */
export function Chart({
  title,
  name,
  height,
  drawing,
  children,
}: {
  title: string;
  /** Of the files. */
  name: string;
  height: number;
  drawing: ComponentChildren;
  /** The table. */
  children: ComponentChildren;
}) {
  const { t, language } = useText();
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const [failed, setFailed] = useState(false);
  const save = async (kind: 'svg' | 'png') => {
    if (!svg.current) return;
    setFailed(false);
    try {
      saveFile(await (kind === 'svg' ? svgFile : pngFile)(svg.current, title, language), `${name}.${kind}`);
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
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={t('results.chartOf', { title })}
          font-family={font}
        >
          <rect width={width} height={height} fill={paper} />
          {drawing}
        </svg>
      </Wide>
      <div class="chart-acts">
        <details>
          <summary>{t('results.asTable')}</summary>
          <Wide class="chart-table" name={t('results.asTable')}>
            {children}
          </Wide>
        </details>
        <span class="chart-files">
          <button type="button" class="button plain" onClick={() => void save('svg')}>
            {t('results.save', { kind: 'SVG' })}
            <span class="unseen">: {title}</span>
          </button>
          <button type="button" class="button plain" onClick={() => void save('png')}>
            {t('results.save', { kind: 'PNG' })}
            <span class="unseen">: {title}</span>
          </button>
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

/** Text of a drawing in several lines, the middle of them at `y`. */
export function Lines({
  lines,
  x,
  y,
  size,
  fill,
  anchor = 'start',
}: {
  lines: readonly string[];
  x: number;
  y: number;
  size: number;
  fill: string;
  anchor?: 'start' | 'middle' | 'end';
}) {
  const leading = size * 1.35;
  const first = y - ((lines.length - 1) * leading) / 2 + size * 0.35;
  return (
    <text x={x} font-size={size} fill={fill} text-anchor={anchor}>
      {lines.map((line, at) => (
        <tspan key={line} x={x} y={first + at * leading}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
