/** Reads CSV as RFC 4180 says, by a way of its own: the first line names the columns. */
export function parseCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const lines: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(index + 1) === '"') {
        cell += '"';
        index++;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\r') {
      lines.at(-1)?.push(cell);
      cell = '';
    } else if (character === '\n') lines.push([]);
    else cell += character;
  }
  const [columns = [], ...rows] = lines.slice(0, -1);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
}
