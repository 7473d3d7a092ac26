import type { Socket } from 'node:net';
import type { Log } from '../../log/log';
import type { FromWorker, ToWorker, WorkerSettings } from '../messages';
import { Worker } from './worker';

export interface RunWorkerOptions {
  readonly worker: number;
  readonly workers: number;
  readonly runtime: string;
  readonly settings: WorkerSettings;
  readonly log: Log;
}

/** Runs a worker process until its instance process asks it to end, or is gone itself. */
export function runWorker(options: RunWorkerOptions): Promise<number> {
  return new Promise((resolve) => {
    const tell = (message: FromWorker): void => {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    };
    const worker = new Worker({ ...options, tell, exit: resolve });
    process.on('message', (message, handle) =>
      worker.onMessage(message as ToWorker, handle as Socket | undefined),
    );
    // The instance process decides: a signal to the whole group must not end what still serves.
    process.on('SIGTERM', () => undefined);
    process.on('SIGINT', () => undefined);
    process.on('disconnect', () => resolve(1));
    tell({ kind: 'started' });
  });
}
