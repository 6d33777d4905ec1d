import { useText } from '../../i18n/index.ts';
import type { FileProblem } from '../../submission/index.ts';
import { sentenceOf, type XlsProblemCode } from '../../xlsform/index.ts';

const headings = { error: 'errors', warning: 'warnings', repaired: 'repairs' } as const;

/** Every problem of a file at its cell, with what to do about it: first what holds it back, then what is worth a look. */
export function ProblemList({ problems }: { problems: readonly FileProblem[] }) {
  const { t } = useText();
  return (
    <>
      {(['error', 'warning', 'repaired'] as const).map((severity) => {
        const those = problems.filter((problem) => problem.severity === severity);
        if (those.length === 0) return null;
        const heading = t(`forms.bring.${headings[severity]}`, { count: those.length });
        const list = (
          <ul class={`problem-list ${severity}`} aria-label={heading}>
            {those.map((problem, at) => (
              <ProblemRow key={at} problem={problem} />
            ))}
          </ul>
        );
        if (severity !== 'error')
          return (
            <details key={severity} open={severity === 'warning' && those.length <= few}>
              <summary>
                <b>{heading}</b>
              </summary>
              {list}
            </details>
          );
        return (
          <section key={severity}>
            <h4>{heading}</h4>
            {list}
          </section>
        );
      })}
    </>
  );
}

const few = 20; // more are looked at when somebody wants to

function ProblemRow({ problem }: { problem: FileProblem }) {
  const { t } = useText();
  const { sheet, row, column, written, header, details } = problem;
  const cell = `${column ?? ''}${row ?? ''}`;
  const place = [sheet, cell].filter(Boolean).join(column !== null && row !== null ? '!' : ' ');
  const code = problem.code as XlsProblemCode;
  return (
    <li>
      <p class="cell">
        <code>{place || t('forms.bring.wholeFile')}</code>
        {header && <span class="quiet small">{header}</span>}
      </p>
      <div>
        <p>{t(sentenceOf({ code }) as `xlsform.${XlsProblemCode}`, details)}</p>
        {written !== undefined && (
          <p class="small">
            <span class="quiet">{t('forms.bring.written')}:</span> <code>{written}</code>
          </p>
        )}
      </div>
    </li>
  );
}
