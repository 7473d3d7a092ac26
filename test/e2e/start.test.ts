import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE, runCli, scratchFolder } from '../cli/run-cli';
import { isRunning } from './child-processes';
import { serve } from './serving';
import { until } from './until';

const scratch = scratchFolder();
jest.setTimeout(180_000);

/** A folder of a person who starts with the example, and one for temporary files. */
function place(name: string): { readonly cwd: string; readonly env: { readonly TMPDIR: string } } {
  const cwd = join(scratch, name);
  const TMPDIR = join(scratch, `${name}-tmp`);
  mkdirSync(cwd);
  mkdirSync(TMPDIR);
  copyFileSync(EXAMPLE, join(cwd, 'app-proxy.yaml'));
  return { cwd, env: { TMPDIR } };
}

test('start --once shows every application of the example answered by a connector of its group, and leaves nothing', () => {
  const { cwd, env } = place('once');
  const { code, out } = runCli(['start', '--once'], { cwd, env });
  expect(code).toBe(0);
  expect(out).toContain('  relay instances ready: 2 of 2\n  connectors in service: 8 of 8\n');
  const table = [...out.matchAll(/^ {2}(\w+) +(\w+) +(\w+)\/\d +\d+ ms +(\d+) +(https:\S+)$/gm)];
  expect(
    table.map(([, application, group, connectorGroup, status, url]) => ({
      ...{ application, status, url: url?.replace(/:\d+/, '') },
      own: group === connectorGroup,
    })),
  ).toEqual(
    [
      ['files', 'https://files.localhost/'],
      ['till', 'https://till.localhost/'],
      ['erp', 'https://erp.localhost/'],
      ['intranet', 'https://intranet.localhost/'],
      ['reports', 'https://intranet.localhost/reports'],
      ['cameras', 'https://cameras.localhost/'],
      ['mes', 'https://mes.localhost/'],
    ].map(([application, url]) => ({ application, status: '200', url, own: true })),
  );
  expect(readdirSync(env.TMPDIR)).toEqual([]);
});

test('start serves until Ctrl-C, and leaves no process and no file', async () => {
  const { cwd, env } = place('serving');
  const serving = await serve(['start', '--connectors', '1'], { cwd, env, until: /Ctrl-C stops/ });
  const pids = serving.descendants();
  // Two relay instances with a worker each, three connectors.
  expect(pids).toHaveLength(7);
  await expect(serving.end('SIGINT')).resolves.toEqual([0, null]);
  expect({ running: pids.filter(isRunning), files: readdirSync(env.TMPDIR) }).toEqual({
    running: [],
    files: [],
  });
});

test('no process of the runtime outlives a start that is killed', async () => {
  const { cwd, env } = place('killed');
  const serving = await serve(['start', '--connectors', '1'], { cwd, env, until: /Ctrl-C stops/ });
  const pids = serving.descendants();
  await serving.end('SIGKILL');
  await until('the processes to end', () => pids.filter(isRunning).length === 0);
});
