/** Why a form cannot be answered to its end on a screen. Each was looked into; it counts as not equal all the same. */
const reasons: Readonly<Record<string, string>> = {
  'fmtm__health.xls':
    'Its first question must be answered from a file of features, which the collection does not hold: nobody could.',
};

export const reasonOnScreen = (id: string): string | undefined => reasons[id];
