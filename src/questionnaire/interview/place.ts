/** Questions and groups of one sheet as places that formulas can walk. */
import type { Answer } from '../answers.ts';
import { type Place, toText as valueText } from '../formula/index.ts';
import type { Definition } from './definitions.ts';
import type { OpenSheet } from './table.ts';

/** A question, a group, or all of a repeat, on one sheet. */
export class AnswerPlace implements Place {
  readonly sheet: OpenSheet;
  readonly definition: Definition;

  constructor(sheet: OpenSheet, definition: Definition) {
    this.sheet = sheet;
    this.definition = definition;
  }

  get name(): string {
    return this.definition.name;
  }
  get parent(): Place | null {
    return this.definition.parent && this.sheet.spot(this.definition.parent);
  }
  get children(): readonly Place[] {
    return this.definition.children.length > 0 && !this.definition.inside
      ? this.sheet.childrenOf(this.definition)
      : [];
  }
  get relevant(): boolean {
    return this.sheet.isRelevant(this.definition);
  }
  get amount(): number | null | undefined {
    const answer = this.definition.children.length > 0 ? undefined : this.sheet.answer(this.definition);
    return typeof answer === 'number' ? answer + 0 : answer === null ? null : undefined; // text has no -0
  }
  get text(): string {
    return this.definition.children.length > 0
      ? this.children.map((child) => child.text).join('')
      : toText(this.sheet.answer(this.definition));
  }
}

/** An answer as formulas read it: chosen names with a space between, numbers in full. */
export const toText = (answer: Answer): string =>
  typeof answer === 'string'
    ? answer
    : answer === null
      ? ''
      : typeof answer === 'number'
        ? valueText(answer)
        : answer.join(' ');
