import fc from 'fast-check';
import { admissionDocument } from '../../documents/admission-document';
import { connectorBootstrap } from '../../documents/connector-bootstrap';
import { defaultGroupDocument, groupDocument } from '../../documents/group-document';
import { egressListDocument } from '../../documents/egress-list-document';
import { relayBootstrap } from '../../documents/relay-bootstrap';
import { relayDocument } from '../../documents/relay-document';
import type { Deployment } from '../../declaration/model';
import { deriveEgress } from '../../egress/derive-egress';
import { arbitraryDeployment } from '../egress/arbitrary-deployment';
import { groupOf } from '../deployment';
import { ARTIFACT_IDENTITY, fullDeployment, GROUP_IDENTITY, RELAY_IDENTITY } from './full-deployment';
import { DOCUMENT_KINDS, failuresOf, type DocumentKind } from './validators';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every document of a deployment, as a reader gets it. */
function documentsOf(declared: Deployment): readonly (readonly [DocumentKind, Json])[] {
  const written: (readonly [DocumentKind, string])[] = [['group', defaultGroupDocument(declared).content]];
  const identities = { identity: GROUP_IDENTITY, artifactIdentity: ARTIFACT_IDENTITY };
  for (const target of ['azure', 'docker', 'local'] as const) {
    written.push(['relay', relayDocument(declared, target).content]);
    for (const group of Object.values(declared.groups)) {
      written.push(['group', groupDocument(declared, group, target).content]);
      written.push(['egress', egressListDocument(deriveEgress(declared, group, target)).content]);
    }
  }
  for (const group of Object.values(declared.groups)) {
    written.push(['admission', admissionDocument(declared, group, GROUP_IDENTITY).content]);
    for (const options of [{ target: 'azure', ...identities }, { target: 'docker' }] as const) {
      written.push(['connector-bootstrap', JSON.stringify(connectorBootstrap(declared, group, 0, options))]);
    }
  }
  for (const options of [{ target: 'azure', identity: RELAY_IDENTITY }, { target: 'docker' }] as const) {
    written.push(['relay-bootstrap', JSON.stringify(relayBootstrap(declared, 'r0', options))]);
  }
  return written.map(([kind, text]) => [kind, JSON.parse(text) as Json]);
}

const NOTICE: Json = {
  version: 1,
  deployment: 'contoso',
  instance: 'westeurope-r0',
  address: '20.0.0.4:443',
  generation: 'a1b2c3',
  runtime: '0.1.0',
  state: 'ready',
  time: '2026-01-01T00:00:00Z',
};

function allDocuments(): readonly (readonly [DocumentKind, Json])[] {
  return [...documentsOf(fullDeployment()), ['instance-notice', NOTICE]];
}

/** Copies of the value, each with one more key in one of its objects. The keys of `claims` are free. */
function withUnknownKeys(value: Json, path = ''): readonly { readonly path: string; readonly copy: Json }[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) =>
      withUnknownKeys(item, `${path}[${index}]`).map(({ path: at, copy }) => ({
        path: at,
        copy: value.with(index, copy) as Json,
      })),
    );
  }
  if (typeof value !== 'object' || value === null || path.endsWith('.claims')) return [];
  const object = value as { readonly [key: string]: Json };
  return [
    { path, copy: { ...object, 'not a key': 'surplus' } },
    ...Object.entries(object).flatMap(([key, entry]) =>
      withUnknownKeys(entry, `${path}.${key}`).map(({ path: at, copy }) => ({
        path: at,
        copy: { ...object, [key]: copy },
      })),
    ),
  ];
}

describe('the schemas of the documents', () => {
  test('accept every document of a deployment that uses everything', () => {
    const documents = allDocuments();
    expect(new Set(documents.map(([kind]) => kind))).toEqual(new Set(DOCUMENT_KINDS));
    for (const [kind, document] of documents)
      expect({ kind, failures: failuresOf(kind, document) }).toEqual({ kind, failures: [] });
  });

  test('accept every document of any deployment', () => {
    fc.assert(
      fc.property(arbitraryDeployment, (declared) => {
        for (const [kind, document] of documentsOf(declared)) {
          expect({ kind, failures: failuresOf(kind, document) }).toEqual({ kind, failures: [] });
        }
      }),
      { numRuns: 40 },
    );
  });

  // An instance reads the notices of one that may be of the next version.
  const strict = DOCUMENT_KINDS.filter((kind) => kind !== 'instance-notice');
  test.each(strict)('refuse an unknown key anywhere in a document of the kind %s', (kind) => {
    const broken = allDocuments()
      .filter(([of]) => of === kind)
      .flatMap(([, document]) => withUnknownKeys(document));
    expect(broken.length).toBeGreaterThan(0);
    for (const { path, copy } of broken)
      expect({ path, refused: failuresOf(kind, copy).length > 0 }).toEqual({ path, refused: true });
  });

  test.each(DOCUMENT_KINDS)(
    'refuse a document of the kind %s of another version, or with a missing part',
    (kind) => {
      const minimal = allDocuments().find(([of]) => of === kind)?.[1] as { readonly [key: string]: Json };
      expect(failuresOf(kind, { ...minimal, version: 2 })).not.toEqual([]);
      const optional = ['vault', 'proxy'];
      for (const key of Object.keys(minimal).filter((name) => !optional.includes(name))) {
        const rest = Object.fromEntries(Object.entries(minimal).filter(([name]) => name !== key));
        expect({ key, refused: failuresOf(kind, rest).length > 0 }).toEqual({ key, refused: true });
      }
    },
  );

  test.each<[DocumentKind, string, readonly string[], Json]>([
    ['relay', 'a certificate without a host', ['certificates', 'default', 'hosts'], []],
    ['relay', 'a secret in place of a reference', ['signIn', 'entra', 'clientSecret'], 'hunter2'],
    ['relay', 'a digest that is cut', ['runtime', 'sha256'], 'abc'],
    [
      'group',
      'user and password in a backend URL',
      ['applications', 'erp', 'backend', 'url'],
      'http://u:p@host',
    ],
    [
      'group',
      'a line end in a header',
      ['applications', 'erp', 'headers', 'request', 'set', 'X-Published-By'],
      'a\r\nb',
    ],
    ['egress', 'a rule without a port', ['rules', 'storage', 'ports'], []],
    ['egress', 'a rule without a reason', ['rules', 'storage', 'why'], ''],
    ['connector-bootstrap', 'user and password in the proxy URL', ['proxy', 'url'], 'http://u:p@proxy:3128'],
    ['connector-bootstrap', 'a relative state directory', ['stateDirectory'], 'state'],
    ['relay-bootstrap', 'a listener without a port', ['listeners', 'users'], '0.0.0.0'],
    ['instance-notice', 'an unknown state', ['state'], 'starting'],
    ['instance-notice', 'a time without zone', ['time'], '2026-01-01T00:00:00'],
  ])('refuse in a document of the kind %s %s', (kind, _, path, value) => {
    const document = allDocuments().find(([of, content]) => of === kind && has(content, path))?.[1] ?? null;
    expect(failuresOf(kind, document)).toEqual([]);
    const failures = failuresOf(kind, replaced(document, path, value));
    expect(failures).not.toEqual([]);
    expect(
      failures.every(
        (failure) => failure.startsWith(`/${path.join('/')} `) || failure.startsWith(`/${path.join('/')}/`),
      ),
    ).toBe(true);
  });

  test('accept the fingerprint of a trust bundle, which hosts of your own are installed with', () => {
    const declared = fullDeployment();
    const bootstrap = connectorBootstrap(declared, groupOf(declared, 'hq'), 0, { target: 'docker' });
    expect(failuresOf('connector-bootstrap', { ...bootstrap, trust: { sha256: 'a'.repeat(64) } })).toEqual(
      [],
    );
  });
});

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function has(value: Json, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const entry = isObject(value) ? value[key] : undefined;
  return entry !== undefined && has(entry, rest);
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json): Json {
  if (key === undefined || !isObject(value)) return by;
  return { ...value, [key]: replaced(value[key] ?? null, rest, by) };
}
