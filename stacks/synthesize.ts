import { App, TerraformResource, type TerraformStack } from 'cdktf';
import { join } from 'node:path';
import type { Deployment } from '../declaration/model';
import { addStacks, type StackTarget } from './add-stacks';
import { OutputFolder } from './output-folder';
import { withoutCreationStacks } from './creation-stacks';
import { withoutDeprecations } from './deprecations';

export interface SynthOptions {
  /** Folder that is written; what an earlier synthesis left in it goes. */
  readonly outdir: string;
  /** @default - all targets that the declaration has stacks for */
  readonly targets?: readonly StackTarget[];
  /** Told the name of each stack before it is built. */
  readonly onStack?: (name: string) => void;
}

export interface SynthesizedStack {
  readonly name: string;
  /** Folder of the stack, in which `terraform` is run. */
  readonly directory: string;
  /** Number of resources by type, sorted by type. */
  readonly resources: Readonly<Record<string, number>>;
}

export interface SynthResult {
  /** In the order in which they are applied. */
  readonly stacks: readonly SynthesizedStack[];
}

/**
 * Writes the Terraform of a deployment: `<outdir>/stacks/<stack>/cdk.tf.json`, and cdktf's `manifest.json`. The same
 * deployment gives the same bytes.
 *
 * @throws OutputError where the folder cannot be written; InvalidPropsError where a declared value cannot be used
 */
export function synthesize(deployment: Deployment, options: SynthOptions): SynthResult {
  const output = OutputFolder.open(options.outdir);
  const stacks = output.write(() =>
    withoutNoise(() => {
      const app = new App({ outdir: output.draft, stackTraces: false });
      const added = addStacks(app, deployment, options);
      app.synth();
      return added.map((stack) => ({
        name: stack.node.id,
        directory: join(options.outdir, 'stacks', stack.node.id),
        resources: countByType(stack),
      }));
    }),
  );
  output.commit();
  return { stacks };
}

function withoutNoise<T>(work: () => T): T {
  return withoutDeprecations(() => withoutCreationStacks(work));
}

function countByType(stack: TerraformStack): Record<string, number> {
  const counts = new Map<string, number>();
  for (const construct of stack.node.findAll()) {
    if (!TerraformResource.isTerraformResource(construct)) continue;
    const type = construct.terraformResourceType;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
