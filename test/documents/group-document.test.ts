import fc from 'fast-check';
import { defaultGroupDocument, groupDocument, type GroupDocument } from '../../documents/group-document';
import type { ConfigurationDocument } from '../../documents/document';
import { arbitraryDeployment } from '../egress/arbitrary-deployment';
import { DEFAULT_GROUPS, deployment, groupOf } from '../deployment';
import { fullDeployment } from './full-deployment';

function parse({ content }: ConfigurationDocument): GroupDocument {
  return JSON.parse(content) as GroupDocument;
}

const azure = 'azure';

describe('the group document', () => {
  test('has every routing fact of an application', () => {
    const declared = fullDeployment();
    expect(parse(groupDocument(declared, groupOf(declared, 'hq'), azure)).applications['erp']).toEqual({
      host: 'erp.apps.example.com',
      path: '/',
      backend: {
        url: 'https://erp.corp.example/base/@tenant',
        tls: {
          verify: 'chain',
          serverName: 'erp',
          ca: ['-----BEGIN CERTIFICATE-----', 'TUlJ', '-----END CERTIFICATE-----'],
          clientCertificate: { keyVaultSecret: 'erp-client' },
        },
      },
      timeoutSeconds: 85,
      hostHeader: 'external',
      translate: { redirects: false, cookies: false },
      headers: {
        request: { set: { 'X-Published-By': 'app-proxy' }, remove: ['Accept-Language', 'X-Debug'] },
        response: { set: {}, remove: ['Server'] },
      },
      limits: { requestsPerSecond: 200, concurrentRequests: 100, requestBodyMiB: 10 },
      affinity: 'cookie',
      preAuthentication: {
        provider: 'entra',
        allow: { groups: ['admins', 'staff'], claims: { role: 'user' } },
      },
    });
  });

  test('names the vault only where a secret in it is named', () => {
    const declared = fullDeployment();
    expect(parse(groupDocument(declared, groupOf(declared, 'hq'), azure)).vault).toMatch(
      /^https:\/\/kv-contoso-/,
    );
    expect(parse(groupDocument(declared, groupOf(declared, 'plant'), azure)).vault).toBeUndefined();
  });

  test('expects the name of the backend in its certificate where none is declared', () => {
    const declared = deployment();
    const { applications } = parse(groupDocument(declared, groupOf(declared, 'hq'), azure));
    expect(applications['erp']?.backend.tls).toEqual({ verify: 'full', serverName: 'erp.corp.example.com' });
    expect(applications['intranet']?.backend.tls).toBeUndefined();
  });

  test('never names another group', () => {
    fc.assert(
      fc.property(arbitraryDeployment, (declared) => {
        const renamed = Object.fromEntries(
          Object.values(declared.groups).map((group, index) => [
            `zzgroup${index}`,
            { ...group, name: `zzgroup${index}` },
          ]),
        );
        for (const [name, group] of Object.entries(renamed)) {
          const { content } = groupDocument({ ...declared, groups: renamed }, group, azure);
          const named = [...content.matchAll(/zzgroup\d+/g)].map(([match]) => match);
          expect(new Set(named)).toEqual(new Set([name]));
        }
      }),
    );
  });

  test('the group default exists, serves nothing, and needs no declaration', () => {
    const { name, content } = defaultGroupDocument(deployment({ groups: {} }));
    expect(name).toMatch(/^groups\/default-[0-9a-f]{12}\.json$/);
    expect(JSON.parse(content)).toMatchObject({
      group: 'default',
      applications: {},
      connectors: { declared: 0 },
    });
  });
});

describe('what a change of one application changes', () => {
  function changedLines(before: string, after: string): readonly string[] {
    const old = new Set(before.split('\n'));
    return after.split('\n').filter((line) => !old.has(line));
  }

  test('one line of its own group', () => {
    const intranet = { url: 'http://10.10.0.20:8080', timeoutSeconds: 180 };
    const erp = DEFAULT_GROUPS['hq']?.applications?.['erp'] ?? {};
    const before = deployment();
    const after = deployment({
      groups: { ...DEFAULT_GROUPS, hq: { connectors: 3, applications: { erp, intranet } } },
    });
    const documents = (declared: typeof before) =>
      Object.values(declared.groups).map((group) => groupDocument(declared, group, azure));
    const [hqBefore, plantBefore] = documents(before);
    const [hqAfter, plantAfter] = documents(after);
    expect(plantAfter).toEqual(plantBefore);
    expect(hqAfter?.name).not.toBe(hqBefore?.name);
    expect(changedLines(hqBefore?.content ?? '', hqAfter?.content ?? '')).toEqual([
      '      "timeoutSeconds": 180,',
    ]);
  });
});
