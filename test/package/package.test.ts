import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const CONSUMER_TIMEOUT_MS = 240_000;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let consumer: string;
let packed: Packed;

function run(command: string, args: readonly string[], cwd: string): string {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  if (result.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} failed with ${String(result.status)}\n${result.stdout}\n${result.stderr}`,
    );
  }
  return result.stdout;
}

/**
 * Installs the packed kit in an empty project. Its dependencies are taken from this repository, so
 * that the test needs no network: each is linked where npm would put it.
 */
function install(tarball: string): void {
  const modules = join(consumer, 'node_modules');
  const target = join(modules, 'cdktf-app-proxy');
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], consumer);
  const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'peerDependencies',
    Record<string, string>
  >;
  for (const name of Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    '@types/node': '',
  })) {
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-proxy-package-'));
  consumer = join(folder, 'consumer');
  mkdirSync(consumer);
  const output = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT);
  packed = (JSON.parse(output) as Packed[])[0] as Packed;
  install(join(folder, packed.filename));
}, CONSUMER_TIMEOUT_MS);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the package holds what it runs on and nothing of the workshop', () => {
  const paths = packed.files.map(({ path }) => path);
  for (const needed of [
    'dist/cli/app-proxy.js',
    'dist/index.js',
    'dist/index.d.ts',
    'schemas/declaration.schema.json',
    'dist/app-proxy.cjs',
    'dist/THIRD-PARTY-NOTICES',
    'README.md',
    'LICENSE',
  ]) {
    expect(paths).toContain(needed);
  }
  expect(
    paths.filter((path) =>
      /^(test|bench|scripts|examples|runtime|\.ci|dist\/artifact)\/|tsbuildinfo|\.test\./.test(path),
    ),
  ).toEqual([]);
});

test(
  'a consumer puts a connector group into a stack of its own, type-checks it and synthesizes it',
  () => {
    cpSync(join(ROOT, 'examples/compose'), consumer, { recursive: true });
    writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
    writeFileSync(
      join(consumer, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'es2022',
          module: 'node16',
          moduleResolution: 'node16',
          strict: true,
          skipLibCheck: false,
          types: ['node'],
          outDir: 'built',
        },
        include: ['*.ts'],
      }),
    );
    run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], consumer);
    run(process.execPath, ['built/main.js'], consumer);
    const stacks = readdirSync(join(consumer, 'cdktf.out/stacks'));
    expect(stacks).toHaveLength(1);
    const stack = JSON.parse(
      readFileSync(join(consumer, 'cdktf.out/stacks', stacks[0] as string, 'cdk.tf.json'), 'utf8'),
    ) as { resource: Record<string, Record<string, unknown>> };
    expect(Object.keys(stack.resource['azurerm_linux_virtual_machine'] ?? {}).length).toBeGreaterThanOrEqual(
      2,
    );
  },
  CONSUMER_TIMEOUT_MS,
);

test('the command of the installed package answers', () => {
  const entry = join(consumer, 'node_modules/cdktf-app-proxy/dist/cli/app-proxy.js');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(run(process.execPath, [entry, '--version'], consumer).trim()).toContain(version);
});
