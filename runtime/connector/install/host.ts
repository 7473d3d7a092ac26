import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { reasonOf } from '../../dial/dial-error';

/** What installing needs of the machine. Tests make their own. */
export interface Host {
  /** Why services cannot be installed here; `undefined` where they can. */
  readonly obstacle: string | undefined;
  /** Runs systemctl. @throws Error with what it said */
  systemctl(...args: string[]): Promise<void>;
}

/** This machine. */
export function thisHost(): Host {
  return {
    get obstacle() {
      if (process.getuid?.() !== 0) return 'only root installs services; run it with sudo';
      // As sd_booted(3) finds out.
      if (!existsSync('/run/systemd/system')) {
        return 'this machine was not started with systemd; use the container image here, or --root for an image';
      }
      return undefined;
    },
    systemctl: async (...args) => {
      try {
        await promisify(execFile)('systemctl', args);
      } catch (error) {
        throw new Error(`systemctl ${args.join(' ')} failed: ${reasonOf(error).trim()}`, { cause: error });
      }
    },
  };
}
