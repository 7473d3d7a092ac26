import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProgramProcess } from '../../../cli/local/program-process';
import { isRunning } from '../../e2e/child-processes';
import { until } from '../../e2e/until';
import { scratchFolder } from '../run-cli';

const folder = scratchFolder();
let number = 0;

/** A process that runs the code, and what is told of it. */
function programOf(code: string): { readonly program: ProgramProcess; readonly told: string[] } {
  number += 1;
  const file = join(folder, `${number}.cjs`);
  writeFileSync(file, code);
  const told: string[] = [];
  const program = new ProgramProcess({
    name: 'test',
    command: [process.execPath, file],
    args: ['argument'],
    env: { GIVEN: 'value' },
    log: join(folder, `${number}.log`),
    onUnexpectedExit: (ended) => told.push(ended),
  });
  return { program, told };
}

const WAIT = 'setInterval(() => {}, 1000); console.log("started");';
const started = (program: ProgramProcess) => until('the program', () => program.output().includes('started'));

test('it gets its arguments and environment, and its output is kept over several runs', async () => {
  const { program, told } = programOf(
    'console.log(process.argv[2], process.env.GIVEN); console.error("wrong")',
  );
  program.start();
  await expect(program.exited).resolves.toBe('exit code 0');
  program.start();
  await program.exited;
  expect(program.output().match(/argument value/g)).toHaveLength(2);
  expect(program.lastLines()).toContain('wrong');
  expect(told).toEqual(['exit code 0', 'exit code 0']);
});

test('it is asked to end first, and that is not told as unexpected', async () => {
  const { program, told } = programOf(
    `process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); ${WAIT}`,
  );
  program.start();
  await started(program);
  await program.stop();
  expect(program.pid).toBeUndefined();
  expect(program.output()).toContain('bye');
  expect(told).toEqual([]);
});

test('one that does not listen is killed', async () => {
  const { program } = programOf(`process.on('SIGTERM', () => {}); ${WAIT}`);
  program.start();
  await started(program);
  const { pid = 0 } = program;
  const { exited } = program;
  await program.stop(50);
  await expect(exited).resolves.toBe('SIGKILL');
  expect(isRunning(pid)).toBe(false);
});

test('its death by another hand is told', async () => {
  const { program, told } = programOf(WAIT);
  program.start();
  await started(program);
  process.kill(program.pid ?? 0, 'SIGKILL');
  await program.exited;
  expect(told).toEqual(['SIGKILL']);
  await program.stop();
});

test('a program that is not there ends with a reason', async () => {
  const program = new ProgramProcess({
    ...{ name: 'none', command: [join(folder, 'none')], args: [] },
    log: join(folder, 'none.log'),
  });
  program.start();
  await expect(program.exited).resolves.toMatch(/ENOENT/);
});
