import type { ContainerSettings } from '../../../constructs/docker/container-settings';
import { ContainerSlot } from '../../../constructs/docker/container-slot';
import { someSettings, synthesizedDocker } from './docker-synthesis';

interface Changes {
  readonly settings?: Partial<ContainerSettings>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly rolloutSalt?: string;
  readonly engine?: string;
  readonly gateSeconds?: number;
}

const slot = (changes: Changes = {}) => {
  let generation = '';
  const synthesized = synthesizedDocker((stack) => {
    const { settings, ...rest } = changes;
    const made = new ContainerSlot(stack, 'slot-0', {
      name: 'contoso-hq-slot-0',
      settings: someSettings(stack, settings),
      rolloutSalt: '',
      engine: 'unix:///var/run/docker.sock',
      ...rest,
    });
    generation = made.generation;
  });
  return {
    generation,
    container: synthesized.resource('docker_container.slot-0_container'),
    wait: synthesized.resource('terraform_data.slot-0_wait'),
    gate: synthesized.resource('terraform_data.slot-0_gate'),
  };
};

describe('ContainerSlot', () => {
  test('names the machine after its generation and creates it before the old one goes', () => {
    const { generation, container } = slot();
    expect(generation).toMatch(/^[0-9a-f]{6}$/);
    expect(container).toMatchObject({
      name: `contoso-hq-slot-0-${generation}`,
      hostname: `contoso-hq-slot-0-${generation}`,
      lifecycle: { create_before_destroy: true },
    });
  });

  test('has no rights, a read-only root, limits, and time to drain', () => {
    expect(slot().container).toMatchObject({
      user: '65532:65532',
      read_only: true,
      privileged: false,
      capabilities: { drop: ['ALL'] },
      security_opts: ['no-new-privileges:true'],
      memory: 128,
      memory_swap: 128,
      log_opts: { 'max-size': '10m', 'max-file': '3' },
      destroy_grace_seconds: 45,
      must_run: false,
      init: false,
    });
    expect(slot().container).not.toHaveProperty('ports');
  });

  test('leaves to the generation what the provider compares wrongly', () => {
    expect(slot().container).toMatchObject({
      lifecycle: {
        ignore_changes: expect.arrayContaining(['healthcheck', 'tmpfs', 'log_opts', 'ulimit']) as unknown,
      },
    });
  });

  test.each<[string, Changes]>([
    ['command', { settings: { command: ['connector'] } }],
    ['environment', { settings: { environment: { A: 'b' } } }],
    ['memory', { settings: { memoryMiB: 256 } }],
    ['network', { settings: { networks: [{ network: 'mesh' }] } }],
    ['mount', { settings: { mounts: [{ target: '/state', readOnly: false }] } }],
    ['memory directory', { settings: { memoryDirectories: { '/run': 1 } } }],
    ['health check', { settings: { health: { command: ['/program', 'health'], intervalSeconds: 6 } } }],
    ['label', { labels: { a: 'b' } }],
    ['salt', { rolloutSalt: 'again' }],
  ])('a change of the %s is a new generation', (_, changes) => {
    expect(slot(changes).generation).not.toBe(slot().generation);
  });

  test('a change of how Terraform reaches the engine or waits is none', () => {
    expect(slot({ engine: 'ssh://docker@host', gateSeconds: 10 }).generation).toBe(slot().generation);
  });

  const looking = (seconds: string) => [
    {
      'local-exec': {
        interpreter: ['/bin/sh', '-c'],
        environment: {
          ENGINE: 'tcp://engine:2375',
          CONTAINER: '${docker_container.slot-0_container.id}',
          TIMEOUT: seconds,
        },
      },
    },
  ];

  test('waits for this very container', () => {
    const { wait } = slot({ engine: 'tcp://engine:2375', gateSeconds: 10 });
    expect(wait).toMatchObject({
      triggers_replace: ['${docker_container.slot-0_container.id}'],
      provisioner: looking('10'),
    });
  });

  // Terraform killed during the wait takes it for done: only what comes after it tells that it ended.
  test('looks once more after the wait, without waiting', () => {
    const { gate } = slot({ engine: 'tcp://engine:2375', gateSeconds: 10 });
    expect(gate).toMatchObject({
      triggers_replace: ['${docker_container.slot-0_container.id}', '${terraform_data.slot-0_wait.id}'],
      provisioner: looking('0'),
    });
  });

  test('creates neither before its predecessor goes, as what failed would be in the way', () => {
    const { wait, gate } = slot();
    expect(wait).not.toHaveProperty('lifecycle');
    expect(gate).not.toHaveProperty('lifecycle');
  });

  test('gives a volume that lives and dies with the container where a mount names none', () => {
    const { container } = slot({ settings: { mounts: [{ target: '/state', readOnly: false }] } });
    expect(container).toMatchObject({
      mounts: [{ type: 'volume', target: '/state', read_only: false }],
      remove_volumes: true,
    });
  });

  test('passes text on that Terraform would take for a template', () => {
    const { container } = slot({ settings: { environment: { A: '${b} %{c}' } } });
    expect(container).toMatchObject({ env: ['A=$${b} %%{c}'] });
  });

  test('says all that is wrong with its props', () => {
    expect(() =>
      synthesizedDocker((stack) => {
        new ContainerSlot(stack, 'slot-0', {
          name: 'Contoso',
          settings: someSettings(stack),
          rolloutSalt: '',
          engine: '',
          gateSeconds: 0,
        });
      }),
    ).toThrow(
      "test/slot-0: name is 'Contoso', allowed: 1 to 56 lower-case letters, digits and hyphens; " +
        'gateSeconds is 0, allowed: a whole number from 1 to 3600',
    );
  });
});
