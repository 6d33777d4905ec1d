/**
 * Tells of many changed rows at once as of a whole table. Dexie names every key that changed to every tab and worker, and each of
 * them sorts the names into trees: of two hundred receipts a slow phone's screen stood still for 60 ms. Whoever looks at such a
 * table reads it again either way.
 */
import {
  type DBCore,
  type DBCoreMutateRequest,
  type Middleware,
  type ObservabilitySet,
  RangeSet,
} from 'dexie';

const many = 10;

export const coarse: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'coarse',
  create: (core) => ({
    ...core,
    table(name) {
      const table = core.table(name);
      const { indexes } = table.schema;
      const parts = ['', ':dels', ...indexes.map((index) => index.name ?? '')];
      const whole = (): ObservabilitySet =>
        Object.fromEntries(
          parts.map((part) => [
            `idb://${core.schema.name}/${name}/${part}`,
            new RangeSet(core.MIN_KEY, core.MAX_KEY),
          ]),
        );
      return {
        ...table,
        mutate: (request) =>
          table.mutate(sizeOf(request) > many ? Object.assign(request, { mutatedParts: whole() }) : request),
      };
    },
  }),
};

function sizeOf(request: DBCoreMutateRequest): number {
  if (request.type === 'delete') return request.keys.length;
  return request.type === 'deleteRange' ? 0 : request.values.length;
}
