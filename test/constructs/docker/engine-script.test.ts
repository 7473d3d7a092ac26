import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { GATE_SCRIPT, PUBLISH_SCRIPT } from '../../../constructs/docker/engine-script';

let folder: string;
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-script-'));
  mkdirSync(join(folder, 'bin'));
  program('sleep', 'exit 0');
  for (const tool of ['sed', 'cat', 'tr']) symlinkSync(pathOf(tool), join(folder, 'bin', tool));
});
afterEach(() => {
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

function pathOf(tool: string): string {
  return execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
}

/** Puts a shell program on the PATH of the script. */
function program(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

/** Runs a script with nothing on the PATH but what the test has put there. */
function run(
  script: string,
  environment: Record<string, string>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', 'eval "$SCRIPT"'], {
      env: { ...environment, SCRIPT: script, PATH: join(folder, 'bin'), FOLDER: folder },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** An engine on a unix socket that answers each call with what `answer` gives. */
async function engine(answer: (call: Call) => string | number): Promise<{ address: string; calls: Call[] }> {
  const calls: Call[] = [];
  const listening = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const call = { method: request.method ?? '', url: request.url ?? '', body };
      calls.push(call);
      const answered = answer(call);
      response.statusCode = typeof answered === 'number' ? answered : 200;
      response.end(typeof answered === 'number' ? '{"message":"no"}' : answered);
    });
  });
  server = listening;
  const socket = join(folder, 'engine.sock');
  await new Promise<void>((resolve) => {
    listening.listen(socket, resolve);
  });
  symlinkSync(pathOf('curl'), join(folder, 'bin', 'curl'));
  return { address: `unix://${socket}`, calls };
}

const inspected = (status: string) =>
  JSON.stringify({ Id: 'c1', State: { Status: 'running', Health: { Status: status, Log: [] } } });

describe('gate script', () => {
  const gate = { ENGINE: 'ssh://lab', CONTAINER: 'c1', TIMEOUT: '3' };

  test('ends well once the container is healthy', async () => {
    program(
      'docker',
      'echo "$@" >>"$FOLDER/calls"; echo x >>"$FOLDER/n"; [ "$(cat "$FOLDER/n" | tr -d "\\n")" = xxx ] && echo healthy || echo starting',
    );
    expect(await run(GATE_SCRIPT, gate)).toEqual({ code: 0, output: '' });
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(calls).toHaveLength(3);
    expect(calls[0]).toMatch(/^--host ssh:\/\/lab container inspect --format .* c1$/);
  });

  test.each(['starting', 'unhealthy', 'none'])(
    'fails in time where it stays %s, and says why',
    async (status) => {
      program(
        'docker',
        `case "$*" in *logs*) echo the log ;; *Health.Log*) echo the last check ;; *) echo ${status} ;; esac`,
      );
      const { code, output } = await run(GATE_SCRIPT, gate);
      expect(code).toBe(1);
      expect(output).toBe(
        'the last check\nthe log\n' +
          `app-proxy: container c1 is not in service after 3 s: it is '${status}'. The machine that it replaces keeps running; ` +
          'correct the cause and apply again\n',
      );
    },
  );

  test('fails at once where the container is gone', async () => {
    program('docker', 'echo "no such container" >&2; exit 1');
    expect(await run(GATE_SCRIPT, gate)).toEqual({
      code: 1,
      output: 'no such container\napp-proxy: cannot inspect container c1\n',
    });
  });

  test('asks the socket with curl where there is no docker', async () => {
    const answers = [inspected('starting'), inspected('healthy')];
    const { address, calls } = await engine(() => answers.shift() ?? 500);
    expect(await run(GATE_SCRIPT, { ...gate, ENGINE: address })).toEqual({ code: 0, output: '' });
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /containers/c1/json',
      'GET /containers/c1/json',
    ]);
  });

  test.each([
    ['ssh://lab', "an engine at 'ssh://lab' needs the docker command line where terraform runs"],
    [
      'npipe:////./pipe/docker',
      "an engine at 'npipe:////./pipe/docker' needs the docker command line where terraform runs",
    ],
  ])('says what %s needs', async (ENGINE, message) => {
    program('curl', 'exit 0');
    expect(await run(GATE_SCRIPT, { ...gate, ENGINE })).toEqual({
      code: 1,
      output: `app-proxy: ${message}\n`,
    });
  });

  test('says what to install where there is neither', async () => {
    expect(await run(GATE_SCRIPT, gate)).toEqual({
      code: 1,
      output: 'app-proxy: neither docker nor curl is on the PATH: install one of them where terraform runs\n',
    });
  });
});

describe('publish script', () => {
  const publish = {
    ENGINE: 'unix:///var/run/docker.sock',
    IMAGE: 'program:1',
    PROGRAM: '/program',
    RUN_AS: '65532:65532',
    VOLUME: 'contoso-config',
    TARGET: '/config',
    ARGUMENTS: 'publish --to /config',
    APP_PROXY_DOCUMENTS: 'H4sIAAAA',
  };

  test('runs the program once without network or rights, and ends as it ends', async () => {
    program(
      'docker',
      'echo "$@" >"$FOLDER/calls"; echo "$APP_PROXY_DOCUMENTS" >>"$FOLDER/calls"; echo refused >&2; exit 3',
    );
    expect(await run(PUBLISH_SCRIPT, publish)).toEqual({ code: 3, output: 'refused\n' });
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(
      '--host unix:///var/run/docker.sock run --rm --pull never --network none --read-only --cap-drop ALL ' +
        '--security-opt no-new-privileges --user 65532:65532 --memory 128m --memory-swap 128m ' +
        '--mount type=volume,source=contoso-config,target=/config --env APP_PROXY_DOCUMENTS ' +
        '--entrypoint /program program:1 publish --to /config\nH4sIAAAA\n',
    );
  });

  test('does the same over the socket with curl, and removes the container', async () => {
    const { address, calls } = await engine(({ url }) => {
      if (url === '/containers/create') return '{"Id":"abc123","Warnings":[]}';
      if (url.endsWith('/wait')) return '{"StatusCode":1}';
      if (url.includes('/logs')) return 'nothing published\n';
      return '';
    });
    expect(await run(PUBLISH_SCRIPT, { ...publish, ENGINE: address })).toEqual({
      code: 1,
      output: 'nothing published\n',
    });
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /containers/create',
      'POST /containers/abc123/start',
      'POST /containers/abc123/wait',
      'GET /containers/abc123/logs?stdout=true&stderr=true',
      'DELETE /containers/abc123?force=true',
    ]);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({
      Image: 'program:1',
      User: '65532:65532',
      Entrypoint: ['/program'],
      Cmd: ['publish', '--to', '/config'],
      Env: ['APP_PROXY_DOCUMENTS=H4sIAAAA'],
      HostConfig: {
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        Mounts: [{ Type: 'volume', Source: 'contoso-config', Target: '/config' }],
      },
    });
  });

  test('fails where the engine refuses the container', async () => {
    const { address } = await engine(() => 404);
    const { code, output } = await run(PUBLISH_SCRIPT, { ...publish, ENGINE: address });
    expect(code).toBe(1);
    expect(output).toContain('app-proxy: cannot create the container that publishes the configuration');
  });
});
