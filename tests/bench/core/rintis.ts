/**
 * Our own engine. A device checks a questionnaire against its schema once, in its worker, when it comes from the server, and
 * then keeps it: opening it is reading and compiling. What the check costs is told beside the loads.
 */
import {
  answer,
  asked,
  beginInterview,
  compileForm,
  type Interview,
  type Item,
  loadFormulas,
  Questionnaire,
  questionAt,
  type World,
} from '../../../src/questionnaire/index.ts';
import type { Engine, Place } from './engine.ts';
import { lists, type Option, summed } from './form.ts';

const nameOf = ({ block, at }: Place): string => `b${block}_q${at}`;
const refOf = (place: Place): string => `/b${place.block}/${nameOf(place)}`;
const choices = (options: readonly Option[]) => ({ choices: options.map((option) => ({ ...option })) });

const questionnaire = (items: Item[], all: Questionnaire['lists']): string =>
  JSON.stringify({
    format: 1,
    id: 'bench',
    title: 'Bench',
    languages: [{ tag: 'en', status: 'source' }],
    defaultLanguage: 'en',
    items,
    lists: all,
  } satisfies Questionnaire);

const world: World = { now: () => new Date(), random: Math.random, uuid: () => crypto.randomUUID() };

export const rintis: Engine = {
  writeBlocks: (blocks) =>
    questionnaire(
      [
        ...blocks.map((questions, index): Item => {
          const block = index + 1;
          return {
            kind: 'group',
            name: `b${block}`,
            label: `Part ${block}`,
            page: true,
            items: questions.map((question) => ({
              kind: question.kind,
              name: nameOf(question),
              label: question.label,
              ...(question.list && { list: question.list }),
              ...(question.at === 10 && { relevant: `\${${nameOf({ block, at: 9 })}} = 'yes'` }),
            })),
          };
        }),
        {
          kind: 'calculate',
          name: 'total',
          calculate: blocks
            .flatMap((_, index) => summed.map((at) => `coalesce(\${${nameOf({ block: index + 1, at })}}, 0)`))
            .join(' + '),
        },
      ],
      { content: choices(lists.content), yesNo: choices(lists.yesNo) },
    ),
  writeCascade: ({ regions, districts }) =>
    questionnaire(
      [
        {
          kind: 'group',
          name: 'b1',
          page: true,
          items: [
            { kind: 'one', name: 'b1_q1', label: 'Which region?', list: 'regions' },
            {
              kind: 'one',
              name: 'b1_q2',
              label: 'Which district?',
              list: 'districts',
              choiceFilter: 'region = ${b1_q1}',
            },
          ],
        },
      ],
      {
        regions: choices(regions),
        districts: {
          choices: districts.map(({ name, label, region }) => ({ name, label, columns: { region } })),
        },
      },
    ),
  check(text) {
    Questionnaire.parse(JSON.parse(text));
  },
  async load(text) {
    const read: Questionnaire = JSON.parse(text);
    await loadFormulas(read);
    const form = compileForm(read);
    if (form.found.length > 0) throw new Error(JSON.stringify(form.found[0]));
    let interview: Interview = beginInterview(form, { world, language: 'en' });
    const at = (ref: string) => {
      const found = questionAt(interview, ref);
      if (!found) throw new Error(`Nothing stands at ${ref}.`);
      return found;
    };
    const offered = (ref: string) => at(ref).choices.map(({ name, label }) => `${name} ${label.text}`);
    return {
      first() {
        const [page] = asked(interview);
        const ref = page?.items.find(({ kind }) => kind === 'question')?.ref ?? '';
        return [at(ref).label?.text, ...offered(ref)].join('\n');
      },
      answer(place, given) {
        interview = answer(interview, refOf(place), given);
      },
      total: () => Number(at('/total').answer),
      isAsked: (place) => at(refOf(place)).relevant,
      districts: () => offered('/b1/b1_q2'),
    };
  },
};
