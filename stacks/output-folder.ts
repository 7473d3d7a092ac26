import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** File by which an output folder is known to come from synthesis. */
const MANIFEST = 'manifest.json';
/** What synthesis writes into a stack's folder; everything else there is terraform's or the user's and is kept. */
const WRITTEN = new Set(['cdk.tf.json', 'cdk.tf', 'metadata.json', 'assets']);
/** Tries to put the new folder in place while others do the same. */
const SWAP_TRIES = 20;

export type OutputErrorCode = 'output-in-use' | 'output-full' | 'output-not-writable';

/** The output cannot be written. */
export class OutputError extends Error {
  constructor(
    public readonly code: OutputErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'OutputError';
  }
}

/**
 * The folder that synthesis writes. All is written into a new folder beside it, which then takes its place: an
 * interrupted run leaves the old one whole, and of two runs at once the later one wins, whole too. What `terraform
 * init` and users left in the folders of stacks that still exist is carried over.
 */
export class OutputFolder {
  /** Where to write. */
  public readonly draft: string;

  /** @throws OutputError */
  public static open(path: string): OutputFolder {
    const target = resolve(path);
    if (existsSync(target) && !isOurs(target)) {
      throw new OutputError(
        'output-in-use',
        `output folder '${path}' holds other files: name a folder that does not exist, is empty, or was written by ` +
          'synthesis before',
      );
    }
    return new OutputFolder(target);
  }

  private constructor(private readonly target: string) {
    this.removeLeftovers();
    this.draft = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
    this.attempt(() => {
      makeFolder(this.draft);
    });
  }

  /** Runs what writes the draft; on any failure the draft goes and the old folder stays. @throws OutputError for what the file system refuses */
  public write<T>(work: () => T): T {
    try {
      return this.attempt(work);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** Puts the draft in the place of the old folder. @throws OutputError */
  public commit(): void {
    const old = `${this.draft}.old`;
    this.write(() => {
      for (let tries = 1; ; tries += 1) {
        try {
          if (existsSync(this.target)) renameSync(this.target, old);
          renameSync(this.draft, this.target);
          break;
        } catch (error) {
          // Another run was faster: its folder is now in the place, or it has just taken the old one away.
          if (tries === SWAP_TRIES || !['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error))) {
            throw error;
          }
          this.carryOver(old, this.draft);
          rmSync(old, { recursive: true, force: true });
        }
      }
    });
    this.carryOver(old, this.target);
    rmSync(old, { recursive: true, force: true });
  }

  private discard(): void {
    rmSync(this.draft, { recursive: true, force: true });
  }

  /** Moves what synthesis did not write from the old stacks' folders into the new ones. */
  private carryOver(from: string, to: string): void {
    for (const stack of entries(join(from, 'stacks'))) {
      const folder = join(to, 'stacks', stack);
      if (!existsSync(folder)) continue;
      for (const entry of entries(join(from, 'stacks', stack))) {
        if (WRITTEN.has(entry) || existsSync(join(folder, entry))) continue;
        renameSync(join(from, 'stacks', stack, entry), join(folder, entry));
      }
    }
  }

  /** Removes drafts of runs that were killed. */
  private removeLeftovers(): void {
    const parent = dirname(this.target);
    const own = new RegExp(
      `^${basename(this.target).replace(/[^\w]/g, '\\$&')}\\.(\\d+)-[0-9a-f]{8}\\.tmp(\\.old)?$`,
    );
    for (const entry of entries(parent)) {
      const pid = own.exec(entry)?.[1];
      if (pid !== undefined && !isRunning(Number(pid))) {
        rmSync(join(parent, entry), { recursive: true, force: true });
      }
    }
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      switch (codeOf(error)) {
        case 'ENOSPC':
        case 'EDQUOT':
          throw new OutputError(
            'output-full',
            `no space left to write output folder '${this.target}': free some, or name another with --out`,
            { cause: error },
          );
        case 'EACCES':
        case 'EPERM':
        case 'EROFS':
        case 'ENOTDIR':
          throw new OutputError(
            'output-not-writable',
            `output folder '${this.target}' cannot be written (${codeOf(error)}): allow it, or name another with --out`,
            { cause: error },
          );
        default:
          throw error;
      }
    }
  }
}

function isOurs(folder: string): boolean {
  try {
    const found = readdirSync(folder);
    return found.length === 0 || found.includes(MANIFEST);
  } catch {
    return false;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Node's recursive form never ends on a file system that refuses a folder with ENOENT, as `/proc` does. */
function makeFolder(path: string): void {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  mkdirSync(path);
}
