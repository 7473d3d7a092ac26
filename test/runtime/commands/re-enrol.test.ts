import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../../runtime/commands/exit-codes';
import { Output, type Io } from '../../../runtime/commands/io';
import { reEnrol } from '../../../runtime/commands/re-enrol';
import { json, LocalServer, type LocalAnswer } from '../../../runtime/status/local-server';

let directory: string;
let lines: string[];
let io: Io;
let server: LocalServer | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 're-enrol-'));
  lines = [];
  const stream = {
    write: (text: string | Uint8Array) => {
      lines.push(String(text));
      return true;
    },
    on: () => process.stdout,
  };
  const output = new Output(stream, () => undefined);
  io = {
    out: output,
    err: output,
    env: { RUNTIME_DIRECTORY: directory },
    exitCode: EXIT.no,
    stopSignal: () => new AbortController().signal,
  };
});
afterEach(async () => {
  await server?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A connector that runs. @returns what it was asked */
async function running(answer: LocalAnswer): Promise<unknown[]> {
  const asked: unknown[] = [];
  server = new LocalServer({
    routes: {
      'POST /re-enrol': (body) => {
        asked.push(body);
        return answer;
      },
    },
  });
  await server.listenOnSocket(join(directory, 'connector.sock'));
  return asked;
}

const config = '/nowhere/connector.json';

test('a running connector does it, with the token that is given', async () => {
  const asked = await running(json({ connector: '0123456789abcdef', expires: '2026-01-02T00:00:00.000Z' }));
  const tokenFile = join(directory, 'token');
  writeFileSync(tokenFile, 'the token\n');
  await reEnrol({ config, tokenFile }, io);
  await reEnrol({ config }, io);
  expect(asked).toEqual([{ token: 'the token' }, {}]);
  expect(io.exitCode).toBe(EXIT.yes);
  expect(lines[0]).toBe(
    'app-proxy: connector 0123456789abcdef has a certificate until 2026-01-02T00:00:00.000Z\n',
  );
});

test('what the running connector was refused is said', async () => {
  await running(
    json({ error: { code: 'revoked', message: 'r0: connector 0123456789abcdef is revoked' } }, 409),
  );
  await expect(reEnrol({ config }, io)).rejects.toMatchObject({
    exitCode: EXIT.no,
    message: 're-enrol: r0: connector 0123456789abcdef is revoked',
  });
});

test('an answer that is none is said', async () => {
  await running({ status: 500, contentType: 'text/plain', body: 'failed\n' });
  await expect(reEnrol({ config }, io)).rejects.toMatchObject({
    exitCode: EXIT.no,
    message: 're-enrol: failed',
  });
});

test('where none runs the bootstrap is needed', async () => {
  await expect(reEnrol({ config }, io)).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining(config) as string,
  });
});

test('a token file that is not there is a wrong command line', async () => {
  await expect(reEnrol({ config, tokenFile: '/nowhere' }, io)).rejects.toMatchObject({
    exitCode: EXIT.usage,
  });
});
