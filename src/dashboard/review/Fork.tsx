import { answerInWords } from '../../controls/index.ts';
import { useText } from '../../i18n/index.ts';
import { type AskedQuestion, type Interview, questionAt } from '../../questionnaire/index.ts';
import { pagesRead } from './reading.ts';

/** Branches of a fork beside each other: only where they differ, and the way to say which one counts. */
export function Fork({
  branches,
  onResolve,
}: {
  branches: readonly { readonly revision: number; readonly interview: Interview }[];
  /** Missing for those who do not decide. */
  onResolve?: (revision: number) => void;
}) {
  const { t } = useText();
  const wordsIn = (interview: Interview, { ref }: AskedQuestion): string => {
    const found = questionAt(interview, ref);
    return (found && answerInWords(found, interview.language)?.text) || t('reviewing.blank');
  };
  const asked = new Map<string, AskedQuestion>();
  for (const { interview } of branches)
    for (const { questions } of pagesRead(interview)) for (const it of questions) asked.set(it.ref, it);
  const different = [...asked.values()]
    .map((it) => ({ it, said: branches.map(({ interview }) => wordsIn(interview, it)) }))
    .filter(({ said }) => new Set(said).size > 1);
  return (
    <section class="desk-card" aria-labelledby="fork">
      <h2 id="fork">{t('reviewing.fork')}</h2>
      <p>{t('reviewing.forkText')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by key */}
      <figure class="wide" tabIndex={0} aria-label={t('reviewing.fork')}>
        <table class="desk-table">
          <thead>
            <tr>
              <th scope="col">{t('reviewing.question')}</th>
              {branches.map(({ revision }) => (
                <th key={revision} scope="col">
                  {t('reviewing.revision', { number: revision })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {different.map(({ it, said }) => (
              <tr key={it.ref}>
                <th scope="row">{it.label?.text ?? it.question.name}</th>
                {said.map((words, at) => (
                  <td key={branches[at]?.revision}>{words}</td>
                ))}
              </tr>
            ))}
          </tbody>
          {onResolve && (
            <tfoot>
              <tr>
                <td />
                {branches.map(({ revision }) => (
                  <td key={revision}>
                    <button type="button" class="button" onClick={() => onResolve(revision)}>
                      {t('reviewing.thisCounts', { number: revision })}
                    </button>
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </figure>
    </section>
  );
}
