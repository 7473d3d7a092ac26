import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatFinding, loadDeclaration, type Deployment, type LoadResult } from '../../declaration';

/** The first 8 lines of a declaration for Azure; what follows may go on in `targets.azure`. */
export const AZURE = `version: 1
name: contoso
domain: apps.example.com
targets:
  azure:
    region: westeurope
    tenantId: 00000000-0000-0000-0000-000000000000
    subscriptionId: 00000000-0000-0000-0000-000000000001
`;

/** The first 4 lines of a declaration for this machine alone. */
export const LOCAL = `version: 1
name: contoso
domain: apps.example.com
targets: { local: {} }
`;

const directories: string[] = [];

/** Writes files into a new directory and returns its path. */
export function directoryWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'declaration-'));
  directories.push(directory);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** Removes the directories that were made. */
export function removeDirectories(): void {
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Loads `app-proxy.yaml` of a new directory. */
export function load(text: string | Uint8Array, files: Readonly<Record<string, string>> = {}): LoadResult {
  const directory = directoryWith({ 'app-proxy.yaml': text, ...files });
  return loadDeclaration(join(directory, 'app-proxy.yaml'), { makeProgram: false });
}

/** The deployment; fails the test where there is none. */
export function deploymentOf(text: string, files: Readonly<Record<string, string>> = {}): Deployment {
  const result = load(text, files);
  if (!result.ok) {
    throw new Error(lines(result).join('\n'));
  }
  return result.deployment;
}

/** All findings as lines of text, errors first, files named relative to the declaration's directory. */
export function findingsOf(
  text: string | Uint8Array,
  files: Readonly<Record<string, string>> = {},
): readonly string[] {
  return lines(load(text, files));
}

/** The findings of a result as `findingsOf` gives them. */
export function lines(result: LoadResult): readonly string[] {
  return [...(result.ok ? [] : result.errors), ...result.warnings].map((finding) =>
    directories.reduce((line, directory) => line.replaceAll(`${directory}/`, ''), formatFinding(finding)),
  );
}
