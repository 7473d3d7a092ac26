import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { objectAt, textAt, type Json, type JsonObject } from './json';

/** Resources that terraform works on at once: enough that its limit never orders anything. */
const PARALLELISM = 64;

/** One line of `terraform apply -json`. */
export interface TerraformEvent {
  readonly type: string;
  readonly hook: JsonObject;
  readonly message: string;
  readonly diagnostic: JsonObject;
}

export interface TerraformResult {
  readonly code: number | null;
  /** Messages of the error diagnostics. */
  readonly errors: readonly string[];
}

/** True where a `terraform` can be run. */
export function terraformIsThere(): boolean {
  return spawnSync('terraform', ['version'], { stdio: 'ignore', env: environment({}) }).status === 0;
}

/** The real terraform in one folder, without plugins, network or the user's configuration. */
export class Terraform {
  private readonly folder: string;
  private readonly variables: Readonly<Record<string, string>>;

  public constructor(folder: string, variables: Readonly<Record<string, string>>) {
    this.folder = folder;
    const configuration = join(folder, 'empty.tfrc');
    writeFileSync(configuration, '');
    this.variables = { ...variables, TF_CLI_CONFIG_FILE: configuration };
  }

  /** Applies what is in the folder; `onEvent` is called while terraform runs. */
  public async apply(
    refresh: boolean,
    onEvent: (event: TerraformEvent, terraform: ChildProcess) => void,
  ): Promise<TerraformResult> {
    return this.run(['apply', '-auto-approve', `-refresh=${refresh}`], onEvent);
  }

  /** Changes that a plan would make, as `create azurerm_x__y`; empty for "No changes". */
  public async plan(): Promise<string[]> {
    const changes: string[] = [];
    const result = await this.run(['plan'], ({ type, message }) => {
      if (type === 'planned_change') {
        changes.push(message);
      }
    });
    if (result.code !== 0) {
      throw new Error(`terraform plan failed:\n${result.errors.join('\n')}`);
    }
    return changes;
  }

  private async run(
    command: readonly string[],
    onEvent: (event: TerraformEvent, terraform: ChildProcess) => void,
  ): Promise<TerraformResult> {
    const child = spawn('terraform', [...command, '-json', '-input=false', `-parallelism=${PARALLELISM}`], {
      cwd: this.folder,
      env: environment(this.variables),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors: string[] = [];
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
    for await (const line of createInterface({ input: child.stdout })) {
      const event = objectAt(JSON.parse(line) as Json);
      const diagnostic = objectAt(event['diagnostic']);
      if (event['type'] === 'diagnostic' && diagnostic['severity'] === 'error') {
        errors.push(`${textAt(diagnostic['summary'])}: ${textAt(diagnostic['detail'])}`);
      }
      onEvent(
        {
          type: textAt(event['type']),
          hook: objectAt(event['hook']),
          message: textAt(event['@message']),
          diagnostic,
        },
        child,
      );
    }
    return { code: await ended, errors };
  }
}

/** The caller's environment without what would change terraform's behaviour. */
function environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^TF_|^ORDERING_/.test(name));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...variables };
}
