import { Edge } from '../../../constructs/docker/edge';
import { EDGE_CONFIGURATION } from '../../../constructs/docker/edge-configuration';
import { synthesizedDocker } from './docker-synthesis';

const edge = (changes: { image?: string; memoryMiB?: number; httpsPort?: number } = {}) =>
  synthesizedDocker((stack) => {
    new Edge(stack, 'edge', {
      name: 'contoso-edge',
      image: 'haproxy:3.2-alpine',
      httpsPort: 8443,
      bindAddress: '127.0.0.1',
      ...changes,
    });
  });

describe('Edge', () => {
  test('publishes the one port where it is declared', () => {
    expect(edge().resource('docker_container.edge_container')).toMatchObject({
      name: 'contoso-edge',
      ports: [{ internal: 8443, external: 8443, ip: '127.0.0.1', protocol: 'tcp' }],
    });
  });

  test('is on its own network alone, which the engine publishes ports from', () => {
    const synthesized = edge();
    expect(synthesized.resource('docker_container.edge_container')).toMatchObject({
      networks_advanced: [{ name: '${docker_network.edge_network.name}' }],
    });
    expect(synthesized.resource('docker_network.edge_network')).not.toHaveProperty('internal');
  });

  test('is the only machine that is not created before the old one goes: two cannot have one port', () => {
    expect(edge().resource('docker_container.edge_container')).not.toHaveProperty(
      'lifecycle.create_before_destroy',
    );
  });

  test('gets its configuration by the environment and becomes HAProxy itself', () => {
    expect(edge().resource('docker_container.edge_container')).toMatchObject({
      entrypoint: ['/bin/sh', '-c'],
      command: [expect.stringContaining('exec haproxy -db -f /tmp/haproxy.cfg')],
      env: [`HAPROXY_CONFIGURATION=${EDGE_CONFIGURATION}`],
      stop_signal: 'SIGUSR1',
    });
  });

  test('passes connections through unread to relay instances that say they are ready', () => {
    expect(EDGE_CONFIGURATION).toContain('mode tcp');
    expect(EDGE_CONFIGURATION).toContain('option httpchk GET /readyz');
    expect(EDGE_CONFIGURATION).toContain('check port 8081');
    expect(EDGE_CONFIGURATION).toContain('relays:8443');
    expect(EDGE_CONFIGURATION).not.toMatch(/mode http|ssl/);
  });

  test('opens its port again soon, where connections stay open between two requests', () => {
    expect(EDGE_CONFIGURATION).toContain('hard-stop-after 1s');
  });

  test('checks that its port is listened on with what every image of HAProxy has', () => {
    // 0x20FB is 8443, 0A the state of a listening socket.
    expect(edge().resource('docker_container.edge_container')).toMatchObject({
      healthcheck: { test: ['CMD', 'grep', '-q', ':20FB 0*:0000 0A', '/proc/net/tcp', '/proc/net/tcp6'] },
      wait: true,
    });
  });

  test('keeps the image on the engine when it goes', () => {
    expect(edge().resource('docker_image.edge_image')).toMatchObject({
      name: 'haproxy:3.2-alpine',
      keep_locally: true,
    });
  });

  test.each([{ image: 'haproxy:3.3' }, { memoryMiB: 512 }])('has another fingerprint with %p', (changes) => {
    const fingerprint = (synthesized: ReturnType<typeof edge>) =>
      synthesized.resource('docker_container.edge_container')['labels'];
    expect(fingerprint(edge(changes))).not.toEqual(fingerprint(edge()));
  });

  test('refuses a port that does not exist', () => {
    expect(() => edge({ httpsPort: 70_000 })).toThrow(
      'test/edge: httpsPort is 70000, allowed: a whole number from 1 to 65535',
    );
  });
});
