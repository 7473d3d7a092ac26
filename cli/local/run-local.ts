import type { Deployment } from '../../declaration/model';
import { EXIT } from '../exit-codes';
import { Failure } from '../failure';
import { count } from '../layout';
import type { Output, Terminal } from '../terminal';
import { localDeployment } from './local-deployment';
import { Interruption } from './interruption';
import { LocalFolder } from './local-folder';
import { faultLines, trialLines, visitLines } from './local-report';
import { LocalTopology } from './local-topology';
import { LogFollower } from './log-follower';
import { Progress } from './progress';
import type { ProgramProcess } from './program-process';
import { runtimeProgram } from './runtime-program';
import { SampleBackend } from './sample-backend';
import { type Trial, tryApplications } from './try-applications';

/** Connectors that one machine starts without being told a number for each group. */
export const MAX_LOCAL_CONNECTORS = 40;
/** The entry address looks for itself which instances are ready, and is closed before they drain: there is nobody to notice. */
const RELAY_BOOTSTRAP = { revealConnector: true, drainNoticeSeconds: 0, drainSeconds: 3 } as const;
/** Milliseconds before a process that ended by itself starts again, as a machine's service manager would have it. */
const RESTART_MS = 1_000;

export interface LocalRunOptions {
  /** Ends after the table. */
  readonly once: boolean;
  /** Port of the entry address. @default that of the target local, else a free one */
  readonly port?: number;
  /** Most connectors of each group. @default as declared */
  readonly connectors?: number;
  /** File of the runtime. @default the one that comes with this package */
  readonly runtime?: string;
  /** Prints what the processes log, to the error stream. */
  readonly logs: boolean;
  /** Where progress is told. */
  readonly progress: Output;
  /** Before each line. */
  readonly indent: string;
  /** Prints the answer as JSON instead of the table. */
  readonly json?: (running: RunningJson) => void;
}

/** The answer as JSON. */
export interface RunningJson {
  /** Port of the entry address. */
  readonly port: number;
  /** File of the certificates to trust. */
  readonly trust: string;
  /** Folder of the processes' logs. */
  readonly logs: string;
  readonly applications: readonly Trial[];
}

/**
 * Runs the topology of a declaration on this machine: tries each application, prints the table, serves until a signal comes,
 * and leaves nothing behind. Exit code 1 where an application did not answer.
 *
 * @throws Failure where the topology does not start
 */
export async function runLocal(
  terminal: Terminal,
  declared: Deployment,
  options: LocalRunOptions,
): Promise<void> {
  const program = runtimeProgram(options.runtime);
  refuseTooMany(declared, options.connectors);
  const folder = LocalFolder.create();
  const run = new LocalRun(terminal, { declared, folder, program, options });
  // The last resort. Processes that still ran would make anew what they miss.
  const atOnce = () => {
    run.killAll();
    folder.remove();
  };
  process.once('exit', atOnce);
  const interruption = new Interruption(atOnce);
  try {
    await Promise.race([run.bringUp(), interruption.promise]);
    if (!options.once) {
      await interruption.promise;
    }
  } finally {
    await run.stop();
    process.off('exit', atOnce);
    folder.remove();
    interruption.close();
  }
  if (!run.served) {
    interruption.repeat();
  }
}

/** One topology with its sample backends. */
class LocalRun {
  private readonly samples = new Map<string, SampleBackend>();
  private readonly restarts = new Set<NodeJS.Timeout>();
  private topology: LocalTopology | undefined;
  private follower: LogFollower | undefined;
  private printed = false;
  private state: 'starting' | 'serving' | 'stopping' = 'starting';

  constructor(
    private readonly terminal: Terminal,
    private readonly about: {
      readonly declared: Deployment;
      readonly folder: LocalFolder;
      readonly program: readonly string[];
      readonly options: LocalRunOptions;
    },
  ) {}

  /** Whether it came as far as the table. */
  public get served(): boolean {
    return this.printed;
  }

  /** Starts everything, tries the applications and prints how they answered. */
  public async bringUp(): Promise<void> {
    const { declared, folder, program, options } = this.about;
    const { out, err } = this.terminal;
    if (options.logs) {
      this.follower = new LogFollower(folder.logs, (name, line) =>
        err.line(`${err.colors.dim(name)} ${line}`),
      );
    }
    const local = await this.withSamples();
    if (this.state === 'stopping') {
      return;
    }
    const port = options.port ?? declared.targets.local?.httpsPort;
    const progress = new Progress(options.progress, options.indent);
    const topology = new LocalTopology({
      ...{ deployment: local, folder, program },
      ...(port !== undefined && { port }),
      relayBootstrap: RELAY_BOOTSTRAP,
      progress: (what, done, all) => progress.tell(what, done, all),
      onUnexpectedExit: (process, ended) => this.startAgain(process, ended),
    });
    this.topology = topology;
    try {
      await topology.start();
    } finally {
      progress.end();
    }
    const trials = await tryApplications({
      ...{ declared, local, port: topology.port, trust: topology.trust },
      connectorName: (id) => topology.connectorName(id),
    });
    if (this.state !== 'starting') {
      return;
    }
    this.state = 'serving';
    this.printed = true;
    if (trials.some(({ ok }) => !ok)) {
      this.terminal.exitCode = EXIT.no;
    }
    if (options.json !== undefined) {
      options.json({
        port: topology.port,
        trust: folder.trustBundle,
        logs: folder.logs,
        applications: trials,
      });
      return;
    }
    this.print(out, trials);
  }

  /** Without waiting for anything. */
  public killAll(): void {
    for (const process of this.topology?.processes ?? []) {
      process.signal('SIGKILL');
    }
  }

  public async stop(): Promise<void> {
    this.state = 'stopping';
    for (const timer of this.restarts) {
      clearTimeout(timer);
    }
    await this.topology?.stop();
    await Promise.all([...this.samples.values()].map((sample) => sample.close()));
    this.follower?.close();
  }

  private async withSamples(): Promise<Deployment> {
    const { declared, options } = this.about;
    for (const group of Object.values(declared.groups)) {
      for (const application of Object.values(group.applications)) {
        this.samples.set(application.name, await SampleBackend.start(application));
      }
    }
    return localDeployment(declared, {
      backend: ({ name }) => this.samples.get(name)?.backend,
      ...(options.connectors !== undefined && { connectors: options.connectors }),
    });
  }

  private print(out: Output, trials: readonly Trial[]): void {
    const { folder, options } = this.about;
    const { indent } = options;
    const lines = [
      ...trialLines(trials, out.colors),
      ...faultLines(trials, options.once ? undefined : folder.logs),
      ...(options.once
        ? []
        : [
            '',
            ...visitLines({
              trials,
              trustFile: folder.trustBundle,
              logs: folder.logs,
              width: out.columns - indent.length,
            }),
          ]),
    ];
    for (const line of lines) {
      out.line((indent + line).trimEnd());
    }
  }

  private startAgain(process: ProgramProcess, ended: string): void {
    if (this.state !== 'serving') {
      return;
    }
    const { err } = this.terminal;
    err.line(err.colors.yellow(`${process.name} ended with ${ended}; it starts again`));
    const timer = setTimeout(() => {
      this.restarts.delete(timer);
      process.start();
    }, RESTART_MS);
    this.restarts.add(timer);
  }
}

/** @throws Failure where the machine would have to run a great many connectors */
function refuseTooMany({ groups }: Deployment, cap = Infinity): void {
  const connectors = Object.values(groups).reduce((sum, { plan }) => sum + Math.min(plan.connectors, cap), 0);
  if (connectors > MAX_LOCAL_CONNECTORS) {
    throw new Failure(
      `${count(connectors, 'connector')} are too many for one machine; allowed: at most ${MAX_LOCAL_CONNECTORS}; --connectors 2 starts at most two of each group`,
      EXIT.no,
    );
  }
}
