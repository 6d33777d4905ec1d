/** Whether a group's appearance makes it one page: by `field-list`, or by `table-list`, which is a page with a grid. */
export const looksPaged = (appearance: string | undefined): boolean =>
  /(^|\s)(field|table)-list(\s|$)/.test(appearance ?? '');
