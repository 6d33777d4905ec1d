/** What is said when a submission is sent back: a comment, and remarks on single questions. Kept as one text, under one hash. */
import { Remark } from '../submission/index.ts';

export interface Said {
  readonly comment: string;
  readonly remarks?: readonly Remark[];
}

/** A comment alone is kept as it is, as it always was; what begins like the other form is written in it. */
export const toComment = ({ comment, remarks = [] }: Said): string =>
  remarks.length > 0 || comment.startsWith('{') ? JSON.stringify({ comment, remarks }) : comment;

export function readComment(text: string): { comment: string; remarks?: Remark[] } {
  if (!text.startsWith('{')) return { comment: text };
  try {
    const { comment, remarks } = JSON.parse(text) as { comment?: unknown; remarks?: unknown[] };
    const read = (remarks ?? []).map((it) => Remark.parse(it));
    return { comment: String(comment), ...(read.length > 0 && { remarks: read }) };
  } catch {
    return { comment: text }; // written before there was another form
  }
}
