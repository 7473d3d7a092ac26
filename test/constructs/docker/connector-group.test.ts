import { Network } from '@cdktf/provider-docker/lib/network';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { TerraformStack } from 'cdktf';
import { ConnectorGroup, RuntimeImage, type ConnectorGroupProps } from '../../../constructs/docker';
import { synthesizedStack, testApp } from '../../assertions';
import { deployment, groupOf, type GroupOptions } from '../../deployment';

/** The group `hq` in a stack of a user's own. */
const composed = (options: GroupOptions = {}, props: Partial<ConnectorGroupProps> = {}) => {
  const declared = deployment({ azure: null, groups: { hq: options } });
  const stack = new TerraformStack(testApp(), 'mine');
  new DockerProvider(stack, 'docker', {});
  const group = new ConnectorGroup(stack, 'hq', {
    deployment: declared,
    group: groupOf(declared, 'hq'),
    image: new RuntimeImage(stack, 'runtime', {
      repository: 'program',
      baseImage: 'debian',
      artifact: declared.runtime.artifact,
    }),
    mesh: new Network(stack, 'mesh', { name: 'my-mesh' }),
    configuration: new Volume(stack, 'config', { name: 'my-config' }),
    ...props,
  });
  return { group, synthesized: synthesizedStack(stack) };
};

describe('ConnectorGroup', () => {
  test('adds machines, gates and enrolment to a stack of ones own, and no provider, backend or output', () => {
    const { synthesized } = composed({ connectors: 3 });
    expect(
      Object.keys(synthesized.resources('terraform_data')).filter((name) => name.includes('gate')),
    ).toHaveLength(3);
    expect(Object.keys(synthesized.resources('docker_container'))).toHaveLength(4);
    expect(synthesized.json['provider']).toEqual({ docker: [{}] });
    expect(synthesized.json).not.toHaveProperty('output');
    expect(synthesized.json).not.toHaveProperty('terraform.backend');
  });

  test('takes networks that exist', () => {
    const { group, synthesized } = composed({}, { networks: ['erp'] });
    expect(group.slots).toHaveLength(2);
    const [first] = group.slots;
    const container = Object.values(synthesized.resources('docker_container')).find(
      ({ name }) => name === first?.name,
    );
    expect(container).toMatchObject({
      networks_advanced: [{}, {}, { name: 'erp' }],
    });
  });

  test('says in its bootstrap where everything is, without a secret', () => {
    const { synthesized } = composed();
    const bootstraps = Object.values(synthesized.resources('docker_container')).flatMap(({ env }) =>
      ((env ?? []) as string[]).filter((entry) => entry.startsWith('APP_PROXY_BOOTSTRAP=')),
    );
    expect(bootstraps.map((entry) => JSON.parse(entry.slice(entry.indexOf('=') + 1)) as unknown)).toEqual(
      [0, 1].map((slot) => ({
        version: 1,
        deployment: 'contoso',
        group: 'hq',
        slot,
        relay: { name: 'relays' },
        trust: { file: '/enrol/ca.pem' },
        enrolment: { method: 'token', token: { file: '/enrol/token' } },
        stateDirectory: '/state',
      })),
    );
  });

  test('refuses one connector alone, unless the group says why', () => {
    expect(() => composed({ connectors: 1 })).toThrow(
      "mine/hq: group 'hq' has 1 connector, allowed: two or more, or fewerThanTwo with a reason",
    );
    expect(() => composed({ connectors: 1, fewerThanTwo: { reason: 'a trial' } })).not.toThrow();
  });

  test('refuses a group on external hosts', () => {
    expect(() => composed({ placement: 'external' })).toThrow(
      "mine/hq: group 'hq' is on external hosts: use ExternalGroup for it, the kit makes no machine",
    );
  });
});
