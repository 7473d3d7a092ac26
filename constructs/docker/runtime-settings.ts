import type { ContainerMount, ContainerSettings, NetworkReference } from './container-settings';
import { BOOTSTRAP_VARIABLE, PROGRAM, RUNTIME_DIRECTORY } from './paths';
import type { RuntimeImage } from './runtime-image';

/** Seconds between two health checks: a new machine is noticed after one, and each costs a process. */
export const HEALTH_INTERVAL_SECONDS = 5;

/** Size in MiB of the directory for what belongs to one run. */
const RUNTIME_DIRECTORY_MIB = 1;

export interface RuntimeSettingsProps {
  readonly role: 'relay' | 'connector';
  readonly image: RuntimeImage;
  /** Bootstrap document, without a secret. */
  readonly bootstrap: object;
  readonly memoryMiB: number;
  readonly networks: readonly { readonly network: NetworkReference; readonly aliases?: readonly string[] }[];
  readonly mounts: readonly ContainerMount[];
}

/** A container that runs the program: the program itself is the first process, so that it gets the signals. */
export function runtimeSettings(
  props: RuntimeSettingsProps,
): ContainerSettings & Required<Pick<ContainerSettings, 'health'>> {
  return {
    image: props.image.image,
    entrypoint: [PROGRAM],
    command: [props.role, '--config', `env:${BOOTSTRAP_VARIABLE}`],
    environment: {
      // No file can be put on a read-only root, and the engine may be far from any file of ours.
      [BOOTSTRAP_VARIABLE]: JSON.stringify(props.bootstrap),
      RUNTIME_DIRECTORY,
    },
    memoryMiB: props.memoryMiB,
    networks: props.networks,
    mounts: props.mounts,
    memoryDirectories: { [RUNTIME_DIRECTORY]: RUNTIME_DIRECTORY_MIB },
    health: { command: [PROGRAM, 'health'], intervalSeconds: HEALTH_INTERVAL_SECONDS },
    restart: 'always',
  };
}

/** Files of the engine's host, each at its own path and read-only. */
export function hostFiles(paths: Iterable<string>): ContainerMount[] {
  return [...new Set(paths)]
    .sort()
    .map((path) => ({ source: { hostPath: path }, target: path, readOnly: true }));
}
