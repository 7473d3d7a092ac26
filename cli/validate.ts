import type { Command } from 'commander';
import { DEFAULT_FILE, findingsJson, loadAndPrint, verdict } from './declaration-file';
import { EXIT } from './exit-codes';
import type { Terminal } from './terminal';

const HELP = `
All errors come at once, each with its place.
Exit code 0: no errors (warnings are allowed); 1: errors.

Examples:
  app-proxy validate
  app-proxy validate deployments/production.yaml
  app-proxy validate --json | jq -r '.errors[].message'`;

/** `app-proxy validate`: checks a declaration. Loads nothing of cdktf. */
export function addValidate(program: Command, terminal: Terminal): void {
  program
    .command('validate')
    .summary('check a declaration')
    .description('Checks a declaration and the files that it includes.')
    .argument('[file]', 'the declaration', DEFAULT_FILE)
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const result = await loadAndPrint(terminal, file);
      terminal.exitCode = result.ok ? EXIT.yes : EXIT.no;
      if (json) {
        terminal.out.json({ ...findingsJson(result), ...(result.ok ? { files: result.files } : {}) });
      } else {
        (result.ok ? terminal.out : terminal.err).line(verdict(file, result));
      }
    });
}
