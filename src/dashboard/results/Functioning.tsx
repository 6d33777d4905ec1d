import { useText } from '../../i18n/index.ts';
import { functioningTable, type Reader } from '../../report/index.ts';
import type { Results } from '../../results/index.ts';
import { TableOf } from './TableOf.tsx';

/** Which statements are answered otherwise in one language by people who are alike on the scale. */
export function Functioning({ results, reader }: { results: Results; reader: Reader }) {
  const { t } = useText();
  const table = functioningTable(results, reader);
  if (!table) return null;
  return (
    <section class="desk-card" aria-labelledby="functioning">
      <h2 id="functioning">{t('results.functioning')}</h2>
      <p>{t('results.functioningText')}</p>
      {table.rows.length === 0 ? (
        <p class="note">{t('results.functioningNone')}</p>
      ) : (
        <TableOf table={table} />
      )}
    </section>
  );
}
