import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { connectorCloudInit, relayCloudInit } from '../../../constructs/azure/boot';
import { MAX_CLOUD_INIT_BYTES } from '../../../constructs/azure/compute-slot';
import { deployment, groupOf, type DeploymentOptions, type GroupOptions } from '../../deployment';

interface CloudConfig {
  readonly write_files: readonly {
    readonly path: string;
    readonly permissions: string;
    readonly content: string;
  }[];
  readonly runcmd: readonly (readonly string[])[];
}

const ARTIFACT = { blobName: 'runtime/azure-groups-0/5e0f/app-proxy' };
const IDENTITY =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id';

function connectorText(group: GroupOptions = {}, options: DeploymentOptions = {}): string {
  const built = deployment({ ...options, groups: { hq: group } });
  return connectorCloudInit(built, groupOf(built, 'hq'), { artifact: ARTIFACT, identity: IDENTITY })(1);
}

function relayText(options: DeploymentOptions = {}): string {
  return relayCloudInit(deployment(options), 'r0', ARTIFACT);
}

function parse(text: string) {
  const { write_files: files, ...rest } = load(text) as CloudConfig;
  return {
    ...rest,
    files: Object.fromEntries(files.map((file) => [file.path, file])),
    environment: Object.fromEntries(
      (files.find(({ path }) => path === '/etc/app-proxy/fetch.env')?.content ?? '')
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
  };
}

describe('cloud-init text of a connector', () => {
  test('is a cloud-config with the bootstrap document, the program and the services', () => {
    const text = connectorText();
    expect(text.startsWith('#cloud-config\n')).toBe(true);
    const { files, runcmd } = parse(text);
    expect(Object.keys(files)).toEqual([
      '/etc/app-proxy/connector.json',
      '/etc/app-proxy/fetch.env',
      '/usr/local/lib/app-proxy/fetch',
      '/etc/systemd/system/app-proxy-fetch.service',
      '/etc/systemd/system/app-proxy-connector.service',
    ]);
    expect(runcmd).toEqual([
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', '--now', '--no-block', 'app-proxy-connector.service'],
    ]);
    expect(JSON.parse(files['/etc/app-proxy/connector.json']?.content ?? '')).toMatchObject({
      deployment: 'contoso',
      group: 'hq',
      slot: 1,
      enrolment: { identity: IDENTITY },
    });
  });

  test('installs no package', () => {
    expect(connectorText()).not.toMatch(/\b(packages:|apt|snap|pip)\b/);
  });

  test('says where the program is, what its digest must be, and which identity may read it', () => {
    const { environment } = parse(connectorText({}, { runtime: { sha256: 'a'.repeat(64) } }));
    expect(environment).toEqual({
      ARTIFACT_IDENTITY: expect.stringMatching(/\/id-contoso-artifact$/) as string,
      ARTIFACT_SHA256: 'a'.repeat(64),
      ARTIFACT_URL: expect.stringMatching(
        /^https:\/\/stcontoso[0-9a-f]{6}\.blob\.core\.windows\.net\/artifacts\/runtime\/azure-groups-0\/5e0f\/app-proxy$/,
      ) as string,
    });
  });

  test('goes through the outbound proxy with credentials that the machine reads from the vault', () => {
    const { environment } = parse(
      connectorText(
        {
          proxy: {
            url: 'http://proxy.corp.example.com:3128',
            host: 'proxy.corp.example.com',
            port: 3128,
            cidrs: ['10.1.1.1'],
            credentials: { keyVaultSecret: 'proxy-login' },
          },
        },
        { azure: { environment: 'usgovernment' } },
      ),
    );
    expect(environment).toMatchObject({
      PROXY_URL: 'http://proxy.corp.example.com:3128',
      PROXY_SECRET_URL: expect.stringMatching(
        /^https:\/\/kv-contoso-[0-9a-f]{6}\.vault\.usgovcloudapi\.net\/secrets\/proxy-login$/,
      ) as string,
      VAULT_AUDIENCE: 'https://vault.usgovcloudapi.net',
      VAULT_IDENTITY: IDENTITY,
    });
  });

  test('holds no secret, whatever the group enrols with', () => {
    for (const enrolment of ['token', 'managed-identity'] as const) {
      expect(connectorText({ enrolment })).not.toMatch(/BEGIN|password|Bearer [A-Za-z0-9]|sig=/);
    }
  });

  test('changes with the slot and the program alone, not with the applications', () => {
    expect(connectorText({ applications: { erp: { url: 'http://10.1.0.5' } } })).toBe(connectorText());
    expect(connectorText({}, { runtime: { sha256: 'b'.repeat(64) } })).not.toBe(connectorText());
  });

  test('fits into the custom data of a machine', () => {
    expect(Buffer.byteLength(connectorText())).toBeLessThan(MAX_CLOUD_INIT_BYTES / 4);
  });
});

describe('cloud-init text of a relay instance', () => {
  test('runs the relay, which may listen on port 443, and logs where the agent collects', () => {
    const { files, runcmd } = parse(relayText());
    const unit = files['/etc/systemd/system/app-proxy-relay.service']?.content ?? '';
    expect(unit).toContain('ExecStart=/usr/local/bin/app-proxy relay --config /etc/app-proxy/relay.json\n');
    expect(unit).toContain('AmbientCapabilities=CAP_NET_BIND_SERVICE\n');
    expect(unit).toContain('SyslogFacility=local0\n');
    expect(runcmd[1]).toContain('app-proxy-relay.service');
    expect(JSON.parse(files['/etc/app-proxy/relay.json']?.content ?? '')).toMatchObject({ instance: 'r0' });
  });
});

describe('systemd units', () => {
  const units = Object.values({ ...parse(relayText()).files, ...parse(connectorText()).files }).filter(
    ({ path }) => path.endsWith('.service'),
  );
  const services = units.filter(({ path }) => !path.endsWith('-fetch.service'));

  test('there are three', () => {
    expect(units).toHaveLength(3);
  });

  test.each(services.map(({ path, content }) => [path, content]))(
    '%s runs always, and only an intact program',
    (_path, text) => {
      expect(text).toContain('Restart=always\n');
      expect(text).toContain('StartLimitIntervalSec=0\n');
      expect(text).toMatch(/^Type=notify\nNotifyAccess=all\nTimeoutStartSec=infinity\nWatchdogSec=60$/m);
      expect(text).toMatch(/ExecStartPre=.*sha256sum --check/);
      expect(text).toContain('After=app-proxy-fetch.service\n');
    },
  );

  test.each(units.map(({ path, content }) => [path, content]))('%s is confined', (_path, text) => {
    for (const line of ['NoNewPrivileges=yes', 'ProtectSystem=strict', 'PrivateTmp=yes', 'ProtectHome=yes']) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toMatch(/^CapabilityBoundingSet=/m);
  });

  test('the connector has no capability and a user of its own', () => {
    const connector = services.find(({ path }) => path.endsWith('-connector.service'))?.content;
    expect(connector).toMatch(/^CapabilityBoundingSet=$/m);
    expect(connector).toMatch(/^DynamicUser=yes$/m);
  });

  const analyze = spawnSync('systemd-analyze', ['--version']).status === 0 ? test : test.skip;
  analyze('systemd takes them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'app-proxy-units-'));
    try {
      const paths = units.map(({ path, content }) => {
        const file = join(directory, path.slice(path.lastIndexOf('/') + 1));
        // The programs that the units start are not on this machine.
        writeFileSync(file, content.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'));
        return file;
      });
      const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], {
        encoding: 'utf8',
      });
      const about = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('app-proxy'));
      expect(about).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
