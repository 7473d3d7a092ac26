import { Testing, type App, type TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUNTIME_SHA256 } from '../deployment';
import type { Runtime } from '../../declaration/model';
import type { JsonObject } from './json';
import type { Roles } from './promises';
import { addressesOf } from './rewrite-stack';

/** A stack of the kit, as terraform reads it. */
export function synthesizedJson(build: (app: App) => TerraformStack): JsonObject {
  return JSON.parse(Testing.synth(build(Testing.app({ stackTraces: false })), true)) as JsonObject;
}

/** Number of resources of each role and group, as `machine hq: 2`. */
export function rolesIn(stack: JsonObject, roles: Roles): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const address of addressesOf(stack)) {
    const role = roles(address);
    if (role !== undefined) {
      const key = `${role.role} ${role.group}`.trim();
      counts[key] = (counts[key] ?? 0) + 1;
    }
  }
  return counts;
}

/** Runtimes for tests that replace one by another; `remove` takes their artifacts away. */
export class Runtimes {
  private readonly folder = mkdtempSync(join(tmpdir(), 'artifact-'));

  /** A runtime of its own for each single digit. */
  public version(digit: number): { readonly runtime: Partial<Runtime> } {
    const artifact = join(this.folder, `app-proxy-${digit}`);
    writeFileSync(artifact, `#!/bin/sh\necho ${digit}\n`);
    return {
      runtime: { artifact, version: `1.0.${digit}`, sha256: `${RUNTIME_SHA256.slice(0, -1)}${digit}` },
    };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
