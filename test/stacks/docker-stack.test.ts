import { App } from 'cdktf';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Deployment } from '../../declaration/model';
import { DockerStack } from '../../stacks/docker-stack';
import { synthesizedStack, testApp, type Block, type SynthesizedStack } from '../assertions';
import { DEFAULT_GROUPS, deployment, type DeploymentOptions } from '../deployment';

const docker = (options: DeploymentOptions = {}): SynthesizedStack =>
  synthesizedStack(new DockerStack(testApp(), 'docker', deployment({ azure: null, ...options })));

const containers = (synthesized: SynthesizedStack): [string, Block][] =>
  Object.entries(synthesized.resources('docker_container'));

const networksOf = (container: Block): string[] =>
  ((container['networks_advanced'] ?? []) as { name: string }[]).map(({ name }) => name);

/** Addresses that differ between two syntheses. */
const changed = (before: SynthesizedStack, after: SynthesizedStack): string[] => {
  const text = (synthesized: SynthesizedStack, address: string) =>
    synthesized.addresses.includes(address) ? JSON.stringify(synthesized.resource(address)) : '';
  return [...new Set([...before.addresses, ...after.addresses])]
    .filter((address) => text(before, address) !== text(after, address))
    .sort();
};

const PUBLICATION = 'terraform_data.configuration_documents';

describe('DockerStack', () => {
  test('has these addresses, and they stay', () => {
    expect(docker().addresses).toEqual([
      'docker_container.edge_container',
      'docker_container.group-hq_enrolment_container',
      'docker_container.group-hq_slot-0_container',
      'docker_container.group-hq_slot-1_container',
      'docker_container.group-hq_slot-2_container',
      'docker_container.group-plant_enrolment_container',
      'docker_container.group-plant_slot-0_container',
      'docker_container.group-plant_slot-1_container',
      'docker_container.relay_r0_container',
      'docker_container.relay_r1_container',
      'docker_image.edge_image',
      'docker_image.runtime_image',
      'docker_network.edge_network',
      'docker_network.group-hq_network',
      'docker_network.group-plant_network',
      'docker_network.mesh',
      'docker_volume.ca',
      'docker_volume.config',
      'docker_volume.group-hq_tokens',
      'docker_volume.group-plant_tokens',
      'docker_volume.relay_r0-state',
      'docker_volume.relay_r1-state',
      'terraform_data.configuration_documents',
      'terraform_data.first-configuration_documents',
      'terraform_data.group-hq_slot-0_gate',
      'terraform_data.group-hq_slot-0_wait',
      'terraform_data.group-hq_slot-1_gate',
      'terraform_data.group-hq_slot-1_wait',
      'terraform_data.group-hq_slot-2_gate',
      'terraform_data.group-hq_slot-2_wait',
      'terraform_data.group-plant_slot-0_gate',
      'terraform_data.group-plant_slot-0_wait',
      'terraform_data.group-plant_slot-1_gate',
      'terraform_data.group-plant_slot-1_wait',
      'terraform_data.relay_r0_gate',
      'terraform_data.relay_r0_wait',
      'terraform_data.relay_r1_gate',
      'terraform_data.relay_r1_wait',
    ]);
  });

  test('speaks to the declared engine and keeps its state beside the output', () => {
    expect(docker({ docker: { host: 'ssh://deploy@lab' } }).json).toMatchObject({
      provider: { docker: [{ host: 'ssh://deploy@lab' }] },
      terraform: {
        backend: { local: { path: '../../../terraform.docker.tfstate' } },
        required_providers: { docker: { source: 'kreuzwerker/docker', version: '3.6.2' } },
      },
    });
  });

  test('lets the edge alone publish a port', () => {
    const publishing = containers(docker()).filter(([, container]) => 'ports' in container);
    expect(publishing.map(([name]) => name)).toEqual(['edge_container']);
  });

  test('gives no container rights, a writable root, or an unlimited memory or log', () => {
    for (const [name, container] of containers(docker())) {
      expect({ name, ...container }).toMatchObject({
        name: expect.any(String) as unknown,
        user: '65532:65532',
        read_only: true,
        privileged: false,
        capabilities: { drop: ['ALL'] },
        security_opts: ['no-new-privileges:true'],
        memory: expect.any(Number) as unknown,
        memory_swap: container['memory'],
        log_opts: { 'max-size': '10m', 'max-file': '3' },
        destroy_grace_seconds: 45,
        must_run: false,
      });
    }
  });

  test('connects connectors with the relay and their own backends, and nothing else', () => {
    const synthesized = docker();
    expect(networksOf(synthesized.resource('docker_container.group-hq_slot-0_container'))).toEqual([
      '${docker_network.mesh.name}',
      '${docker_network.group-hq_network.name}',
    ]);
    expect(synthesized.resource('docker_network.mesh')).toMatchObject({ internal: true });
    expect(synthesized.resource('docker_network.group-hq_network')).toMatchObject({
      name: 'contoso-apps-hq',
      internal: true,
    });
    expect(synthesized.resource('docker_container.relay_r0_container')).toMatchObject({
      networks_advanced: [
        { name: '${docker_network.mesh.name}', aliases: ['relays'] },
        { name: '${docker_network.edge_network.name}', aliases: ['relays'] },
      ],
    });
    expect(synthesized.resource('docker_container.group-hq_enrolment_container')).toMatchObject({
      network_mode: 'none',
    });
  });

  test('gives networks and volumes a name and nothing else, as a change of more would get stuck', () => {
    const synthesized = docker();
    for (const volume of Object.values(synthesized.resources('docker_volume'))) {
      expect(Object.keys(volume).filter((key) => key !== '//')).toEqual(['name']);
    }
    for (const network of Object.values(synthesized.resources('docker_network'))) {
      expect(['internal', 'name']).toEqual(
        expect.arrayContaining(Object.keys(network).filter((key) => key !== '//')),
      );
    }
  });

  test('shows the certificate authority to relay instances alone, and its documents never to a connector', () => {
    const withVolume = (volume: string) =>
      containers(docker())
        .filter(([, container]) =>
          JSON.stringify(container['mounts'] ?? []).includes(`docker_volume.${volume}.`),
        )
        .map(([name]) => name);
    const relays = ['relay_r0_container', 'relay_r1_container'];
    expect(withVolume('ca')).toEqual(relays);
    expect(withVolume('config')).toEqual([
      'group-hq_enrolment_container',
      'group-plant_enrolment_container',
      ...relays,
    ]);
  });

  test('gives a token as many uses as the group has connectors', () => {
    const command = docker().resource('docker_container.group-hq_enrolment_container')['command'] as string[];
    expect(command.join(' ')).toBe(
      'token create --store /config --deployment contoso --group hq --expires 24h --uses 3 --trust /enrol/ca.pem --out /enrol/token',
    );
  });

  test("publishes the relay's own documents into a new volume, for machines to come into service by", () => {
    const first = docker().resource('terraform_data.first-configuration_documents');
    expect(Object.keys(first['input'] as object)).toEqual(['groups/default', 'relay']);
    expect(first).toMatchObject({
      triggers_replace: ['${docker_volume.config.id}'],
      lifecycle: { ignore_changes: ['input'] },
    });
    expect(first).not.toHaveProperty('depends_on');
    expect(JSON.stringify(first)).toContain('--to /config --first');
  });

  test('publishes after every gate, and no machine waits for the publication or the enrolment', () => {
    const synthesized = docker();
    const gates = synthesized.addresses.filter((address) => address.endsWith('_gate'));
    expect([...(synthesized.resource(PUBLICATION)['depends_on'] as string[])].sort()).toEqual(gates);
    for (const [name, container] of containers(synthesized)) {
      expect(`${name}: ${JSON.stringify(container)}`).not.toMatch(/terraform_data|docker_container\./);
    }
  });

  test('publishes a document for the relay, for every group and for the group default', () => {
    const documents = docker().resource(PUBLICATION)['triggers_replace'] as Record<string, string>;
    expect(Object.keys(documents)).toEqual([
      'egress/hq',
      'egress/plant',
      'groups/default',
      'groups/hq',
      'groups/plant',
      'relay',
    ]);
    expect(JSON.parse(documents['groups/hq'] ?? '')).toMatchObject({
      applications: { erp: {}, intranet: {} },
    });
  });

  test('a change of an application changes the publication and no machine', () => {
    const after = docker({
      groups: {
        ...DEFAULT_GROUPS,
        plant: { applications: { mes: { url: 'http://10.20.0.11' }, scada: { timeoutSeconds: 180 } } },
      },
    });
    expect(changed(docker(), after)).toEqual([PUBLICATION]);
  });

  test('a new group changes nothing of the others', () => {
    const after = docker({ groups: { branch: {}, ...DEFAULT_GROUPS } });
    expect(changed(docker(), after).filter((address) => !address.includes('.group-branch_'))).toEqual([
      PUBLICATION,
    ]);
  });

  test('one more connector changes no other machine', () => {
    const after = docker({
      groups: { ...DEFAULT_GROUPS, plant: { ...DEFAULT_GROUPS['plant'], connectors: 3 } },
    });
    expect(changed(docker(), after)).toEqual([
      'docker_container.group-plant_enrolment_container',
      'docker_container.group-plant_slot-2_container',
      PUBLICATION,
      'terraform_data.group-plant_slot-2_gate',
      'terraform_data.group-plant_slot-2_wait',
    ]);
  });

  test('a rollout replaces the machines and leaves the edge, whose port would close, alone', () => {
    const after = changed(docker(), docker({ rolloutSalt: 'again' }));
    expect(after).toContain('docker_container.relay_r0_container');
    expect(after).toContain('docker_container.group-plant_slot-0_container');
    expect(after).not.toContain('docker_container.edge_container');
  });

  test('one more relay instance changes neither the edge nor a connector', () => {
    const instances = Object.fromEntries(
      ['r0', 'r1', 'r2'].map((name) => [name, { name, region: 'local', home: true }]),
    );
    expect(changed(docker(), docker({ relay: { instances } }))).toEqual([
      'docker_container.relay_r2_container',
      'docker_volume.relay_r2-state',
      PUBLICATION,
      'terraform_data.relay_r2_gate',
      'terraform_data.relay_r2_wait',
    ]);
  });

  test('runs the relay instances of the home region alone', () => {
    const instances = {
      r0: { name: 'r0', region: 'westeurope', home: true },
      'northeurope-r0': { name: 'northeurope-r0', region: 'northeurope', home: false },
    };
    const relays = docker({ relay: { instances } }).addresses.filter((address) =>
      address.startsWith('docker_container.relay_'),
    );
    expect(relays).toEqual(['docker_container.relay_r0_container']);
  });

  test('shows files of the host to those that read them, at their own path and read-only', () => {
    const synthesized = docker({
      relay: {
        certificates: {
          default: {
            hosts: ['apps.example.com'],
            issuer: 'Self',
            files: { certificate: '/etc/tls/apps.pem', key: '/etc/tls/apps.key' },
            validityMonths: 12,
          },
        },
      },
      groups: {
        hq: {
          proxy: {
            url: 'http://proxy:3128',
            host: 'proxy',
            port: 3128,
            cidrs: [],
            credentials: { file: '/etc/proxy/hq' },
          },
        },
        plant: {},
      },
    });
    const bind = (path: string) => ({ type: 'bind', source: path, target: path, read_only: true });
    expect(synthesized.resource('docker_container.relay_r1_container')).toMatchObject({
      mounts: expect.arrayContaining([bind('/etc/tls/apps.key'), bind('/etc/tls/apps.pem')]) as unknown,
    });
    expect(synthesized.resource('docker_container.group-hq_slot-1_container')).toMatchObject({
      mounts: expect.arrayContaining([bind('/etc/proxy/hq')]) as unknown,
    });
    expect(
      JSON.stringify(synthesized.resource('docker_container.group-plant_slot-1_container')),
    ).not.toContain('/etc/');
  });

  test('gives a group on external hosts everything but machines', () => {
    const synthesized = docker({ groups: { ...DEFAULT_GROUPS, depot: { placement: 'external' } } });
    expect(synthesized.addresses.filter((address) => address.includes('.group-depot_'))).toEqual([
      'docker_container.group-depot_enrolment_container',
      'docker_volume.group-depot_tokens',
    ]);
    expect(synthesized.resource(PUBLICATION)).toMatchObject({
      triggers_replace: {
        'groups/depot': expect.any(String) as unknown,
        'egress/depot': expect.any(String) as unknown,
      },
    });
    const { depot } = (synthesized.json as { output: { external_groups: { value: { depot: string[] } } } })
      .output.external_groups.value;
    expect(depot.slice(0, 4)).toEqual([
      '# beside the engine: the token that is written for this group, valid for a day from the apply',
      'docker cp contoso-enrol-depot:/enrol/token depot.token',
      "# the engine publishes the users' port alone: the connectors must be on its network contoso-mesh",
      expect.stringMatching(/^# copy depot\.token to each of the 2 hosts/),
    ]);
    expect(depot).toContainEqual(
      expect.stringMatching(/^app-proxy connector install .*--token-file depot\.token$/),
    );
  });

  test('has no output for external groups where there are none', () => {
    expect(docker().json['output']).toEqual({
      application_networks: {
        description: 'Networks to attach the backends of each group to',
        value: {
          hq: '${docker_network.group-hq_network.name}',
          plant: '${docker_network.group-plant_network.name}',
        },
      },
    });
  });

  test('moves what a group had under its former name', () => {
    const { plant } = DEFAULT_GROUPS;
    const { json } = docker({ groups: { factory: { ...plant, formerly: 'plant' } } });
    expect(json['moved']).toEqual(
      expect.arrayContaining([
        {
          from: 'docker_container.group-plant_slot-0_container',
          to: 'docker_container.group-factory_slot-0_container',
        },
        { from: 'terraform_data.group-plant_slot-0_gate', to: 'terraform_data.group-factory_slot-0_gate' },
        { from: 'docker_network.group-plant_network', to: 'docker_network.group-factory_network' },
      ]),
    );
  });

  test('says everything that one engine cannot hold at once', () => {
    const groups = Object.fromEntries(Array.from({ length: 29 }, (_, index) => [`g${index}`, {}]));
    const certificate = {
      hosts: ['apps.example.com'],
      issuer: 'Self',
      files: { certificate: '/etc/tls/apps.pem', key: 'apps.key' },
      validityMonths: 12,
    };
    expect(() => docker({ groups, relay: { certificates: { default: certificate } } })).toThrow(
      "docker: deployment 'contoso' has 29 connector groups with machines, allowed on one Docker engine: at most 28, as each " +
        "has a network and the engine's address pools end there: move groups to another deployment or to external hosts; " +
        "relay refers to the file 'apps.key', allowed for Docker: an absolute path on the engine's host: write the path " +
        'that the file has there',
    );
  });

  test('refuses a deployment that has no target docker', () => {
    expect(() => docker({ docker: null })).toThrow(
      "deployment 'contoso' has no target docker: declare targets.docker",
    );
  });

  describe('on disk', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'docker-stack-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    const files = (name: string, declared: Deployment): Record<string, string> => {
      const outdir = join(folder, name);
      const app = new App({ outdir });
      new DockerStack(app, 'docker', declared);
      app.synth();
      const root = join(outdir, 'stacks', 'docker');
      return Object.fromEntries(
        readdirSync(root, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry): [string, string] => {
            const path = join(entry.parentPath, entry.name);
            return [path.slice(root.length + 1), readFileSync(path, 'utf8')];
          })
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    };

    test('a second synthesis gives the same bytes, and nothing of this machine or a secret is in them', () => {
      const declared = deployment({ azure: null });
      const first = files('first', declared);
      expect(Object.keys(first)).toEqual([
        expect.stringMatching(/^assets\/runtime_context\/[0-9a-f]{12}\/Dockerfile$/),
        expect.stringMatching(/^assets\/runtime_context\/[0-9a-f]{12}\/app-proxy$/),
        'cdk.tf.json',
      ]);
      expect(files('second', declared)).toEqual(first);
      const stack = first['cdk.tf.json'] ?? '';
      const machine = [folder, homedir(), process.cwd(), dirname(declared.runtime.artifact)];
      expect(machine.filter((path) => stack.includes(`${path}/`))).toEqual([]);
      expect(stack).not.toMatch(/PRIVATE KEY|password|TOKEN=/i);
    });
  });
});
