import { join } from 'node:path';
import type { Command } from 'commander';
import { parseEndpoint } from '../dial/endpoint';
import { codeOf, reasonOf } from '../dial/dial-error';
import { askLocal, type LocalPlace, type LocalReply } from '../status/local-client';
import { EXIT } from './exit-codes';
import { Failure } from './io';

/** Directory of the socket files where neither option nor environment says otherwise. */
export const RUNTIME_DIRECTORY = '/run/app-proxy';

/** What runs on a machine and can be asked. */
export const ROLES = ['relay', 'connector'] as const;
export type Role = (typeof ROLES)[number];

export interface LocalOptions {
  readonly runtimeDirectory?: string;
  readonly address?: string;
}

/** Adds the options that say where the processes of this machine answer. */
export function withLocalOptions(command: Command): Command {
  return command
    .option(
      '--runtime-directory <dir>',
      `directory of the socket files (RUNTIME_DIRECTORY, ${RUNTIME_DIRECTORY})`,
    )
    .option('--address <host:port>', 'ask at this address instead of the socket files');
}

/** Where to ask, by what should answer there. What is at an address is not known before it has answered. */
export interface Target {
  readonly name: string;
  readonly place: LocalPlace;
}

/** @throws Failure where the address is none */
export function targets(
  { runtimeDirectory, address }: LocalOptions,
  env: Readonly<Record<string, string | undefined>>,
): readonly Target[] {
  if (address !== undefined) {
    const endpoint = parseEndpoint(address);
    if (endpoint === undefined) {
      throw new Failure(`address '${address}': expected host:port, such as 127.0.0.1:8082`, EXIT.usage);
    }
    return [{ name: address, place: { host: endpoint.host, port: endpoint.port } }];
  }
  return ROLES.map((role) => ({
    name: role,
    place: { socketPath: socketFile(role, runtimeDirectory, env) },
  }));
}

/** Socket file of a role. systemd may name several directories in `RUNTIME_DIRECTORY`: ours is the first. */
export function socketFile(
  role: Role,
  runtimeDirectory: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const directory = runtimeDirectory ?? env['RUNTIME_DIRECTORY']?.split(':')[0] ?? RUNTIME_DIRECTORY;
  return join(directory, `${role}.sock`);
}

/** What came of asking one place: its answer, or why there is none. */
export interface Asked {
  readonly target: Target;
  readonly reply?: LocalReply;
  readonly problem?: string;
}

/** Asks each place. Those where nothing is are left out: a machine has one role, seldom two. */
export async function askEach(all: readonly Target[], path: string): Promise<readonly Asked[]> {
  const asked = await Promise.all(all.map((target) => askOne(target, path)));
  return asked.filter((each): each is Asked => each !== undefined);
}

async function askOne(target: Target, path: string): Promise<Asked | undefined> {
  try {
    return { target, reply: await askLocal(target.place, 'GET', path) };
  } catch (error) {
    if ('socketPath' in target.place && codeOf(error) === 'ENOENT') return undefined;
    const refused = codeOf(error) === 'ECONNREFUSED';
    return { target, problem: refused ? 'it does not run' : `it does not answer: ${reasonOf(error)}` };
  }
}

/** Says where nothing was found. */
export function nothingRuns(all: readonly Target[]): string {
  const places = all.map(({ place }) =>
    'socketPath' in place ? place.socketPath : `${place.host}:${place.port}`,
  );
  return `no relay instance and no connector runs here (looked at ${places.join(' and ')}); on another runtime directory, give --runtime-directory`;
}
