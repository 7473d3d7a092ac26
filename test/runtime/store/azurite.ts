import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const ACCOUNT = 'devaccount';

export interface Azurite {
  readonly account: string;
  /** Made for this run. */
  readonly key: string;
  /** Address of the account, without a closing slash. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Azure's blob storage as its emulator, in memory, on loopback. */
export async function startAzurite(): Promise<Azurite> {
  const program = join(dirname(require.resolve('azurite/package.json')), 'dist', 'src', 'blob', 'main.js');
  const key = randomBytes(64).toString('base64');
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'azurite-'));
  const child = spawn(
    process.execPath,
    [
      program,
      ...['--blobHost', '127.0.0.1', '--blobPort', String(port)],
      ...['--inMemoryPersistence', '--disableTelemetry', '--skipApiVersionCheck', '--silent'],
    ],
    { cwd: directory, env: { AZURITE_ACCOUNTS: `${ACCOUNT}:${key}` }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    rmSync(directory, { recursive: true });
  };
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('successfully listens')) {
      child.stdout.resume();
      return { account: ACCOUNT, key, url: `http://127.0.0.1:${port}/${ACCOUNT}`, stop };
    }
  }
  await stop();
  throw new Error(`azurite did not start: ${errors}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
