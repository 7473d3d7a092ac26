import { createHash, randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConnectorBootstrap } from '../../documents/types.generated';
import { codeOf } from '../../dial/dial-error';
import { IDENTITY_FILE } from '../identity-store';
import { SERVICE_CREDENTIALS } from '../service';
import { writeStateFile } from '../state-file';
import type { Host } from './host';
import { hostLayout, type HostLayout } from './layout';
import { connectorUnit, CONNECTOR_UNIT_NAME } from './units';

export interface InstallOptions {
  readonly deployment: string;
  readonly group: string;
  readonly slot: number;
  /** Name that relays are found by. */
  readonly relay: { readonly name: string; readonly port?: number };
  /** The enrolment token's text, and the digest of the trust bundle that it holds. */
  readonly token: { readonly text: string; readonly trust: string };
  readonly proxy?: { readonly url: string; readonly credentials?: string };
  /** The single executable that is installed. */
  readonly program: string;
  /** Directory that stands for `/`. @default '/' */
  readonly root?: string;
  /** Whether the services are started. */
  readonly start: boolean;
}

/** What was done, for people. */
export interface Installed {
  /** Digest of the program. */
  readonly release: string;
  /** Whether anything but the token is other than before. */
  readonly changed: boolean;
}

/** Puts the connector on a host as a service. Done twice, it is as done once. */
export async function install(options: InstallOptions, host: Host): Promise<Installed> {
  const layout = hostLayout(options.root ?? '/');
  const { release, changed: programChanged } = await installProgram(options.program, layout);
  const { proxy } = options;
  const unit = connectorUnit(
    proxy?.credentials === undefined ? undefined : '/etc/app-proxy/proxy-credentials',
  );
  const changes = [
    programChanged,
    await writeIfOther(
      layout.bootstrap,
      `${JSON.stringify(installBootstrap(options), undefined, 2)}\n`,
      0o644,
    ),
    await writeIfOther(join(layout.units, unit.name), unit.text, 0o644),
    proxy?.credentials === undefined
      ? await removeIfThere(layout.proxyCredentials)
      : await writeIfOther(layout.proxyCredentials, `${proxy.credentials}\n`, 0o600),
  ];
  // A connector that has its identity needs no token; left behind, it would be a secret that nobody watches.
  const isEnrolled =
    !changes[1] && (await optional(readFile(join(layout.state, IDENTITY_FILE)))) !== undefined;
  if (!isEnrolled) await writeStateFile(layout.token, `${options.token.text}\n`);
  const changed = changes.includes(true);
  if (options.start) {
    await host.systemctl('daemon-reload');
    await host.systemctl('enable', CONNECTOR_UNIT_NAME);
    await host.systemctl(changed ? 'restart' : 'start', CONNECTOR_UNIT_NAME);
  }
  return { release, changed };
}

/** The bootstrap document of a host of the user's own. */
export function installBootstrap({
  deployment,
  group,
  slot,
  relay,
  token,
  proxy,
}: Pick<InstallOptions, 'deployment' | 'group' | 'slot' | 'relay' | 'token' | 'proxy'>): ConnectorBootstrap {
  const paths = hostLayout('/');
  return {
    deployment,
    enrolment: { method: 'token', token: { file: paths.token } },
    group,
    ...(proxy !== undefined && {
      proxy: {
        ...(proxy.credentials !== undefined && {
          credentials: { file: `${SERVICE_CREDENTIALS}proxy-credentials` },
        }),
        url: proxy.url,
      },
    }),
    relay: { name: relay.name, ...(relay.port !== undefined && { port: relay.port }) },
    slot,
    stateDirectory: paths.state,
    trust: { sha256: token.trust },
    version: 1,
  };
}

async function installProgram(
  program: string,
  layout: HostLayout,
): Promise<{ readonly release: string; readonly changed: boolean }> {
  const release = createHash('sha256')
    .update(await readFile(program))
    .digest('hex');
  const directory = join(layout.releases, release);
  const target = join(directory, 'app-proxy');
  await mkdir(directory, { recursive: true, mode: 0o755 });
  const isThere = await holds(target, release);
  if (!isThere) {
    const draft = draftOf(target);
    await copyFile(program, draft);
    await chmod(draft, 0o755);
    await rename(draft, target);
  }
  const changes = [
    !isThere,
    await writeIfOther(join(directory, 'sha256'), `${release}  app-proxy\n`, 0o644),
    await linkIfOther(layout.current, `releases/${release}`),
    await linkIfOther(layout.command, '/opt/app-proxy/current/app-proxy'),
  ];
  return { release, changed: changes.includes(true) };
}

async function holds(file: string, digest: string): Promise<boolean> {
  const content = await optional(readFile(file));
  return content !== undefined && createHash('sha256').update(content).digest('hex') === digest;
}

async function writeIfOther(path: string, text: string, mode: number): Promise<boolean> {
  const before = await optional(readFile(path, 'utf8'));
  if (before === text) return false;
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const draft = draftOf(path);
  await writeFile(draft, text, { mode, flag: 'wx' });
  await chmod(draft, mode);
  await rename(draft, path);
  return true;
}

async function linkIfOther(path: string, target: string): Promise<boolean> {
  const before = await optional(
    readlink(path).catch((error: unknown) => {
      // A file of that name is replaced.
      if (codeOf(error) === 'EINVAL') return '';
      throw error;
    }),
  );
  if (before === target) return false;
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const draft = draftOf(path);
  await symlink(target, draft);
  await rename(draft, path);
  return true;
}

async function removeIfThere(path: string): Promise<boolean> {
  const before = await optional(readFile(path));
  await rm(path, { force: true });
  return before !== undefined;
}

function draftOf(path: string): string {
  return join(dirname(path), `.${randomBytes(6).toString('hex')}.draft`);
}

async function optional<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
