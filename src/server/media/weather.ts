/** What a disk says that is no fault of the program. */
const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** There is no room, or none for us. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)));
