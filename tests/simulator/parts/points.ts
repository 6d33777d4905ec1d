/** The points at which a device can be struck, as a person would name them. */

/** Which act of a person or of the runner writes into this drawer. */
export const pointOf = (table: string, type: string): string =>
  table === 'mediaReceipts' || (table === 'mediaOutbox' && type === 'delete')
    ? 'a receipt of a file is kept'
    : table === 'mediaPieces' || table === 'media' || table === 'attachments'
      ? 'a file is attached or freed'
      : table === 'mediaOutbox' && type === 'put'
        ? 'the way of a file is noted'
        : pointOfAnswers(table, type);

const pointOfAnswers = (table: string, type: string): string =>
  table === 'receipts' || (table === 'outbox' && type === 'delete')
    ? 'a receipt is kept'
    : table === 'settings' || (table === 'outbox' && type === 'put')
      ? 'a wait is noted'
      : table === 'submissions' || table === 'outbox' || table === 'mediaOutbox' || type.startsWith('delete')
        ? 'an interview is finished'
        : table === 'surveys'
          ? 'a survey is kept'
          : 'an answer is kept';
