import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows of the table of a page whose head begins with a word: cells without code marks. */
export function tableOf(page: string, head: string): readonly (readonly string[])[] {
  const lines = readFileSync(join(__dirname, '..', '..', '..', 'docs', page), 'utf8').split('\n');
  const start = lines.findIndex((line) => new RegExp(`^\\| ${head} +\\|`).test(line));
  if (start < 0) throw new Error(`${page} has no table of ${head}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, length < 0 ? undefined : start + length).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}
