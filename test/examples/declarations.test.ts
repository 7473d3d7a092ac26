import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadDeclaration, type Deployment } from '../../declaration';
import { synthesize, type SynthResult } from '../../stacks';
import { formatPlan } from '../../capacity';

const ROOT = resolve(__dirname, '..', '..');
const out = mkdtempSync(join(realpathSync(tmpdir()), 'app-proxy-examples-'));
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

interface Example {
  readonly deployment: Deployment;
  readonly warnings: readonly string[];
  readonly result: SynthResult;
  /** The stack as it is written. */
  readonly text: (stack: string) => string;
  /** Names of a stack's resources of one type. */
  readonly names: (stack: string, type: string) => readonly string[];
}

/** Loads, plans and synthesizes a declaration. */
function example(file: string): Example {
  const loaded = loadDeclaration(join(ROOT, file), { makeProgram: false });
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.errors, undefined, 2));
  }
  const outdir = join(out, file.replaceAll(/\W/g, '-'));
  const text = (stack: string): string => readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
  return {
    deployment: loaded.deployment,
    warnings: loaded.warnings.map(({ path }) => path),
    result: synthesize(loaded.deployment, { outdir }),
    text,
    names: (stack, type) => {
      const { resource } = JSON.parse(text(stack)) as { resource: Record<string, Record<string, unknown>> };
      return Object.keys(resource[type] ?? {}).sort();
    },
  };
}

describe('app-proxy.yaml', () => {
  const { deployment, warnings, result, names } = example('app-proxy.yaml');

  it('has nothing to warn of', () => {
    expect(warnings).toEqual([]);
  });

  it('gives every group at least two connectors', () => {
    expect(Object.values(deployment.groups).map(({ name, plan }) => [name, plan.connectors])).toEqual([
      ['branch', 2],
      ['hq', 4],
      ['plant', 2],
    ]);
  });

  it('is synthesized for both targets', () => {
    expect(result.stacks.map(({ name }) => name)).toEqual([
      'azure-platform',
      'azure-relay',
      'azure-groups-0',
      'docker',
    ]);
    expect(names('azure-groups-0', 'azurerm_linux_virtual_machine')).toHaveLength(6);
    expect(names('azure-relay', 'azurerm_linux_virtual_machine')).toHaveLength(2);
  });
});

describe('examples/minimal', () => {
  const { deployment, warnings, result } = example('examples/minimal/app-proxy.yaml');

  it('is one group of two connectors on one Docker engine', () => {
    expect(warnings).toEqual([]);
    expect(result.stacks.map(({ name }) => name)).toEqual(['docker']);
    const office = deployment.groups['office'];
    expect(office === undefined ? [] : formatPlan('office', office.plan)[0]).toMatch(
      /^office: 2 x Standard_D2s_v5/,
    );
  });

  it('publishes the wiki where its README says', () => {
    expect(deployment.groups['office']?.applications['wiki']?.host).toBe('wiki.apps.example.com');
    expect(deployment.targets.docker?.httpsPort).toBe(8443);
  });
});

describe('examples/enterprise', () => {
  const { deployment, warnings, result, text, names } = example('examples/enterprise/app-proxy.yaml');
  const stacks = result.stacks.map(({ name }) => name);

  it('is in Azure Government, in two regions, over four shards', () => {
    expect(stacks).toEqual([
      'azure-platform',
      'azure-relay',
      ...[0, 1, 2, 3].map((shard) => `azure-groups-${shard}`),
    ]);
    for (const stack of stacks) {
      const { provider, terraform } = JSON.parse(text(stack)) as {
        provider: { azurerm: { environment: string }[] };
        terraform: { backend: { azurerm: { key: string } } };
      };
      expect(provider.azurerm[0]?.environment).toBe('usgovernment');
      expect(terraform.backend.azurerm.key).toBe(`production/${stack}.tfstate`);
    }
    expect(names('azure-relay', 'azurerm_linux_virtual_machine')).toEqual([
      'relay-r0_slot_vm',
      'relay-r1_slot_vm',
      'relay-r2_slot_vm',
      'relay-usgovarizona-r0_slot_vm',
      'relay-usgovarizona-r1_slot_vm',
    ]);
  });

  it('makes a network in Arizona only, and a firewall there only', () => {
    expect(names('azure-platform', 'azurerm_virtual_network')).toEqual(['network-usgovarizona_vnet']);
    expect(names('azure-platform', 'azurerm_firewall')).toEqual(['firewall-usgovarizona_firewall']);
  });

  it('writes rules into the firewall policy of the hub', () => {
    const groups = stacks.filter((stack) => stack.startsWith('azure-groups-')).map(text);
    expect(groups.some((stack) => stack.includes('/firewallPolicies/afwp-hub'))).toBe(true);
  });

  it('makes none of what exists already', () => {
    for (const type of [
      'azurerm_log_analytics_workspace',
      'azurerm_dns_zone',
      'azurerm_monitor_action_group',
    ]) {
      expect(names('azure-platform', type)).toEqual([]);
    }
  });

  it("keeps the proxy's credentials a reference", () => {
    expect(deployment.groups['finance']?.proxy).toMatchObject({
      host: 'proxy.northwind.example',
      credentials: { keyVaultSecret: 'outbound-proxy-finance' },
    });
  });

  it('keeps two connectors of finance in service during maintenance, and warns of the machine alone', () => {
    expect(deployment.groups['finance']?.plan.connectors).toBeGreaterThanOrEqual(3);
    expect(warnings).toContain('groups.lab.connectors');
  });

  it('gives the commands for the hosts of the depot', () => {
    const depot = `azure-groups-${deployment.groups['depot']?.shard ?? 0}`;
    expect(text(depot)).toContain('app-proxy connector install --deployment northwind --group depot');
    expect(names(depot, 'azurerm_linux_virtual_machine').filter((name) => name.includes('depot'))).toEqual(
      [],
    );
  });

  it('has an owner for every file', () => {
    const owners = readFileSync(join(ROOT, 'examples/enterprise/CODEOWNERS'), 'utf8');
    expect(owners.match(/^\/\S+ +@\S+$/gm)?.map((line) => line.split(' ')[0])).toEqual([
      '/app-proxy.yaml',
      '/certificates/',
      '/groups/finance.yaml',
      '/groups/field.yaml',
    ]);
  });
});
