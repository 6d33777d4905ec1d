/** All that stands in an interview, in document order, relevant or not; and finding something by its position. */
import type { Form, Interview, Ref } from '../questionnaire/index.ts';

export type Definition = Form['outline']['top'];
type Sheet = Interview['sheet'];

/** One thing that stands in an interview: the whole, a group, a repeat as a whole, one instance, or a question. */
export interface Standing {
  readonly kind: 'top' | 'group' | 'repeat' | 'instance' | 'question';
  readonly definition: Definition;
  /** As the engine knows it: `/g/case[k3]/title`. */
  readonly ref: Ref;
  /** As traces and XForms write it, counted from 1: `/data/g/case[2]/title`. */
  readonly place: string;
}

/** Everything, in document order. */
export function* walk({ form, sheet }: Interview): Iterable<Standing> {
  const { top } = form.outline;
  yield { kind: 'top', definition: top, ref: '', place: `/${top.name}` };
  yield* within(top, sheet, '', `/${top.name}`);
}

function* within(section: Definition, sheet: Sheet, above: Ref, around: string): Iterable<Standing> {
  for (const definition of section.children) {
    const ref = `${above}/${definition.name}`;
    const place = `${around}/${definition.name}`;
    if (definition.inside) {
      yield { kind: 'repeat', definition, ref, place };
      for (const [at, instance] of instancesOf(sheet, definition).entries()) {
        const here = { ref: `${ref}[${instance.key}]`, place: `${place}[${at + 1}]` };
        yield { kind: 'instance', definition, ...here };
        yield* within(definition, instance, here.ref, here.place);
      }
    } else {
      yield { kind: definition.item.kind === 'group' ? 'group' : 'question', definition, ref, place };
      yield* within(definition, sheet, ref, place);
    }
  }
}

function instancesOf({ stacks }: Sheet, repeat: Definition): readonly Sheet[] {
  const stack = stacks.get(repeat.slot);
  return stack ? stack.sheets.slice(0, stack.count) : [];
}

/** The keys of a repeat's instances, those beyond its count too: a new one must differ from all of them. */
export function keysAt({ form, sheet }: Interview, repeat: Ref): ReadonlySet<string> {
  const found = descend(form, sheet, repeat);
  return new Set(found ? found.sheet.stacks.get(found.definition.slot)?.sheets.map(({ key }) => key) : []);
}

/** The sheet and the definition that an engine's ref leads to. */
function descend(form: Form, top: Sheet, ref: Ref): { sheet: Sheet; definition: Definition } | null {
  let definition = form.outline.top;
  let sheet = top;
  for (const [, name, key] of ref.matchAll(/\/([^/[\]]+)(?:\[([^[\]]*)\])?/g)) {
    const next = definition.children.find((child) => child.name === name);
    if (!next) return null;
    definition = next;
    if (key === undefined) continue;
    const instance = sheet.stacks.get(next.slot)?.sheets.find((each) => each.key === key);
    if (!instance) return null;
    sheet = instance;
  }
  return { sheet, definition };
}

/** What stands at a place counted from 1, as the engine knows it; `null` if nothing does. */
export function refAt({ form, sheet }: Interview, place: string): Ref | null {
  const { top } = form.outline;
  const [, root, ...steps] = place.split('/');
  if (root !== top.name) return null;
  let [definition, here, ref] = [top, sheet, ''];
  for (const step of steps) {
    const [, name, position] = /^([^[\]]+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const next = definition.children.find((child) => child.name === name);
    if (!next) return null;
    definition = next;
    ref += `/${next.name}`;
    if (position === undefined || !next.inside) continue; // `[1]` after what is no repeat says nothing
    const instance = instancesOf(here, next)[Number(position) - 1];
    if (!instance) return null;
    here = instance;
    ref += `[${instance.key}]`;
  }
  return ref;
}
