import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../cli/run';
import { Terminal } from '../../cli/terminal';
import { EXIT } from '../../cli/exit-codes';
import { ROOT, runCli } from '../cli/run-cli';

const page = readFileSync(join(ROOT, 'docs', 'cli.md'), 'utf8');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const commands = program(new Terminal(process.stdout, process.stderr)).commands.map((command) =>
  command.name(),
);

describe('docs/cli.md', () => {
  it('has a section with the help of every command, and of no other', () => {
    const sections = [...page.matchAll(/^## ([a-z]+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(commands);
    for (const name of commands) {
      expect(page).toContain(`$ app-proxy ${name} --help\n${runCli([name, '--help']).out.trimEnd()}\n\`\`\``);
    }
  });

  it('has the exit codes that the program has', () => {
    const codes = [...page.matchAll(/^\| +(\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual([...Object.values(EXIT), 130]);
  });
});

describe('README.md', () => {
  it('lists every command, and no other', () => {
    const listed = [...readme.matchAll(/^\| `app-proxy ([a-z]+)` +\|/gm)].map(([, name]) => name);
    expect(listed).toEqual(commands);
  });

  it('shows the construct as the example has it', () => {
    const excerpt = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? 'nothing';
    const stack = readFileSync(join(ROOT, 'examples', 'compose', 'shop-stack.ts'), 'utf8');
    expect(stack.replaceAll(/^ {4}/gm, '')).toContain(excerpt);
  });
});
