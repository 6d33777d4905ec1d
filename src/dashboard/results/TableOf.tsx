import type { Table } from '../../report/index.ts';
import { Wide } from './Wide.tsx';

/** A table of figures, scrolled by key where it is wider than the page. */
export function TableOf({ table, name = table.caption }: { table: Table; name?: string }) {
  const { caption, columns, rows } = table;
  return (
    <Wide class="chart-table" name={name}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ head, cells, isHead }, at) => (
            <tr key={`${at} ${head}`} class={isHead ? 'table-head' : undefined}>
              <th scope="row">{head}</th>
              {typeof cells === 'string' ? (
                <td colSpan={columns.length}>{cells}</td>
              ) : (
                cells.map(({ said }, column) => <td key={columns[column]}>{said}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
