import { join, relative, sep } from 'node:path';
import type { Deployment } from '../declaration/model';
import { defaultTarget, deriveEgress, type EgressRule } from '../egress/index';
import type { SynthesizedStack } from '../stacks/index';
import { DEFAULT_FILE, groupsAndApplications } from './declaration-file';
import { columns, count, wrap } from './layout';
import { packageRoot } from './package-root';
import { redundancyLines } from './redundancy';
import type { Colors } from './terminal';
import { totalsLine, totalsOf } from './totals';

/** Stacks whose commands are written out; a deployment may have many shards. */
const STACKS_NAMED = 6;

/** What the declaration holds. */
export function declarationLines(file: string, deployment: Deployment): readonly string[] {
  const { name, domain, targets } = deployment;
  const azure =
    targets.azure === undefined ? [] : [`azure (${Object.keys(targets.azure.regions).join(', ')})`];
  const others = Object.keys(targets).filter((target) => target !== 'azure');
  return columns([
    [file, `${groupsAndApplications(deployment)}: valid`],
    ['deployment', `${name} at ${domain}`],
    ['targets', [...azure, ...others].join(', ')],
  ]);
}

/** A line for each group: its connectors, its load, and what is left with one of them (or one zone) gone. */
export function capacityLines(deployment: Deployment, colors: Colors, width: number): readonly string[] {
  const groups = Object.values(deployment.groups);
  const head = ['group', 'connectors', 'peak TPS', 'max TPS', 'after a loss'].map((title) =>
    colors.dim(title),
  );
  const rows = groups.map(({ name, load, plan, placement }) => [
    name,
    placement === 'external'
      ? `${plan.connectors} on hosts of your own`
      : `${plan.connectors} x ${plan.size ?? 'any size'}`,
    numberOrDash(load?.peakTps),
    numberOrDash(plan.tpsTotal),
    numberOrDash(plan.tpsAfterLoss),
  ]);
  return [
    ...columns([head, ...rows], ['left', 'left', 'right', 'right', 'right']),
    ...[
      `total: ${totalsLine(totalsOf(groups, deployment.relay))}`,
      ...redundancyLines(deployment, colors),
    ].flatMap((line) => wrap(line, width)),
  ];
}

/** A line for each group: how many rules, and what they are for. */
export function egressLines(deployment: Deployment): readonly string[] {
  const target = defaultTarget(deployment);
  return columns(
    Object.values(deployment.groups).map((group) => {
      const { rules } = deriveEgress(deployment, group, target);
      return [group.name, count(rules.length, 'rule'), purposes(rules)];
    }),
    ['left', 'right'],
  );
}

/** What a person does next. */
export function nextLines(
  file: string,
  { targets }: Deployment,
  stacks: readonly SynthesizedStack[],
): readonly string[] {
  const argument = file === DEFAULT_FILE ? '' : ` ${file}`;
  const command = invocation();
  const folders = stacks.map(({ directory }) => directory);
  const more = folders.length - STACKS_NAMED;
  return [
    ...columns([
      [`${command} plan${argument}`, 'the arithmetic behind the numbers'],
      [`${command} egress${argument}`, 'the page for the firewall team'],
      [`edit ${file}`, 'your ids, groups and applications; then'],
      [`${command} synth${argument}`, 'writes the Terraform anew'],
      ...(targets.local === undefined
        ? [[`${command} local${argument}`, 'runs the topology on this machine']]
        : []),
    ]),
    ...(folders.length > 0 ? ['', 'Apply the stacks in this order:'] : []),
    ...folders.slice(0, STACKS_NAMED).map((folder) => `(cd ${folder} && terraform init && terraform apply)`),
    ...(more > 0 ? [`and ${more} more, in the order above`] : []),
  ];
}

/** How this program is called from here: `npx` finds it only where it is installed as a dependency. */
function invocation(): string {
  const root = packageRoot();
  if (root.includes(`${sep}node_modules${sep}`)) {
    return 'npx app-proxy';
  }
  const path = join(root, 'dist', 'cli', 'app-proxy.js');
  const fromHere = relative(process.cwd(), path);
  return `node ${fromHere.length < path.length ? fromHere : path}`;
}

function purposes(rules: readonly EgressRule[]): string {
  const numbers = new Map<string, number>();
  for (const { purpose } of rules) {
    numbers.set(purpose, (numbers.get(purpose) ?? 0) + 1);
  }
  return [...numbers]
    .map(([purpose, number]) => (number === 1 ? purpose : `${number} ${purpose}`))
    .join(', ');
}

function numberOrDash(value: number | undefined): string {
  return value === undefined ? '-' : String(Math.round(value));
}
