import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_LOCAL_BODY_BYTES } from '../../../runtime/status/limits';
import { askLocal, type LocalReply } from '../../../runtime/status/local-client';
import { json, LocalServer, plain } from '../../../runtime/status/local-server';

let directory: string;
let socketPath: string;
let server: LocalServer;
let posted: unknown[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'local-'));
  socketPath = join(directory, 'deeper', 'relay.sock');
  posted = [];
  server = serverOf();
});

afterEach(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

function serverOf(): LocalServer {
  return new LocalServer({
    routes: {
      'GET /status': () => json({ fine: true }),
      'GET /fails': () => Promise.reject(new Error('with a secret')),
      'POST /switch': (body) => {
        posted.push(body);
        return plain(200, 'switched');
      },
    },
  });
}

/** Asks over TCP, with a Host header of one's own. */
function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<LocalReply> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the local server on a socket file', () => {
  it('answers its owner alone', async () => {
    await server.listenOnSocket(socketPath);
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    expect(await askLocal({ socketPath }, 'GET', '/status?x=1')).toEqual({
      status: 200,
      text: '{\n  "fine": true\n}\n',
    });
  });

  it('takes what changes something, as JSON', async () => {
    await server.listenOnSocket(socketPath);
    expect((await askLocal({ socketPath }, 'POST', '/switch', { on: true })).status).toBe(200);
    expect((await askLocal({ socketPath }, 'POST', '/switch')).status).toBe(200);
    expect(posted).toEqual([{ on: true }, undefined]);
  });

  it('refuses a body that is too large or no JSON, and goes on', async () => {
    await server.listenOnSocket(socketPath);
    const large = await askLocal({ socketPath }, 'POST', '/switch', 'x'.repeat(MAX_LOCAL_BODY_BYTES));
    expect(large.status).toBe(413);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(socketPath, () =>
        socket.end('POST /switch HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\n{"on"'),
      );
      socket.setEncoding('utf8').once('data', (text: string) => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(posted).toEqual([]);
    expect((await askLocal({ socketPath }, 'GET', '/status')).status).toBe(200);
  });

  it('says what it has not, and by which method', async () => {
    await server.listenOnSocket(socketPath);
    expect((await askLocal({ socketPath }, 'GET', '/none')).status).toBe(404);
    expect((await askLocal({ socketPath }, 'GET', '/switch')).status).toBe(405);
    expect((await askLocal({ socketPath }, 'GET', '/constructor')).status).toBe(404);
    expect(await askLocal({ socketPath }, 'GET', '/fails')).toEqual({
      status: 500,
      text: 'the answer could not be made\n',
    });
  });

  it('replaces a file that a dead process left behind', async () => {
    await server.listenOnSocket(socketPath);
    await server.close();
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(socketPath, resolve));
    // What is left of a process that was killed: the file, and nobody behind it.
    const { rename, link } = await import('node:fs/promises');
    await link(socketPath, `${socketPath}.kept`);
    await new Promise((resolve) => dead.close(resolve));
    await rename(`${socketPath}.kept`, socketPath);
    expect(existsSync(socketPath)).toBe(true);
    server = serverOf();
    await server.listenOnSocket(socketPath);
    expect((await askLocal({ socketPath }, 'GET', '/status')).status).toBe(200);
  });

  it('leaves a living process alone, and its file too', async () => {
    await server.listenOnSocket(socketPath);
    const second = serverOf();
    await expect(second.listenOnSocket(socketPath)).rejects.toThrow(/is in use: another app-proxy runs/);
    await second.close();
    expect((await askLocal({ socketPath }, 'GET', '/status')).status).toBe(200);
  });

  it('takes its file away at the end', async () => {
    await server.listenOnSocket(socketPath);
    await server.close();
    expect(existsSync(socketPath)).toBe(false);
  });
});

describe('the local server on an address', () => {
  it('answers to its address and to localhost, and to no other name', async () => {
    const port = await server.listenOnAddress('127.0.0.1', 0);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, '[::1]:80', 'localhost']) {
      expect({ host, ...(await ask(port, '/status', { host })) }).toMatchObject({ host, status: 200 });
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
    ]) {
      expect({ host, ...(await ask(port, '/status', { host })) }).toMatchObject({ host, status: 421 });
    }
  });

  it('changes nothing: that is for the socket alone', async () => {
    const port = await server.listenOnAddress('127.0.0.1', 0);
    expect((await askLocal({ host: '127.0.0.1', port }, 'POST', '/switch', {})).status).toBe(405);
    expect(posted).toEqual([]);
  });

  it('fails where the port is taken', async () => {
    const port = await server.listenOnAddress('127.0.0.1', 0);
    await expect(serverOf().listenOnAddress('127.0.0.1', port)).rejects.toThrow(/EADDRINUSE/);
  });
});
