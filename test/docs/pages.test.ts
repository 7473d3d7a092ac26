import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, runCli, scratchFolder } from '../cli/run-cli';
import { blocks, outputPattern, steps } from './blocks';

const PAGES = [
  'README.md',
  'docs/cli.md',
  'docs/local.md',
  'examples/minimal/README.md',
  'examples/enterprise/README.md',
  'examples/compose/README.md',
];
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const COMMAND = /^app-proxy(?: |$)/;
const scratch = scratchFolder();

/** A folder as the reader of a page has it: the example declarations, and nothing written yet. */
function readersFolder(page: string): string {
  const folder = join(scratch, page.replaceAll(/\W/g, '-'));
  mkdirSync(folder);
  cpSync(join(ROOT, 'app-proxy.yaml'), join(folder, 'app-proxy.yaml'));
  cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
  return folder;
}

function words(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

describe.each(PAGES)('%s', (page) => {
  const folder = readersFolder(page);

  it('shows declarations, commands and output that are real', () => {
    for (const block of blocks(join(ROOT, page))) {
      const place = `${page}:${block.line}`;
      if (block.language === 'yaml' && block.text.includes('version: 1')) {
        writeFileSync(join(folder, 'app-proxy.yaml'), `${block.text}\n`);
        expect({ place, ...runCli(['validate'], { cwd: folder }) }).toMatchObject({
          place,
          code: 0,
          err: '',
        });
        expect({ place, ...runCli(['synth'], { cwd: folder }) }).toMatchObject({ place, code: 0 });
      }
      if (block.language === 'console') {
        for (const { command, output } of steps(block)) {
          const start = /^npm start(?: --)?(.*)$/.exec(command);
          if (start !== null) {
            cpSync(join(ROOT, 'app-proxy.yaml'), join(folder, 'app-proxy.yaml'));
          }
          const args = words(start === null ? command.replace(COMMAND, '') : `start${start[1] ?? ''}`);
          const { out, err } = runCli(args, { cwd: folder });
          const expected = outputPattern(output);
          const real = (err + out).replaceAll('\r', '');
          expect({ place, command, real }).toEqual({
            place,
            command,
            real: expect.stringMatching(expected) as string,
          });
        }
      }
    }
  });

  it('names commands that run', () => {
    const lines = blocks(join(ROOT, page))
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split('\n'));
    for (const line of lines) {
      for (const command of line.split('&&').map((text) => text.trim())) {
        if (COMMAND.test(command)) {
          const args = words(command.replace(COMMAND, '').replace(/[|>].*$/, ''));
          expect({ command, ...runCli(args, { cwd: folder }) }).toMatchObject({ command, code: 0 });
        }
        const script = /^npm (?:run )?(start|test|\w+)$/.exec(command)?.[1];
        if (script !== undefined && script !== 'ci') {
          expect(Object.keys(scripts)).toContain(script);
        }
      }
    }
  });

  it('links to files that exist', () => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^)#:]+)\)/g)) {
      expect({ target, exists: existsSync(join(ROOT, dirname(page), target)) }).toEqual({
        target,
        exists: true,
      });
    }
  });
});
