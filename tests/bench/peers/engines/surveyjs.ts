/** SurveyJS's engine in Node, without any of its screens: the newest, also where its page in the browser bench is older. */
import type { Engine, Place } from '../../core/engine.ts';
import { lists, type Option, summed } from '../../core/form.ts';

/** As much of the package's types as is used here: nobody has to install the peers to check our types. */
interface SurveyQuestion {
  value: unknown;
  readonly title: string;
  readonly isVisible: boolean;
  readonly visibleChoices: readonly { readonly value: string; readonly text: string }[];
}
interface Survey {
  readonly currentPage: { readonly questions: readonly SurveyQuestion[] };
  getQuestionByName(name: string): SurveyQuestion | null;
  getVariable(name: string): unknown;
}
interface SurveyPackage {
  readonly Model: new (json: unknown) => Survey;
}

const newest: string = 'survey-core-3';
const { Model }: SurveyPackage = await import(newest);

const nameOf = ({ block, at }: Place): string => `b${block}_q${at}`;
const choices = (options: readonly Option[]) =>
  options.map(({ name, label }) => ({ value: name, text: label }));

export const surveyjs: Engine = {
  /**
   * In the engine's favour: pages, and the total as a calculated value (as a question of its own, and all on one page, a load
   * takes half as long again). Answers are cleared when their question goes, for otherwise its total would keep them.
   */
  writeBlocks: (blocks) =>
    JSON.stringify({
      clearInvisibleValues: 'onHidden',
      calculatedValues: [
        {
          name: 'total',
          expression: `sum(${blocks
            .flatMap((_, index) => summed.map((at) => `{${nameOf({ block: index + 1, at })}}`))
            .join(', ')})`,
        },
      ],
      pages: blocks.map((questions, index) => ({
        name: `b${index + 1}`,
        title: `Part ${index + 1}`,
        elements: questions.map((question) => ({
          type: question.list ? 'radiogroup' : 'text',
          name: nameOf(question),
          title: question.label,
          ...(question.list && { choices: choices(lists[question.list]) }),
          ...(question.kind === 'integer' && { inputType: 'number' }),
          ...(question.at === 10 && { visibleIf: `{${nameOf({ block: question.block, at: 9 })}} = 'yes'` }),
        })),
      })),
    }),
  /** A condition on each choice: one for all of them, on the choice's name, takes as long for an answer. */
  writeCascade: ({ regions, districts }) =>
    JSON.stringify({
      pages: [
        {
          name: 'b1',
          elements: [
            { type: 'radiogroup', name: 'b1_q1', title: 'Which region?', choices: choices(regions) },
            {
              type: 'dropdown',
              name: 'b1_q2',
              title: 'Which district?',
              choices: districts.map(({ name, label, region }) => ({
                value: name,
                text: label,
                visibleIf: `{b1_q1} = '${region}'`,
              })),
            },
          ],
        },
      ],
    }),
  load(text) {
    const survey = new Model(JSON.parse(text));
    const at = (place: Place): SurveyQuestion => {
      const question = survey.getQuestionByName(nameOf(place));
      if (!question) throw new Error(`There is no ${nameOf(place)}.`);
      return question;
    };
    const offered = (question: SurveyQuestion) =>
      question.visibleChoices.map(({ value, text }) => `${value} ${text}`);
    return Promise.resolve({
      first() {
        const [question] = survey.currentPage.questions;
        return question ? [question.title, ...offered(question)].join('\n') : '';
      },
      answer(place, given) {
        at(place).value = given;
      },
      total: () => Number(survey.getVariable('total')),
      isAsked: (place) => at(place).isVisible,
      districts: () => offered(at({ block: 1, at: 2 })),
    });
  },
};
