import { stripVTControlCharacters } from 'node:util';

/** Lays rows out in columns of their own width, two spaces apart. Colours take no room. */
export function columns(
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[] = [],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, textWidth(cell));
    }
  }
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - textWidth(cell));
        return align[index] === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Breaks a line at spaces; what follows the first line is indented by `deeper` more than it. */
export function wrap(text: string, width: number, deeper = '  '): string[] {
  const [indent = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = indent;
  for (const [index, word] of text.slice(indent.length).split(' ').entries()) {
    if (index === 0) {
      line += word;
    } else if (textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = indent + deeper + word;
    } else {
      line += ` ${word}`;
    }
  }
  return [...lines, line];
}

/** `1 group`, `3 groups`, `2 entries`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

function textWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}
