import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TRUST_BUNDLE } from '../../documents/places';

/** Longest path of a unix socket that every system takes, in bytes (macOS: 104 with its end). */
const MAX_SOCKET_PATH_BYTES = 100;
/** Longest path below the folder that a process makes a socket under. */
const LONGEST_SOCKET_NAME = '/p999/connector.sock';

/** The folder of one topology: documents, keys, tokens, states, logs. It is made for it, readable by its owner alone, and goes with it. */
export class LocalFolder {
  private runtimeFolders = 0;

  private constructor(public readonly path: string) {}

  /** Makes a folder under the system's folder for temporary files, or under `/tmp` where that path is too long for a socket. */
  public static create(): LocalFolder {
    const parent = fitsSocket(tmpdir()) ? tmpdir() : '/tmp';
    const path = mkdtempSync(join(parent, 'app-proxy-'));
    chmodSync(path, 0o700);
    const folder = new LocalFolder(path);
    for (const each of ['config', 'ca', 'logs', 'enrol', 'bootstrap', 'state']) {
      mkdirSync(join(path, each));
    }
    return folder;
  }

  /** Configuration documents, and what relay instances write. */
  public get store(): string {
    return join(this.path, 'config');
  }

  /** Key and certificate of the deployment's authority. */
  public get authority(): string {
    return join(this.path, 'ca');
  }

  /** What signs the users' and the connectors' certificates; there once a relay instance is ready. */
  public get trustBundle(): string {
    return join(this.store, TRUST_BUNDLE);
  }

  public get logs(): string {
    return join(this.path, 'logs');
  }

  public log(process: string): string {
    return join(this.logs, `${process}.log`);
  }

  /** A directory with `token` and `ca.pem` for the connectors of a group, made on the first call. */
  public enrolment(group: string): string {
    return made(join(this.path, 'enrol', group));
  }

  public bootstrap(process: string): string {
    return join(this.path, 'bootstrap', `${process}.json`);
  }

  /** A state directory, made on the first call. */
  public state(process: string): string {
    return made(join(this.path, 'state', process));
  }

  /** A new folder with a short path, for sockets. */
  public runtime(): string {
    this.runtimeFolders += 1;
    return made(join(this.path, `p${this.runtimeFolders}`));
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Makes the folders of a file. */
export function makeFolderOf(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
}

function made(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function fitsSocket(parent: string): boolean {
  return Buffer.byteLength(`${parent}/app-proxy-XXXXXX${LONGEST_SOCKET_NAME}`) <= MAX_SOCKET_PATH_BYTES;
}
