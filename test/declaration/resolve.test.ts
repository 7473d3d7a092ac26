import { createHash, generateKeyPairSync } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDeclaration, type Declaration } from '../../declaration';
import { AZURE, deploymentOf, directoryWith, findingsOf, lines, LOCAL, removeDirectories } from './declared';

afterAll(removeDirectories);

const ONE = 'groups:\n  hq:\n    size: Standard_D2s_v5\n    connectors: 2\n';

describe('defaults', () => {
  it('of a deployment on Azure', () => {
    const { targets, relay, rolloutSalt, capacity } = deploymentOf(AZURE);

    expect(targets).toEqual({
      azure: {
        environment: 'public',
        region: 'westeurope',
        tenantId: '00000000-0000-0000-0000-000000000000',
        subscriptionId: '00000000-0000-0000-0000-000000000001',
        regions: {
          westeurope: {
            name: 'westeurope',
            addressSpace: '10.80.0.0/16',
            subnets: {},
            egress: 'nat',
            dnsServers: [],
          },
        },
        shards: 1,
        backend: 'local',
        image: {
          publisher: 'Canonical',
          offer: 'ubuntu-24_04-lts',
          sku: 'server',
          version: '24.04.202510010',
        },
        administrator: { username: 'appproxy' },
        existing: {},
        deployers: {},
        allowedIps: [],
        alertEmails: {},
        logRetentionDays: 90,
        tags: {},
      },
    });
    expect(relay).toEqual({
      size: 'Standard_D4s_v5',
      instances: {
        r0: { name: 'r0', region: 'westeurope', zone: '1', home: true },
        r1: { name: 'r1', region: 'westeurope', zone: '2', home: true },
      },
      endpointCidrs: [],
      certificates: {
        default: { hosts: ['apps.example.com', '*.apps.example.com'], issuer: 'Self', validityMonths: 12 },
      },
      timeouts: { defaultSeconds: 85, longSeconds: 180 },
      limits: { requestHeaderKiB: 64, connections: 20000 },
      inactiveDays: 10,
      signIn: {},
    });
    expect(rolloutSalt).toBe('');
    expect(capacity).toEqual({ profiles: {}, prices: {}, series: 'Dsv5' });
  });

  it('of the targets docker and local', () => {
    expect(deploymentOf(LOCAL.replace('local: {}', 'local: {}, docker: {}')).targets).toEqual({
      docker: {
        host: 'unix:///var/run/docker.sock',
        baseImage: 'debian:bookworm-slim',
        edgeImage: 'haproxy:3.2-alpine',
        httpsPort: 8443,
        bindAddress: '127.0.0.1',
        connectorMemoryMiB: 512,
        relayMemoryMiB: 1024,
      },
      local: {},
    });
  });

  it('of a group and an application', () => {
    const { hq } = deploymentOf(
      `${AZURE}${ONE}    applications:\n      crm: { url: "https://10.1.0.20/base/" }\n`,
    ).groups;

    expect(hq).toMatchObject({
      name: 'hq',
      placement: { region: 'westeurope', zones: ['1', '2', '3'] },
      egress: { mode: 'nat', allow: {} },
      enrolment: 'managed-identity',
      limits: { connections: 200 },
      update: { owner: 'terraform', channel: 'stable', canary: false, allowOutage: false },
      shard: 0,
      applications: {
        crm: {
          name: 'crm',
          group: 'hq',
          host: 'crm.apps.example.com',
          path: '/',
          backend: {
            url: 'https://10.1.0.20/base',
            protocol: 'https',
            host: '10.1.0.20',
            port: 443,
            cidrs: ['10.1.0.20/32'],
            tls: { verify: 'full' },
          },
          timeoutSeconds: 85,
          hostHeader: 'external',
          translate: { redirects: false, cookies: false },
          headers: { request: { set: {}, remove: [] }, response: { set: {}, remove: [] } },
          limits: {},
          affinity: 'none',
          preAuthentication: 'passthrough',
        },
      },
    });
    expect(hq?.plan).toMatchObject({ profileName: 'seed-2023', size: 'Standard_D2s_v5', connectors: 2 });
    expect(hq).not.toHaveProperty('load');
    expect(hq?.update).not.toHaveProperty('window');
  });

  it('of a group on hosts of your own', () => {
    expect(
      deploymentOf(`${AZURE}groups: { x: { connectors: 2, placement: external } }\n`).groups.x,
    ).toMatchObject({
      placement: 'external',
      enrolment: 'token',
      plan: { connectors: 2 },
    });
  });

  it('of an update window, an image and a backend that say the least', () => {
    const { groups, targets } = deploymentOf(
      `${AZURE}    backend: { resourceGroup: rg, storageAccount: states, container: tfstate }\n    administrator: {}\ngroups: { a: { size: Standard_D2s_v5, connectors: 2, update: { window: { start: "02:00" } } } }\n`,
    );

    expect(groups.a?.update.window).toEqual({
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      start: '02:00',
      hours: 4,
    });
    expect(targets.azure?.backend).toEqual({
      resourceGroup: 'rg',
      storageAccount: 'states',
      container: 'tfstate',
      keyPrefix: '',
    });
    expect(targets.azure?.administrator).toEqual({ username: 'appproxy' });
  });
});

describe('what is resolved', () => {
  it('host names are in IDNA form, lower case, without a trailing dot', () => {
    const deployment = deploymentOf(
      `${LOCAL.replace('apps.example.com', 'Bücher.Example.')}groups:\n  hq:\n    connectors: 2\n    applications:\n      a: { url: "http://Büro.Corp.:8080" }\n      b: { url: "http://10.1.0.20", host: "LESEN.bücher.example." }\n`,
    );

    expect(deployment.domain).toBe('xn--bcher-kva.example');
    expect(deployment.groups.hq?.applications.a).toMatchObject({
      host: 'a.xn--bcher-kva.example',
      backend: { host: 'xn--bro-hoa.corp', url: 'http://xn--bro-hoa.corp:8080', cidrs: [] },
    });
    expect(deployment.groups.hq?.applications.b?.host).toBe('lesen.xn--bcher-kva.example');
    expect(deployment.relay.certificates.default?.hosts).toEqual([
      'xn--bcher-kva.example',
      '*.xn--bcher-kva.example',
    ]);
  });

  it('time-outs are seconds', () => {
    const apps = deploymentOf(
      `${LOCAL}relay: { timeouts: { longSeconds: 600 } }\ngroups:\n  hq:\n    connectors: 2\n    applications:\n      a: { url: "http://10.1.0.20", timeout: long }\n      b: { url: "http://10.1.0.20", timeout: 7 }\n      c: { url: "http://10.1.0.20", timeout: default }\n`,
    ).groups.hq?.applications;

    expect([apps?.a, apps?.b, apps?.c].map((one) => one?.timeoutSeconds)).toEqual([600, 7, 85]);
  });

  it('relay instances have names, zones in turn, and a home', () => {
    const { instances } = deploymentOf(
      `${AZURE}    regions: { northeurope: {}, westus: {} }\nrelay: { instances: 3, zones: ["1", "3"], regions: { northeurope: { zones: ["2"] }, westus: {} } }\n`,
    ).relay;

    expect(Object.values(instances).map(({ name, zone, home }) => [name, zone, home])).toEqual([
      ['northeurope-r0', '2', false],
      ['northeurope-r1', '2', false],
      ['r0', '1', true],
      ['r1', '3', true],
      ['r2', '1', true],
      ['westus-r0', undefined, false],
      ['westus-r1', undefined, false],
    ]);
  });

  it('a shard comes from the name of the group alone', () => {
    const shards = (names: readonly string[]): readonly (number | undefined)[] => {
      const { groups } = deploymentOf(
        `${AZURE}    shards: 16\ngroups:\n${names.map((name) => `  ${name}: { size: Standard_D2s_v5, connectors: 2 }\n`).join('')}  set: { size: Standard_D2s_v5, connectors: 2, shard: 5 }\n`,
      );
      return [groups.hq?.shard, groups.plant?.shard, groups.set?.shard];
    };

    expect(shards(['hq', 'plant'])).toEqual([
      Number.parseInt(createHash('sha256').update('hq').digest('hex').slice(0, 8), 16) % 16,
      Number.parseInt(createHash('sha256').update('plant').digest('hex').slice(0, 8), 16) % 16,
      5,
    ]);
    expect(shards(['plant', 'a', 'hq', 'b'])).toEqual(shards(['hq', 'plant']));
  });

  it('the order in which things are written leaves no trace', () => {
    const one = deploymentOf(
      `${AZURE}    tags: { b: x, a: y }\ngroups:\n  b: { size: Standard_D2s_v5, connectors: 2, applications: { z: { url: "http://10.1.0.1" }, y: { url: "http://10.1.0.2", headers: { request: { set: { B: x, A: y }, remove: [D, C] } } } } }\n  a: { size: Standard_D2s_v5, connectors: 2 }\n`,
    );
    const other = deploymentOf(
      `${AZURE}    tags: { a: y, b: x }\ngroups:\n  a: { size: Standard_D2s_v5, connectors: 2 }\n  b: { connectors: 2, size: Standard_D2s_v5, applications: { y: { headers: { request: { remove: [C, D], set: { A: y, B: x } } }, url: "http://10.1.0.2" }, z: { url: "http://10.1.0.1" } } }\n`,
    );
    const text = (value: unknown): string =>
      JSON.stringify(value, (key, item: unknown) => (key === 'source' ? undefined : item));

    expect(text(one)).toBe(text(other));
    expect(Object.keys(one.groups)).toEqual(['a', 'b']);
  });

  it('the deployment is frozen, all of it', () => {
    const deployment = deploymentOf(`${AZURE}${ONE}    load:\n`.replace('    load:\n', ''));
    const thawed: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'object' && value !== null) {
        if (!Object.isFrozen(value)) {
          thawed.push(path);
        }
        Object.entries(value).forEach(([key, item]) => {
          walk(item, `${path}.${key}`);
        });
      }
    };
    walk(deployment, '');

    expect(thawed).toEqual([]);
  });

  it('groups know where they are declared', () => {
    const source = deploymentOf(`${LOCAL}groups:\n\n  hq:\n    connectors: 2\n`).groups.hq?.source;

    expect(source?.line).toBe(7);
    expect(source?.file.endsWith('app-proxy.yaml')).toBe(true);
  });

  it('certificate authorities are read from beside the file that names them, without comments', () => {
    const directory = directoryWith({
      'ca.key': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
        type: 'pkcs8',
        format: 'pem',
      }),
    });
    execFileSync('openssl', [
      'req',
      '-x509',
      '-key',
      join(directory, 'ca.key'),
      '-subj',
      '/CN=test',
      '-out',
      join(directory, 'ca.pem'),
    ]);
    const pem = readFileSync(join(directory, 'ca.pem'), 'utf8');
    const files = {
      'groups/ca.pem': `subject=CN=test\n${pem}`,
      'groups/a.yaml':
        'groups:\n  a:\n    connectors: 2\n    applications:\n      x: { url: "https://10.1.0.20", backendTls: { ca: { file: ca.pem } } }\n',
      'with-key.pem': `${pem}${readFileSync(join(directory, 'ca.key'), 'utf8')}`,
    };

    expect(
      deploymentOf(`${LOCAL}include: [groups/*.yaml]\n`, files).groups.a?.applications.x?.backend.tls?.ca,
    ).toBe(pem);
    expect(
      findingsOf(
        `${LOCAL}groups: { a: { connectors: 2, applications: { x: { url: "https://10.1.0.20", backendTls: { ca: { file: with-key.pem } } } } } }\n`,
        files,
      ),
    ).toEqual([
      "app-proxy.yaml:5:104: groups.a.applications.x.backendTls.ca.file: holds a private key; given 'with-key.pem'; name a file with the public certificates alone, and replace that key: it may have been read",
    ]);
  });
});

describe('the program', () => {
  it('comes with the kit: a bundle, until an executable of it is needed', () => {
    const { runtime } = deploymentOf(LOCAL);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };

    expect(runtime).toEqual({
      version,
      artifact: join(process.cwd(), 'dist/app-proxy.cjs'),
      sha256: createHash('sha256').update(readFileSync('dist/app-proxy.cjs')).digest('hex'),
    });
  });

  it('may be one of your own, beside the declaration', () => {
    const sha256 = createHash('sha256').update('program').digest('hex');
    const text = `${LOCAL}runtime: { version: 1.2.3, artifact: program, sha256: ${sha256} }\n`;

    expect(deploymentOf(text, { program: 'program' }).runtime).toMatchObject({ version: '1.2.3', sha256 });
    expect(findingsOf(text, { program: 'another' })).toEqual([
      `app-proxy.yaml:5:55: runtime.sha256: the program has another digest; given ${sha256}; allowed: ${createHash('sha256').update('another').digest('hex')}; check where the file comes from, then correct the digest`,
    ]);
    expect(findingsOf(text)).toEqual([
      "app-proxy.yaml:5:38: runtime.artifact: the program cannot be read; given 'program'; correct the path: it is relative to the declaration",
    ]);
  });

  test('is no device, which may never end', () => {
    expect(findingsOf(`${LOCAL}runtime: { artifact: /dev/zero }\n`)).toEqual([
      "app-proxy.yaml:5:22: runtime.artifact: the program cannot be read; given '/dev/zero'; correct the path: it is relative to the declaration",
    ]);
  });
});

describe('a declaration made in TypeScript', () => {
  const declaration: Declaration = {
    version: 1,
    name: 'contoso',
    domain: 'apps.example.com',
    targets: { local: {} },
    groups: { hq: { connectors: 2, applications: { crm: { url: 'http://10.1.0.20' } } } },
  };

  it('is resolved as its YAML is, and left as it was', () => {
    const result = resolveDeclaration(declaration, { baseDirectory: '.', makeProgram: false });
    const fromYaml = deploymentOf(
      `${LOCAL}groups: { hq: { connectors: 2, applications: { crm: { url: "http://10.1.0.20" } } } }\n`,
    );

    expect(result.ok && { ...result.deployment.groups.hq, source: undefined }).toEqual({
      ...fromYaml.groups.hq,
      source: undefined,
    });
    expect(Object.isFrozen(declaration.groups?.hq)).toBe(false);
  });

  it('meets the same rules, with findings that have no place', () => {
    const wrong = { ...declaration, name: 'X', groups: { default: { connectors: 1 } } };

    expect(lines(resolveDeclaration(wrong, { baseDirectory: '.' }))).toEqual([
      "name: has the wrong form; given 'X'; allowed: 2 to 12 lower-case letters and digits, a letter first",
      "groups.default: the group 'default' exists always, serves nothing and cannot be declared; give the group another name",
      "groups.default.connectors: group 'default' has fewer than two connectors, so each update and each fault interrupts it; given 1; allowed: 2 or more; declare two, or say why one is enough in fewerThanTwo.reason",
    ]);
  });
});
