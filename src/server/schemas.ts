/** Schemas as the OpenAPI document has them. */
import * as z from 'zod/mini';

/** The shapes; what several share stands beside them under a name of its own. */
export function toSchemas(schemas: Readonly<Record<string, unknown>>): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema as z.ZodMiniType, { id });
  const made = z.toJSONSchema(registry, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  }).schemas as Record<string, { $defs?: Record<string, object> }>;
  const { __shared: shared, ...own } = made;
  const all = { ...own, ...renamed(shared?.$defs ?? {}) };
  const text = JSON.stringify(all, (key, value) => (key === '$schema' || key === '$id' ? undefined : value));
  return JSON.parse(text.replaceAll('__shared#/$defs/', 'Shared_')) as Record<string, object>;
}

const renamed = (defs: Record<string, object>): Record<string, object> =>
  Object.fromEntries(Object.entries(defs).map(([name, schema]) => [`Shared_${name}`, schema]));
