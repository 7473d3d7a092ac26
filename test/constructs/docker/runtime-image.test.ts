import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { App } from 'cdktf';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuntimeImage } from '../../../constructs/docker/runtime-image';
import { KitStack } from '../../../stacks/kit-stack';
import { synthesizedDocker } from './docker-synthesis';

let folder: string;
let artifact: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runtime-image-'));
  artifact = join(folder, 'program');
  writeFileSync(artifact, '#!/bin/sh\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const image = (baseImage = 'debian:bookworm-slim') =>
  synthesizedDocker((stack) => {
    new RuntimeImage(stack, 'runtime', { repository: 'contoso-app-proxy', baseImage, artifact });
  }).resource('docker_image.runtime_image');

describe('RuntimeImage', () => {
  test('is built from a relative folder and tagged by its content', () => {
    expect(image()).toMatchObject({
      name: expect.stringMatching(/^contoso-app-proxy:[0-9a-f]{12}$/) as unknown,
      keep_locally: false,
      build: {
        context: expect.stringMatching(/^assets\/runtime_context\/[0-9a-f]{12}$/) as unknown,
        build_args: { BASE_IMAGE: 'debian:bookworm-slim' },
      },
    });
  });

  test('has another tag with another program or base', () => {
    const before = image()['name'];
    expect(image('debian:trixie-slim')['name']).not.toBe(before);
    writeFileSync(artifact, '#!/bin/sh\nexit 1\n');
    expect(image()['name']).not.toBe(before);
  });

  test('writes program and build file with modes of its own, and nothing of an earlier synthesis stays', () => {
    const outdir = join(folder, 'out');
    const written = (content: string) => {
      writeFileSync(artifact, content);
      chmodSync(artifact, 0o600);
      const app = new App({ outdir });
      const stack = new KitStack(app, 'docker');
      new DockerProvider(stack, 'docker', {});
      new RuntimeImage(stack, 'runtime', { repository: 'r', baseImage: 'b', artifact });
      app.synth();
      const contexts = join(outdir, 'stacks', 'docker', 'assets', 'runtime_context');
      return readdirSync(contexts).map((name) => join(contexts, name));
    };
    written('first');
    const [context, ...others] = written('second');
    expect(others).toEqual([]);
    if (context === undefined) throw new Error('no context was written');
    expect(readdirSync(context).sort()).toEqual(['Dockerfile', 'app-proxy']);
    expect(readFileSync(join(context, 'app-proxy'), 'utf8')).toBe('second');
    expect(statSync(join(context, 'app-proxy')).mode & 0o777).toBe(0o755);
    expect(statSync(join(context, 'Dockerfile')).mode & 0o777).toBe(0o644);
    expect(readFileSync(join(context, 'Dockerfile'), 'utf8')).toContain('USER 65532:65532');
  });

  test('refuses a program that is not a file', () => {
    artifact = folder;
    expect(() => image()).toThrow(
      `test/runtime/context: artifact is '${folder}', which is not a file: give the program that the image is to run`,
    );
  });
});
