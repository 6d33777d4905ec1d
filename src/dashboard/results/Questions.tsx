import { useText } from '../../i18n/index.ts';
import { questionChapters, type Reader, writtenQuestions } from '../../report/index.ts';
import type { Results } from '../../results/index.ts';
import { useMay } from '../who.tsx';
import { Chart } from './Chart.tsx';
import { WrittenAnswers } from './WrittenAnswers.tsx';

/** Every question, section by section. */
export function Questions({
  results,
  reader,
  onSignedOut,
}: {
  results: Results;
  reader: Reader;
  onSignedOut(): void;
}) {
  const { t } = useText();
  const may = useMay();
  const written = writtenQuestions(results, reader);
  return (
    <section aria-labelledby="questions" class="results-part">
      <h2 id="questions">{t('results.questions')}</h2>
      {questionChapters(results, reader).map(({ key, title, figures }) => (
        <section key={key} class="desk-card">
          {title !== null && <h3>{title}</h3>}
          {figures.map((figure) => (
            <Chart key={figure.name} figure={figure} />
          ))}
        </section>
      ))}
      {written.length > 0 && (
        <section class="desk-card">
          <h3>{t('results.written')}</h3>
          <ul class="cautions">
            {written.map(({ question, name, said, isText }) => (
              <li key={question}>
                {name}
                <span class="quiet"> {said}</span>
                {isText && may('read') && (
                  <WrittenAnswers
                    survey={results.survey}
                    question={question}
                    name={name}
                    onSignedOut={onSignedOut}
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}
