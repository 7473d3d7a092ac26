import { type ChildProcess, spawn } from 'node:child_process';
import type { RunningJson } from '../../cli/local/run-local';
import { CLI, environment } from '../cli/run-cli';
import { childProcesses } from './child-processes';
import { until } from './until';

/** A command of this package that runs until it is told to end. */
export interface Serving {
  readonly child: ChildProcess;
  /** All that it has written. */
  readonly output: () => string;
  /** Process ids of all its processes, and of theirs. */
  readonly descendants: () => readonly number[];
  /** Sends the signal and returns code and signal that it ended with. */
  readonly end: (signal: NodeJS.Signals) => Promise<readonly [number | null, NodeJS.Signals | null]>;
}

export interface ServingOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it writes once it serves. */
  readonly until: RegExp;
}

/** @throws Error with what it wrote, when it ends or takes longer than two minutes */
export async function serve(args: readonly string[], options: ServingOptions): Promise<Serving> {
  const child = spawn(process.execPath, [CLI, ...args], {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
  await until(
    'the command to serve',
    () => {
      if (child.exitCode !== null) {
        throw new Error(`the command ended with exit code ${child.exitCode}:\n${output}`);
      }
      return options.until.test(output);
    },
    120_000,
  );
  return {
    child,
    output: () => output,
    descendants: () => descendants(child.pid ?? 0),
    end: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** The answer of a command that was started with `--json` alone. */
export function answerOf({ output }: Serving): RunningJson {
  const text = output();
  return JSON.parse(text.slice(text.indexOf('{'))) as RunningJson;
}

function descendants(parent: number): readonly number[] {
  return childProcesses(parent).flatMap((pid) => [pid, ...descendants(pid)]);
}
