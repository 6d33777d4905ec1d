/** Apache Parquet through hyparquet-writer: codes as they are, days as days, moments as texts with their zones; labels in the metadata. */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Cell } from '../submission/index.ts';
import type { Dataset, Variable } from './dataset.ts';
import { dayNumber } from './measure.ts';

const groupSize = 10_000; // rows in memory at a time

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

/** The file piece by piece. */
export async function* toParquet(dataset: Dataset): AsyncGenerator<Uint8Array> {
  const { variables } = dataset;
  const out = new ByteWriter();
  const schema: Schema = [
    { name: 'root', num_children: variables.length },
    ...variables.map((variable): Schema[number] => ({
      name: variable.name,
      repetition_type: 'OPTIONAL',
      ...typeOf(variable),
    })),
  ];
  const writer = new ParquetWriter({
    writer: out,
    schema,
    createdBy: 'Rintis',
    kvMetadata: [{ key: 'rintis', value: JSON.stringify(labelsOf(dataset)) }],
  });
  /** What was written since the last time: the writer only ever adds. */
  const take = (): Uint8Array => {
    const piece = out.getBytes().slice();
    out.index = 0;
    return piece;
  };
  let rows: (readonly Cell[])[] = [];
  const write = async () => {
    const columnData = variables.map((variable, at) => ({
      name: variable.name,
      data: rows.map((row) => cellFor(variable, row[at] ?? null)),
    }));
    await writer.write({ columnData, rowGroupSize: groupSize });
    rows = [];
    return take();
  };
  for await (const row of dataset.rows()) {
    rows.push(row);
    if (rows.length >= groupSize) yield await write();
  }
  if (rows.length > 0) yield await write();
  writer.finish();
  yield take();
}

function typeOf({ measure }: Variable): Pick<Schema[number], 'type' | 'converted_type'> {
  if (measure.is === 'day') return { type: 'INT32', converted_type: 'DATE' };
  if (measure.is !== 'number') return { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  const small = measure.whole && measure.least >= -(2 ** 31) && measure.most < 2 ** 31;
  return { type: small ? 'INT32' : 'DOUBLE' };
}

function cellFor({ measure }: Variable, cell: Cell): string | number | Date | null {
  if (cell === null || cell === '') return null;
  if (measure.is === 'number') return Number(cell);
  if (measure.is !== 'day') return String(cell);
  const days = dayNumber(String(cell));
  return days === null ? null : new Date(days * 86_400_000);
}

/** What a program needs to label the columns. */
export const labelsOf = ({ title, language, variables }: Dataset) => ({
  title,
  language,
  variables: variables.map(({ name, label, coding }) => ({
    name,
    label,
    ...(coding && {
      codes: coding.codes.map(({ code, label, apart }) => ({ code, label, ...(apart && { apart }) })),
    }),
  })),
});
