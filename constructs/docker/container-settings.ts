import type { ContainerConfig } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import type { Network } from '@cdktf/provider-docker/lib/network';
import type { Volume } from '@cdktf/provider-docker/lib/volume';
import { literal } from '../shared/literal';
import { RUNTIME_USER } from './paths';

/**
 * Seconds that a container has between SIGTERM and SIGKILL. Without a value the provider kills it at once,
 * and a container that was replaced keeps the value it was made with.
 */
export const DESTROY_GRACE_SECONDS = 45;

/** Size of `/dev/shm` in MiB: the engine's default, written down so that no plan shows it. */
const SHM_MIB = 64;

/** Largest log of one container: files of this many MiB each, and so many of them. */
const LOG_FILE_MIB = 10;
const LOG_FILES = 3;

/**
 * Attributes that the provider either compares wrongly or fills from the engine's own defaults. A change of
 * one of them in the declaration reaches the machine through its generation, which replaces it.
 */
export const IGNORED_CHANGES = [
  'dns',
  'dns_opts',
  'dns_search',
  'group_add',
  'healthcheck',
  'init',
  'log_opts',
  'storage_opts',
  'sysctls',
  'tmpfs',
  'ulimit',
];

/** A network by reference or, where it exists already, by name. */
export type NetworkReference = Network | string;

export interface ContainerMount {
  /** The volume, a path on the engine's host, or nothing for a volume that lives and dies with the container. */
  readonly source?: Volume | { readonly hostPath: string };
  readonly target: string;
  readonly readOnly: boolean;
}

export interface HealthCheck {
  readonly command: readonly string[];
  /** Seconds between two checks, and the most that one may take. */
  readonly intervalSeconds: number;
}

/** What differs between the containers of a deployment. */
export interface ContainerSettings {
  readonly image: Image;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** @default {} */
  readonly environment?: Readonly<Record<string, string>>;
  /** Limit in MiB, without swap beyond it. */
  readonly memoryMiB: number;
  readonly networks: readonly { readonly network: NetworkReference; readonly aliases?: readonly string[] }[];
  readonly mounts: readonly ContainerMount[];
  /**
   * Directories in memory, by path, with their size in MiB.
   * @default {}
   */
  readonly memoryDirectories?: Readonly<Record<string, number>>;
  /** @default - none */
  readonly health?: HealthCheck;
  /** @default - none published */
  readonly port?: { readonly internal: number; readonly external: number; readonly address: string };
  /** `always` restarts it until it is stopped, `failed` at most five times, where it failed. */
  readonly restart: 'always' | 'failed';
  /** @default 'SIGTERM' */
  readonly stopSignal?: string;
}

type Settings = Omit<ContainerConfig, 'name' | 'hostname' | 'labels' | 'lifecycle'>;

/**
 * Everything of a container but its name. No rights, no writable root file system, a limit on memory and
 * logs, and every attribute that the provider would otherwise fill from the engine written down.
 */
export function containerSettings(settings: ContainerSettings): Settings {
  return build(settings, (resource) => resource.name);
}

/** The same with declared names in place of Terraform references: what a generation is the digest of. */
export function containerFacts(settings: ContainerSettings): Settings {
  return build(settings, (resource) => resource.nameInput ?? '');
}

function build(
  settings: ContainerSettings,
  name: (resource: { readonly name: string; readonly nameInput?: string | undefined }) => string,
): Settings {
  const environment = settings.environment ?? {};
  const memoryDirectories = settings.memoryDirectories ?? {};
  const [uid, gid] = RUNTIME_USER.split(':');
  return {
    image: name(settings.image),
    entrypoint: [...settings.entrypoint],
    command: literal([...settings.command]),
    env: Object.keys(environment)
      .sort()
      .map((key) => literal(`${key}=${environment[key] ?? ''}`)),
    user: RUNTIME_USER,
    readOnly: true,
    capabilities: { drop: ['ALL'] },
    securityOpts: ['no-new-privileges:true'],
    privileged: false,
    init: false,
    ipcMode: 'private',
    networkMode: 'bridge',
    shmSize: SHM_MIB,
    memory: settings.memoryMiB,
    memorySwap: settings.memoryMiB,
    logDriver: 'json-file',
    logOpts: { 'max-size': `${LOG_FILE_MIB}m`, 'max-file': `${LOG_FILES}` },
    networksAdvanced: settings.networks.map(({ network, aliases }) => ({
      name: typeof network === 'string' ? network : name(network),
      ...(aliases === undefined ? {} : { aliases: [...aliases] }),
    })),
    mounts: settings.mounts.map(({ source, target, readOnly }) => ({
      type: source !== undefined && 'hostPath' in source ? 'bind' : 'volume',
      target,
      readOnly,
      ...(source === undefined
        ? {}
        : { source: 'hostPath' in source ? literal(source.hostPath) : name(source) }),
    })),
    tmpfs: Object.fromEntries(
      Object.entries(memoryDirectories).map(([path, mebibytes]) => [
        path,
        `rw,noexec,nosuid,nodev,size=${mebibytes}m,mode=0700,uid=${uid ?? ''},gid=${gid ?? ''}`,
      ]),
    ),
    ...(settings.health === undefined
      ? {}
      : {
          healthcheck: {
            test: ['CMD', ...settings.health.command],
            interval: `${settings.health.intervalSeconds}s`,
            timeout: `${settings.health.intervalSeconds}s`,
            startPeriod: '0s',
            retries: 3,
          },
        }),
    ...(settings.port === undefined
      ? {}
      : {
          ports: [
            {
              internal: settings.port.internal,
              external: settings.port.external,
              ip: settings.port.address,
              protocol: 'tcp',
            },
          ],
        }),
    restart: settings.restart === 'always' ? 'unless-stopped' : 'on-failure',
    maxRetryCount: settings.restart === 'always' ? 0 : 5,
    stopSignal: settings.stopSignal ?? 'SIGTERM',
    stopTimeout: DESTROY_GRACE_SECONDS,
    destroyGraceSeconds: DESTROY_GRACE_SECONDS,
    // With `true` a plan deletes a container that happens to be stopped.
    mustRun: false,
    removeVolumes: true,
  };
}
