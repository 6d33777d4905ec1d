/** What an export shall contain, and the address that the browser downloads it from. */
export interface ExportWish {
  /** Choices as labels of this language; as codes where there is none. */
  readonly labels: string | null;
  /** A repeat's table; the submissions where there is none. */
  readonly table: string | null;
}

export function exportAddress(survey: string, { labels, table }: ExportWish): string {
  const query = new URLSearchParams({ format: 'csv' });
  if (labels !== null) {
    query.set('labels', '1');
    query.set('lang', labels);
  }
  if (table !== null) query.set('table', table);
  return `/api/coordinator/surveys/${survey}/export?${query}`;
}
