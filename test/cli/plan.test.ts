import { runCli } from './run-cli';

interface Plan {
  readonly ok: boolean;
  readonly groups: Readonly<Record<string, { readonly connectors: number; readonly size?: string }>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly warnings: readonly { readonly path: string }[];
}

describe('app-proxy plan', () => {
  it('prints arithmetic that a person can check, what is left, and what was rejected', () => {
    const { code, out, err } = runCli(['plan', '--group', 'hq']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('hq: 4 x Standard_D2s_v5, zones 1 2 3 1');
    expect(out).toContain('586 TPS x 70 % = 410.2 TPS usable per connector');
    expect(out).toContain('900 TPS / 410.2 = 2.194 -> 3 carry the peak');
    expect(out).toContain('with 1 connector gone: 3 x 410.2 = 1230.6 TPS usable, 330.6 left over');
    expect(out).toContain('not 3 x Standard_D4s_v5: 12 vCPU against 8');
    expect(out).toContain('total: 4 connectors (8 vCPU)\n');
    expect(out).not.toContain('plant');
  });

  it('prints all groups, and totals that are their sum', () => {
    const { code, out } = runCli(['plan']);
    expect(code).toBe(0);
    expect(out.match(/^[a-z-]+: /gm)).toEqual(['branch: ', 'hq: ', 'plant: ', 'total: ']);
    expect(out).toMatch(
      /total: 6 connectors \(16 vCPU\), 2 connectors on hosts of your own, 2 relay\s+instances \(8 vCPU\)/,
    );
  });

  it('gives the plan as JSON', () => {
    const { code, out } = runCli(['plan', '--json']);
    expect(code).toBe(0);
    const plan = JSON.parse(out) as Plan;
    expect(plan.ok).toBe(true);
    expect(plan.groups['hq']).toMatchObject({
      connectors: 4,
      size: 'Standard_D2s_v5',
      zones: ['1', '2', '3', '1'],
    });
    expect(plan.groups['branch']).toMatchObject({ connectors: 2, placement: 'external' });
    expect(plan.totals).toEqual({
      connectors: 6,
      connectorCores: 16,
      externalConnectors: 2,
      relayInstances: 2,
      relayCores: 8,
    });
  });

  it('warns of a group below two connectors, in text and in JSON', () => {
    const text = runCli(['plan', 'examples/enterprise/app-proxy.yaml']);
    expect(text.code).toBe(0);
    expect(text.err).toMatch(/warning: groups\.lab\.connectors/);
    const json = JSON.parse(runCli(['plan', '--json', 'examples/enterprise/app-proxy.yaml']).out) as Plan;
    expect(json.warnings.map(({ path }) => path)).toContain('groups.lab.connectors');
  });

  it('names the groups that there are when it is asked for another', () => {
    const { code, out, err } = runCli(['plan', '--group', 'hp']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      "error: --group: there is no group 'hp'; declared are branch, hq, plant; did you mean 'hq'?\n",
    );
  });

  it('fits into 80 columns when it is no terminal', () => {
    const { out } = runCli(['plan', 'examples/enterprise/app-proxy.yaml']);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
