import { writeFileSync } from 'node:fs';
import type { Deployment } from '../../declaration/model';
import { documentText, relayBootstrap } from '../../documents/index';
import type { LocalFolder } from './local-folder';
import { loopbackGet } from './loopback-request';
import { ProgramProcess } from './program-process';

export interface RelayPorts {
  readonly users: number;
  readonly connectors: number;
  readonly probe: number;
  readonly status: number;
}

export interface LocalRelayOptions {
  readonly deployment: Deployment;
  readonly folder: LocalFolder;
  readonly program: readonly string[];
  readonly instance: string;
  readonly ports: RelayPorts;
  /** Port that connectors are told to dial. @default that of the listener */
  readonly dialledPort?: number;
  readonly workers: number;
  /** Added to the bootstrap document. */
  readonly bootstrap?: object;
  readonly onUnexpectedExit?: (relay: LocalRelay, ended: string) => void;
}

/** A relay instance: one process of the runtime with its workers. */
export class LocalRelay {
  public readonly instance: string;
  public readonly ports: RelayPorts;
  public readonly process: ProgramProcess;

  constructor(options: LocalRelayOptions) {
    const { deployment, folder, program, instance, ports, workers, onUnexpectedExit } = options;
    this.instance = instance;
    this.ports = ports;
    const listener = (port: number) => `127.0.0.1:${port}`;
    const file = folder.bootstrap(`relay-${instance}`);
    const document = relayBootstrap(deployment, instance, {
      target: 'local',
      listeners: {
        users: listener(ports.users),
        connectors: listener(ports.connectors),
        probe: listener(ports.probe),
      },
      configurationDirectory: folder.store,
      stateDirectory: folder.state(`relay-${instance}`),
    });
    writeFileSync(
      file,
      documentText({
        ...document,
        listeners: { ...document.listeners, status: listener(ports.status) },
        address: listener(options.dialledPort ?? ports.connectors),
        generation: 'local',
        workers,
        ...options.bootstrap,
      }),
      { mode: 0o600 },
    );
    this.process = new ProgramProcess({
      name: `relay ${instance}`,
      command: program,
      args: ['relay', '--config', file],
      env: { RUNTIME_DIRECTORY: folder.runtime() },
      log: folder.log(`relay-${instance}`),
      onUnexpectedExit: (ended) => onUnexpectedExit?.(this, ended),
    });
  }

  /** Whether it takes users and connectors now. */
  public async isReady(): Promise<boolean> {
    return (await loopbackGet(this.ports.probe, '/readyz'))?.status === 200;
  }

  /** How many connectors it counts as in service, and gives requests. */
  public async connectorsInService(): Promise<number> {
    const answer = await loopbackGet(this.ports.status, '/status');
    if (answer?.status !== 200) return 0;
    const { groups } = JSON.parse(answer.text) as { groups: readonly { readonly inService: number }[] };
    return groups.reduce((sum, { inService }) => sum + inService, 0);
  }
}
