import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const DECLARATION = [
  'version: 1',
  'name: contoso',
  'domain: apps.example.com',
  'targets: { docker: {} }',
  'groups: { hq: { load: { peakTps: 100 }, applications: { wiki: { url: "http://10.0.0.20:8080" } } } }',
  '',
].join('\n');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function main(env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [join(ROOT, 'dist', 'main.js')], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

describe('main.ts, which cdktf runs', () => {
  test('writes the stacks of app-proxy.yaml where cdktf wants them', () => {
    writeFileSync(join(folder, 'app-proxy.yaml'), DECLARATION);
    const { status, stderr } = main({ CDKTF_OUTDIR: join(folder, 'cdktf.out') });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readdirSync(join(folder, 'cdktf.out', 'stacks'))).toEqual(['docker']);
  });

  test('takes the declaration that APP_PROXY_DECLARATION names', () => {
    writeFileSync(join(folder, 'other.yaml'), DECLARATION);
    expect(main({ APP_PROXY_DECLARATION: 'other.yaml' }).status).toBe(0);
    expect(existsSync(join(folder, 'cdktf.out', 'manifest.json'))).toBe(true);
  });

  test('prints what is wrong and fails, without a stack trace and without output', () => {
    writeFileSync(join(folder, 'app-proxy.yaml'), DECLARATION.replace('domain', 'domian'));
    const { status, stderr } = main();
    expect(status).toBe(1);
    expect(stderr).toMatch(/app-proxy\.yaml:3:1: .*domian/);
    expect(stderr).not.toContain('    at ');
    expect(existsSync(join(folder, 'cdktf.out'))).toBe(false);
  });

  test('cdktf.json runs it, sends no reports and fetches no bindings', () => {
    const settings = JSON.parse(readFileSync(join(ROOT, 'cdktf.json'), 'utf8')) as Record<string, unknown>;
    expect(settings).toMatchObject({
      language: 'typescript',
      app: 'npm run --silent build && node dist/main.js',
      sendCrashReports: 'false',
      terraformProviders: [],
      terraformModules: [],
    });
    expect(settings['projectId']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
