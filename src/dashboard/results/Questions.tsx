import { useText } from '../../i18n/index.ts';
import type { QuestionResults, Results } from '../../results/index.ts';
import { AgreementChart, agreeing, type Row } from './AgreementChart.tsx';
import { BarChart } from './BarChart.tsx';
import { groupNames, questionWords, type Reader, words } from './reading.ts';

/** Every question, section by section: statements together while everybody is one group, else one chart for each. */
export function Questions({ results, reader }: { results: Results; reader: Reader }) {
  const { t } = useText();
  const sections = Map.groupBy(
    results.questions.filter(({ kind }) => kind !== 'other'),
    ({ section, path }) =>
      section === undefined ? (path.split('/').length > 2 ? path : '') : JSON.stringify(section),
  );
  const written = results.questions.filter(({ kind }) => kind === 'other');
  return (
    <section aria-labelledby="questions" class="results-part">
      <h2 id="questions">{t('results.questions')}</h2>
      {[...sections].map(([key, questions]) => {
        const [{ section } = { section: undefined }] = questions;
        const statements = questions.filter(({ agreement }) => agreement);
        return (
          <section key={key} class="desk-card">
            {section !== undefined && <h3>{words(reader, section, '')}</h3>}
            {statements.length > 0 && (
              <Statements statements={statements} results={results} reader={reader} />
            )}
            {questions
              .filter(({ agreement }) => !agreement)
              .map((question) => (
                <BarChart
                  key={question.path}
                  title={questionWords(reader, question)}
                  name={question.name.replace('/', '-')}
                  rows={rowsOf(question, results, reader)}
                  reader={reader}
                />
              ))}
          </section>
        );
      })}
      {written.length > 0 && (
        <section class="desk-card">
          <h3>{t('results.written')}</h3>
          <ul class="cautions">
            {written.map((question) => (
              <li key={question.path}>
                {questionWords(reader, question)}
                <span class="quiet">
                  {' '}
                  {question.all && 'answered' in question.all
                    ? t('results.answeredBy', {
                        number: new Intl.NumberFormat(reader.language).format(question.all.answered),
                      })
                    : t('results.hidden')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function Statements({
  statements,
  results,
  reader,
}: {
  statements: readonly QuestionResults[];
  results: Results;
  reader: Reader;
}) {
  const { t } = useText();
  if (!results.by) {
    const rows = statements
      .map(
        (question): Row => ({
          name: nameOf(question, reader, t('results.reversed')),
          question,
          figures: question.all,
        }),
      )
      .sort((a, b) => agreeing(b) - agreeing(a));
    const [{ section, name } = { section: undefined, name: '' }] = statements;
    const title = section === undefined ? t('results.statements') : words(reader, section, '');
    return (
      <AgreementChart
        title={t('results.agreementWith', { title })}
        name={`statements-${name}`}
        rows={rows}
        reader={reader}
      />
    );
  }
  return (
    <>
      {statements.map((question) => (
        <AgreementChart
          key={question.path}
          title={nameOf(question, reader, t('results.reversed'))}
          name={question.name}
          rows={rowsOf(question, results, reader)}
          reader={reader}
        />
      ))}
    </>
  );
}

const nameOf = (question: QuestionResults, reader: Reader, reversed: string): string =>
  `${questionWords(reader, question)}${question.reversed ? ` ${reversed}` : ''}`;

/** Everybody; or everybody and the groups. */
function rowsOf(question: QuestionResults, results: Results, reader: Reader): Row[] {
  const all = { question, figures: question.all };
  if (!results.by || !question.groups || results.by.name === question.name)
    return [{ name: questionWords(reader, question), ...all }];
  const names = groupNames(reader, results);
  const sizes = results.by.sizes;
  return [
    { name: reader.t('results.everyone'), ...all },
    ...question.groups.flatMap((figures, at) =>
      sizes[at] === 0 ? [] : [{ name: names[at] ?? '', question, figures }],
    ),
  ];
}
