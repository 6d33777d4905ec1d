/** Choice lists as secondary instances, and the itemsets that look into them. */
import type { ChoiceList, Question, Questionnaire, Tree } from '../../questionnaire/index.ts';
import type { Place, Places } from './writePlaces.ts';
import { pathed } from './writePlaces.ts';
import type { WrittenSpeech } from './writeSpeech.ts';
import { escapedText, isXmlName, tag, xmlName } from './writeXml.ts';

/** All lists, each as an instance of its name. */
export function writeLists({ lists }: Questionnaire, { root }: Places, speech: WrittenSpeech): string[] {
  return Object.entries(lists).map(([name, list], n) => {
    if (list.tree && list.file === undefined) return tag('instance', { id: name }, written(list.tree));
    if (list.file !== undefined) return tag('instance', { id: name, src: sourceOf(list.file) });
    const items = list.choices.map(({ name: value, label, media, columns = {} }, i) => {
      const said = { words: label, media };
      const words = saysInPlace(list)
        ? typeof label === 'string' && tag('label', {}, escapedText(label))
        : (label !== undefined || media) &&
          tag('itextId', {}, speech.add(`${xmlName(name)}-${n}-${i}`, said, root));
      const cells = Object.entries(columns).flatMap(([column, text]) =>
        isXmlName(column) && !own.has(column) ? [tag(column, {}, escapedText(text))] : [],
      );
      const attributes = Object.entries(columns).flatMap(([column, text]) =>
        column.startsWith('@') && isXmlName(column.slice(1)) ? [[column.slice(1), text] as const] : [],
      );
      return tag('item', Object.fromEntries(attributes), [
        words || '',
        tag('name', {}, escapedText(value)),
        ...cells,
      ]);
    });
    return tag('instance', { id: name }, tag('root', {}, items.join('\n')));
  });
}

function written({ name, text = '', attributes = {}, children = [] }: Tree): string {
  const sound = Object.entries(attributes).filter(([each]) => isXmlName(each));
  return tag(xmlName(name), Object.fromEntries(sound), [escapedText(text), ...children.map(written)]);
}

const own = new Set(['name', 'label', 'itextId']);

const sourceOf = (file: string): string => `jr://${/\.csv$/i.test(file) ? 'file-csv' : 'file'}/${file}`;

/** Words of a list stand in place if they read the same in every language, say no answer, and are only words. */
const saysInPlace = ({ choices, file }: ChoiceList): boolean =>
  file !== undefined ||
  choices.every(
    ({ label, media }) =>
      !media && (label === undefined || (typeof label === 'string' && !label.includes('${'))),
  );

/** `<itemset>` of a question that chooses. */
export function writeItemset(
  { list, choicesFrom, choiceFilter, randomize }: Question,
  self: Place,
  places: Places,
  lists: Questionnaire['lists'],
): string {
  const seed = randomize?.seed === undefined ? undefined : pathed(randomize.seed, self, places);
  const shuffled = (all: string): string =>
    randomize ? `randomize(${all}${seed === undefined ? '' : `, ${seed}`})` : all;
  if (choicesFrom) {
    const found = pathed(choicesFrom.places, self, places);
    const label = choicesFrom.label ?? choicesFrom.value;
    if (found === undefined) return '';
    return tag('itemset', { nodeset: shuffled(found) }, [
      tag('value', { ref: choicesFrom.value }),
      tag('label', { ref: label }),
    ]);
  }
  if (list === undefined || (list.includes("'") && list.includes('"'))) return '';
  const known = Object.hasOwn(lists, list) ? lists[list] : undefined;
  const filter = choiceFilter === undefined ? undefined : pathed(choiceFilter, self, places, true);
  const id = list.includes("'") ? `"${list}"` : `'${list}'`;
  const all = `instance(${id})/root/item${filter === undefined ? '' : `[${filter}]`}`;
  const nodeset = shuffled(all);
  const label = !known || saysInPlace(known) ? 'label' : 'jr:itext(itextId)';
  return tag('itemset', { nodeset }, [tag('value', { ref: 'name' }), tag('label', { ref: label })]);
}
