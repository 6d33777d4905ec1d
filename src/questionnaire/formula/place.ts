/**
 * A place in a tree that a location path can walk: an answer, a group, a repeat instance, a row of a choice list.
 * The formula language knows no other tree: interviews, choice lists and attached files all show themselves as places.
 */
export interface Place {
  readonly name: string;
  readonly parent: Place | null;
  /** In document order. */
  readonly children: readonly Place[];
  /** XPath 1.0 §5 string-value. */
  readonly text: string;
  /** Where the text is a number's: that number; `null` where there is none. */
  readonly amount?: number | null | undefined;
  readonly attributes?: ReadonlyMap<string, string>;
  /** Which of its siblings of the same name it is, from 1; where it is not said, they are counted. */
  readonly number?: number;
  /** Of a question: whether it is asked; of anything else it goes without saying. */
  readonly relevant?: boolean;
}
