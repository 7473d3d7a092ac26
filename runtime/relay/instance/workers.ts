import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Log } from '../../log/log';
import { selfCommand } from '../../process/self';
import type { FromWorker, RelayView, ToWorker, WorkerSettings } from '../messages';
import { WORKER_RESTART_SECONDS } from './limits';

export interface WorkersOptions {
  readonly count: number;
  readonly log: Log;
  readonly settings: WorkerSettings;
  readonly onMessage: (worker: number, message: FromWorker) => void;
  /** All that the worker held is gone. What it was given and never took is there to be given to another one. */
  readonly onGone: (worker: number, untaken: readonly Given[]) => void;
}

/** A connection on its way to a worker. */
interface Given {
  readonly port: 'users' | 'connectors';
  readonly socket: Socket;
}

interface Slot {
  readonly worker: number;
  child: ChildProcess | undefined;
  serving: boolean;
  started: number;
  failures: number;
  /** Open connections from each address on the connectors' port. */
  readonly tunnelsByAddress: Map<string, number>;
  connections: number;
  /** By id, until the worker says that it has them. */
  readonly untaken: Map<number, Given>;
}

const QUICK_END_MS = 60_000;
const MAX_RESTART_MS = 30_000;
const REPORT_MS = 2_000;

/** The worker processes of an instance: started, started anew when they end, told the view, given connections. */
export class Workers {
  private readonly slots: Slot[];
  private view: RelayView | undefined;
  private stopping = false;
  private nextReport = 1;
  private turn = 0;
  private nextConnection = 1;
  private readonly reports = new Map<number, (metrics: unknown) => void>();

  constructor(private readonly options: WorkersOptions) {
    this.slots = Array.from({ length: options.count }, (_, worker) => ({
      worker,
      child: undefined,
      serving: false,
      started: 0,
      failures: 0,
      tunnelsByAddress: new Map<string, number>(),
      connections: 0,
      untaken: new Map<number, Given>(),
    }));
  }

  get count(): number {
    return this.slots.length;
  }

  get serving(): number {
    return this.slots.filter((slot) => slot.serving).length;
  }

  start(): void {
    for (const slot of this.slots) this.launch(slot);
  }

  setView(view: RelayView): void {
    this.view = view;
    this.broadcast({ kind: 'view', view });
  }

  broadcast(message: ToWorker): void {
    for (const slot of this.slots) this.send(slot, message);
  }

  answer(worker: number, message: ToWorker): void {
    const slot = this.slots[worker];
    if (slot !== undefined) this.send(slot, message);
  }

  /**
   * Gives a connection to a worker: users' to the one with the fewest, connectors' so that each address reaches all.
   *
   * @returns the worker, or undefined where none serves
   */
  give(port: 'users' | 'connectors', socket: Socket, remoteAddress: string): number | undefined {
    let best: Slot | undefined;
    this.turn = (this.turn + 1) % this.slots.length;
    for (let i = 0; i < this.slots.length; i += 1) {
      const slot = this.slots[(this.turn + i) % this.slots.length];
      if (slot?.child === undefined || !slot.serving) continue;
      if (best === undefined || load(slot, port, remoteAddress) < load(best, port, remoteAddress))
        best = slot;
    }
    if (best?.child === undefined) return undefined;
    const slot = best;
    slot.connections += 1;
    if (port === 'connectors') {
      slot.tunnelsByAddress.set(remoteAddress, (slot.tunnelsByAddress.get(remoteAddress) ?? 0) + 1);
    }
    const id = this.nextConnection;
    this.nextConnection += 1;
    slot.untaken.set(id, { port, socket });
    // Kept open here until the worker has it: what waits for a process that was killed would be lost without a word. A failure
    // to send is followed by the worker's end.
    const message: ToWorker = { kind: 'connection', id, port };
    best.child.send(message, socket, { keepOpen: true }, () => undefined);
    return slot.worker;
  }

  /** The workers' metrics, of those that answer in time. */
  async reportAll(): Promise<unknown[]> {
    const answers = await Promise.all(
      this.slots.filter(({ serving }) => serving).map((slot) => this.report(slot)),
    );
    return answers.filter((metrics) => metrics !== undefined);
  }

  /** Lets every worker finish and end. */
  async stop(milliseconds: number): Promise<void> {
    this.stopping = true;
    await Promise.all(
      this.slots.map(
        (slot) =>
          new Promise<void>((resolve) => {
            const { child } = slot;
            if (child === undefined) return resolve();
            const kill = setTimeout(() => child.kill('SIGKILL'), milliseconds + 2000);
            child.once('exit', () => {
              clearTimeout(kill);
              resolve();
            });
            this.send(slot, { kind: 'drain', milliseconds });
          }),
      ),
    );
  }

  private launch(slot: Slot): void {
    const { file, args } = selfCommand([
      'relay-worker',
      ...['--worker', String(slot.worker), '--workers', String(this.slots.length)],
      ...['--settings', JSON.stringify(this.options.settings)],
    ]);
    // A worker ends with its channel, and has nothing to say to whoever supervises the instance.
    const env = { ...process.env };
    delete env['APP_PROXY_EXIT_WITH_PARENT'];
    delete env['NOTIFY_SOCKET'];
    const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env });
    slot.child = child;
    slot.started = Date.now();
    child.on('message', (message) => this.onMessage(slot, message as FromWorker));
    child.on('error', (error) =>
      this.options.log.event('worker-failed', { worker: slot.worker, reason: error.message }),
    );
    child.on('exit', (code, signal) => this.onExit(slot, code, signal));
  }

  private onMessage(slot: Slot, message: FromWorker): void {
    switch (message.kind) {
      case 'started':
        if (this.view !== undefined) this.send(slot, { kind: 'view', view: this.view });
        break;
      case 'serving':
        slot.serving = true;
        break;
      case 'connection-taken':
        slot.untaken.get(message.id)?.socket.destroy();
        slot.untaken.delete(message.id);
        return;
      case 'connection-ended': {
        slot.connections -= 1;
        if (message.port === 'connectors') {
          const left = (slot.tunnelsByAddress.get(message.remoteAddress) ?? 1) - 1;
          if (left <= 0) slot.tunnelsByAddress.delete(message.remoteAddress);
          else slot.tunnelsByAddress.set(message.remoteAddress, left);
        }
        break;
      }
      case 'reported':
        this.reports.get(message.id)?.(message.metrics);
        this.reports.delete(message.id);
        return;
      default:
    }
    this.options.onMessage(slot.worker, message);
  }

  private onExit(slot: Slot, code: number | null, signal: string | null): void {
    slot.child = undefined;
    slot.serving = false;
    slot.connections = 0;
    slot.tunnelsByAddress.clear();
    const untaken = [...slot.untaken.values()];
    slot.untaken.clear();
    this.options.onGone(slot.worker, untaken);
    if (this.stopping) return;
    slot.failures = Date.now() - slot.started < QUICK_END_MS ? slot.failures + 1 : 0;
    const wait = Math.min(
      MAX_RESTART_MS,
      WORKER_RESTART_SECONDS * 1000 * 2 ** Math.max(0, slot.failures - 1),
    );
    this.options.log.event('worker-ended', {
      worker: slot.worker,
      ...(code !== null && { exitCode: code }),
      ...(signal !== null && { signal }),
      restartInMs: wait,
    });
    setTimeout(() => {
      if (!this.stopping) this.launch(slot);
    }, wait).unref();
  }

  private report(slot: Slot): Promise<unknown> {
    const id = this.nextReport;
    this.nextReport += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.reports.delete(id);
        resolve(undefined);
      }, REPORT_MS);
      this.reports.set(id, (metrics) => {
        clearTimeout(timer);
        resolve(metrics);
      });
      this.send(slot, { kind: 'report', id });
    });
  }

  private send(slot: Slot, message: ToWorker): void {
    if (slot.child?.connected === true) slot.child.send(message, () => undefined);
  }
}

function load(slot: Slot, port: 'users' | 'connectors', remoteAddress: string): number {
  return port === 'users'
    ? slot.connections
    : (slot.tunnelsByAddress.get(remoteAddress) ?? 0) * 1_000_000 + slot.connections;
}
