import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '..', '..', 'docs');

/** The text of a page in `docs/`. */
export function page(name: string): string {
  return readFileSync(join(DOCS, name), 'utf8');
}

/** The code block that follows the line `<!-- example: NAME -->` in a page. */
export function example(name: string, text: string): string {
  const marker = `<!-- example: ${name} -->`;
  const block = text
    .slice(text.indexOf(marker))
    .match(/^[^\n]*\n+(?:<!-- prettier-ignore -->\n)?(```+)[a-z]*\n([\s\S]*?)\n\1/);
  if (!text.includes(marker) || block?.[2] === undefined)
    throw new Error(`the page has no example '${name}'`);
  return `${block[2]}\n`;
}
