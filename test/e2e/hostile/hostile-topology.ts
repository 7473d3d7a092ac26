import type { RequestListener } from 'node:http';
import { isRunning } from '../child-processes';
import { startTopology, type TestTopology, type TestTopologyOptions } from '../topology';
import type { Users } from '../users';
import { RecordingBackend } from './recording-backend';

/** One group with two connectors and two applications: `target` is attacked, `calm` must notice nothing. One relay instance matters. */
export const HOSTILE_DECLARATION = `
version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
groups:
  hq:
    connectors: 2
    applications:
      target: { url: 'http://10.0.0.20:8080', timeout: 2 }
      calm: { url: 'http://10.0.0.21:8080' }
`;

/** A topology under attack, with a user whose requests must go on being answered. */
export interface HostileTopology {
  readonly topology: TestTopology;
  readonly backend: RecordingBackend;
  /** Address of the attacked application at the first relay instance. */
  readonly target: ReturnType<TestTopology['address']>;
  /** What failed for the other user up to now, and workers that ended; a few more requests are waited for. */
  harm(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startHostileTopology(
  options: TestTopologyOptions & { readonly listener?: RequestListener } = {},
): Promise<HostileTopology> {
  const { listener, ...rest } = options;
  const backend = await RecordingBackend.start(listener);
  let topology: TestTopology;
  try {
    topology = await startTopology({
      declaration: HOSTILE_DECLARATION,
      ...rest,
      backends: { target: { url: backend.url } },
    });
  } catch (error) {
    await backend.close();
    throw error;
  }
  const workers = topology.relay('r0').workers();
  const users: Users = topology.users('calm', { relay: 'r0', concurrency: 2, pauseMilliseconds: 20 });
  return {
    topology,
    backend,
    target: topology.address('target', 'r0'),
    harm: async () => {
      await users.more(10);
      const ended = workers.filter((pid) => !isRunning(pid));
      return [...users.count.failures, ...ended.map((pid) => `worker ${pid} has ended`)];
    },
    close: async () => {
      await topology.close();
      await backend.close();
    },
  };
}
