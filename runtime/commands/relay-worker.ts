import { InvalidArgumentError, type Command } from 'commander';
import { jsonLog } from '../log/json-log';
import type { WorkerSettings } from '../relay/messages';
import { runWorker } from '../relay/worker/run-worker';
import { VERSION } from '../version';
import { EXIT } from './exit-codes';
import { Failure, type Io } from './io';

interface Options {
  readonly worker: number;
  readonly workers: number;
  readonly settings: WorkerSettings;
}

/** `app-proxy relay-worker`: started by a relay instance for itself, and of no use to anybody else. */
export function addRelayWorker(program: Command, io: Io): void {
  program
    .command('relay-worker', { hidden: true })
    .description('A worker process of a relay instance, which starts it.')
    .requiredOption('--worker <number>', 'which one', wholeNumber)
    .requiredOption('--workers <number>', 'how many there are', wholeNumber)
    .requiredOption(
      '--settings <json>',
      'what its instance tells it',
      (text) => JSON.parse(text) as WorkerSettings,
    )
    .action(async ({ worker, workers, settings }: Options) => {
      if (process.send === undefined) {
        throw new Failure('relay-worker is started by a relay instance: run app-proxy relay', EXIT.usage);
      }
      const code = await runWorker({
        worker,
        workers,
        runtime: VERSION,
        settings,
        log: jsonLog({ role: 'relay', version: VERSION }).with({ worker }),
      });
      io.exitCode = code === 0 ? EXIT.yes : EXIT.no;
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}
