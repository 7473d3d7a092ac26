import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/** A command of a `console` block and the output below it. */
export interface Step {
  readonly command: string;
  readonly output: string;
}

export function blocks(file: string): readonly Block[] {
  const found: Block[] = [];
  const lines = readFileSync(file, 'utf8').split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const language = /^```(\w+)/.exec(lines[index] ?? '')?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf('```', index + 1);
    found.push({ language, text: lines.slice(index + 1, end).join('\n'), line: index + 1 });
    index = end;
  }
  return found;
}

/** Commands begin with `$ `; what follows up to the next one is output. */
export function steps(block: Block): readonly Step[] {
  return block.text
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...output] = text.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

/** Output as a pattern: a line `...` stands for any lines, and what differs from run to run is any such thing. */
export function outputPattern(output: string): RegExp {
  const lines = output
    .split('\n')
    .map((line) => (line === '...' ? '(?:.*\\n)*?' : `${linePattern(line)}\\n`));
  return new RegExp(`^${lines.join('')}$`);
}

/** A row of tried applications: which connector, how long, which port, and the width of the columns. */
function linePattern(line: string): string {
  const pattern = line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return /^ *application +group +connector| \d+ ms /.test(line)
    ? pattern
        .replace(/(\w)\/\d /, '$1/\\d ')
        .replace(/ \d+ ms /, ' \\d+ ms ')
        .replace(/localhost:\d+/, 'localhost:\\d+')
        .replaceAll(/ +/g, ' +')
    : pattern;
}
