import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './host';
import { hostLayout } from './layout';
import { CONNECTOR_UNIT_NAME } from './units';

export interface UninstallOptions {
  /** Directory that stands for `/`. @default '/' */
  readonly root?: string;
  /** Whether the identity stays, for a later installation. */
  readonly keepIdentity: boolean;
  /** Whether services of this machine are stopped. */
  readonly stop: boolean;
}

/**
 * Takes off a host what `install` has put there.
 *
 * @returns what was there
 */
export async function uninstall(
  { root = '/', keepIdentity, stop }: UninstallOptions,
  host: Host,
): Promise<string[]> {
  const layout = hostLayout(root);
  const unit = join(layout.units, CONNECTOR_UNIT_NAME);
  if (stop && (await isThere(unit))) await host.systemctl('disable', '--now', CONNECTOR_UNIT_NAME);
  const state = keepIdentity ? [layout.token] : [layout.state, layout.privateState];
  const removed: string[] = [];
  for (const path of [
    unit,
    layout.bootstrap,
    layout.proxyCredentials,
    layout.command,
    layout.home,
    ...state,
  ]) {
    if (await isThere(path)) removed.push(path);
    await rm(path, { recursive: true, force: true });
  }
  if ((await isThere(layout.configuration)) && (await readdir(layout.configuration)).length === 0) {
    await rmdir(layout.configuration);
  }
  if (stop && removed.includes(unit)) await host.systemctl('daemon-reload');
  return removed;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
