/** A reader of CSV that shares no line with the writer: RFC 4180 letter by letter, and strict about line ends. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    if (text[at] === '"') {
      at++;
      for (;;) {
        if (at >= text.length) throw new Error('a quote is never closed');
        if (text[at] === '"' && text[at + 1] === '"') {
          field += '"';
          at += 2;
        } else if (text[at] === '"') {
          at++;
          break;
        } else field += text[at++];
      }
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
        if (text[at] === '"' || text[at] === '\n')
          throw new Error(`stray ${JSON.stringify(text[at])} at ${at}`);
        field += text[at++];
      }
    }
    row.push(field);
    field = '';
    if (text[at] === ',') {
      at++;
      if (at === text.length) throw new Error('the last line has no end');
      if (text[at] === '\r') row.push('');
      else continue;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no line end at ${at}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}
