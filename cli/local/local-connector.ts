import { writeFileSync } from 'node:fs';
import type { Deployment, Group } from '../../declaration/model';
import { connectorBootstrap, documentText } from '../../documents/index';
import type { LocalFolder } from './local-folder';
import { loopbackGet } from './loopback-request';
import { ProgramProcess } from './program-process';

export interface LocalConnectorOptions {
  readonly deployment: Deployment;
  readonly group: Group;
  readonly slot: number;
  readonly folder: LocalFolder;
  readonly program: readonly string[];
  /** Port of the loopback address where a relay instance is found first. */
  readonly relayPort: number;
  /** Port of its own health and counters. */
  readonly healthPort: number;
  /** Added to the bootstrap document. */
  readonly bootstrap?: object;
  readonly onUnexpectedExit?: (connector: LocalConnector, ended: string) => void;
}

/** A connector: one process of the runtime. */
export class LocalConnector {
  public readonly group: string;
  public readonly slot: number;
  public readonly healthPort: number;
  public readonly process: ProgramProcess;

  constructor(options: LocalConnectorOptions) {
    const { deployment, group, slot, folder, program, relayPort, healthPort, onUnexpectedExit } = options;
    this.group = group.name;
    this.slot = slot;
    this.healthPort = healthPort;
    const name = `connector-${group.name}-${slot}`;
    const file = folder.bootstrap(name);
    const document = connectorBootstrap(deployment, group, slot, {
      target: 'local',
      relayName: '127.0.0.1',
      enrolmentDirectory: folder.enrolment(group.name),
      stateDirectory: folder.state(name),
    });
    writeFileSync(
      file,
      documentText({
        ...document,
        relay: { ...document.relay, port: relayPort },
        health: `127.0.0.1:${healthPort}`,
        ...options.bootstrap,
      }),
      { mode: 0o600 },
    );
    this.process = new ProgramProcess({
      name: `connector ${group.name}/${slot}`,
      command: program,
      args: ['connector', '--config', file],
      env: { RUNTIME_DIRECTORY: folder.runtime() },
      log: folder.log(name),
      onUnexpectedExit: (ended) => onUnexpectedExit?.(this, ended),
    });
  }

  /** Whether every relay instance gives it requests now. */
  public async isInService(): Promise<boolean> {
    return (await loopbackGet(this.healthPort, '/readyz'))?.status === 200;
  }

  /** Its id, once it is enrolled. */
  public async id(): Promise<string | undefined> {
    const answer = await loopbackGet(this.healthPort, '/status');
    return answer?.status === 200 ? (JSON.parse(answer.text) as { connector?: string }).connector : undefined;
  }
}
