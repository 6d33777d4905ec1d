import { useText } from '../../i18n/index.ts';
import type { Results } from '../../results/index.ts';
import { Reliability } from './Reliability.tsx';
import { groupNames, type Reader, words } from './reading.ts';
import { ScoreChart, type ScoreRow } from './ScoreChart.tsx';

/** Indices first, then scales; by groups, a chart for each. */
export function Scores({ results, reader }: { results: Results; reader: Reader }) {
  const { t } = useText();
  const { scores, by } = results;
  if (scores.length === 0) return null;
  const nameOf = (at: number) => {
    const score = scores[at];
    return score ? words(reader, score.label, score.name) : '';
  };
  const order = [...scores.keys()].sort((a, b) => rank(scores[a]?.kind) - rank(scores[b]?.kind) || a - b);
  const names = groupNames(reader, results);
  return (
    <section class="desk-card" aria-labelledby="scores">
      <h2 id="scores">{t('results.scores')}</h2>
      <p>{t('results.scoresText')}</p>
      {!by ? (
        <ScoreChart
          title={t('results.scoresChart')}
          name="scores"
          rows={order.map((at): ScoreRow => {
            const isFirstScale =
              scores[at]?.kind !== 'index' && scores[order[order.indexOf(at) - 1] ?? -1]?.kind === 'index';
            return { name: nameOf(at), figures: scores[at]?.all ?? null, isHead: isFirstScale };
          })}
          reader={reader}
        />
      ) : (
        order.map((at) => (
          <ScoreChart
            key={scores[at]?.name}
            title={nameOf(at)}
            name={scores[at]?.name ?? ''}
            rows={[
              { name: t('results.everyone'), figures: scores[at]?.all ?? null },
              ...(scores[at]?.groups ?? [])
                .flatMap((figures, group) =>
                  by.sizes[group] === 0 ? [] : [{ name: names[group] ?? '', figures }],
                )
                .map((row, place) => ({ ...row, isHead: place === 0 })),
            ]}
            reader={reader}
          />
        ))
      )}
      <Reliability results={results} reader={reader} />
    </section>
  );
}

const rank = (kind: string | undefined): number => (kind === 'index' ? 0 : 1);
