import fc from 'fast-check';
import { MAX_DOCUMENT_BYTES } from '../../../runtime/documents/limits';
import { readName } from '../../../runtime/documents/names';
import { parseDocument, type DocumentKind } from '../../../runtime/documents/parse';
import { problemText } from '../../../runtime/documents/problem';
import { arbitraryDeployment } from '../../egress/arbitrary-deployment';
import { fullDeployment } from '../../documents/full-deployment';
import { kitBootstraps, kitConfiguration, kitGroup, kitRelay } from './kit-documents';

const TARGETS = ['azure', 'docker', 'local'] as const;

function problems(kind: DocumentKind, text: string): readonly string[] {
  const parsed = parseDocument(kind, text);
  return parsed.ok ? [] : parsed.problems.map(problemText);
}

/** A document of the kit with one value replaced; an undefined one is taken away. */
function replaced(text: string, path: readonly string[], value: unknown): string {
  const document = JSON.parse(text) as Record<string, unknown>;
  let at = document;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = value;
  return JSON.stringify(document);
}

const GROUP = kitGroup('hq', {
  applications: {
    erp: {
      url: 'https://erp.corp.example.com',
      preAuthentication: { provider: 'entra', allow: { groups: ['a'], claims: {} } },
    },
  },
}).content;
const RELAY = kitRelay().content;

describe('the runtime', () => {
  test('reads every document that the kit writes for a deployment that uses everything', () => {
    const declared = fullDeployment();
    for (const target of TARGETS) {
      for (const { name, content } of kitConfiguration(declared, target)) {
        const kind = readName(name)?.kind;
        expect([name, kind === undefined ? 'no kind' : problems(kind, content)]).toEqual([name, []]);
      }
    }
    for (const [kind, text] of kitBootstraps(declared))
      expect([kind, problems(kind, text)]).toEqual([kind, []]);
  });

  test('reads every document that the kit writes for any deployment', () => {
    fc.assert(
      fc.property(arbitraryDeployment, fc.constantFrom(...TARGETS), (declared, target) => {
        for (const { name, content } of kitConfiguration(declared, target)) {
          const kind = readName(name)?.kind;
          expect([name, kind === undefined ? 'no kind' : problems(kind, content)]).toEqual([name, []]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('gives back what the document says', () => {
    const parsed = parseDocument('group', GROUP);
    expect(parsed).toEqual({ ok: true, document: JSON.parse(GROUP) as unknown });
  });

  test.each([
    ['', ['document: given "", allowed JSON text']],
    ['{"version": 1', ['document: given "{\\"version\\": 1", allowed JSON text']],
    ['[]', ['document: given [], allowed one JSON object']],
    ['null', ['document: given null, allowed one JSON object']],
    ['{}', ['/version: given nothing, allowed 1: what this program reads']],
    ['{"version":2}', ['/version: given 2, allowed 1: what this program reads']],
    ['{"version":"1"}', ['/version: given "1", allowed 1: what this program reads']],
    ['{"version":"constructor"}', ['/version: given "constructor", allowed 1: what this program reads']],
  ])('refuses the text %j', (text, expected) => {
    expect(problems('relay', text)).toEqual(expected);
  });

  test('refuses a document that is too large, unread', () => {
    expect(problems('relay', ' '.repeat(MAX_DOCUMENT_BYTES + 1))).toEqual([
      `document: given ${MAX_DOCUMENT_BYTES + 1} bytes, allowed at most ${MAX_DOCUMENT_BYTES}`,
    ]);
  });

  test('refuses text that is nested without end', () => {
    expect(problems('relay', '['.repeat(1_000_000))).toHaveLength(1);
  });

  test.each<[string, DocumentKind, string, readonly string[], unknown, readonly string[]]>([
    ['a missing part', 'relay', RELAY, ['domain'], undefined, ['/domain: given nothing, allowed a value']],
    ['an unknown key', 'relay', RELAY, ['domian'], 'x', ['/domian: given a value, allowed no such key']],
    [
      'another type',
      'relay',
      RELAY,
      ['limits', 'connections'],
      'many',
      ['/limits/connections: given "many", allowed a value of type integer'],
    ],
    [
      'a number out of range',
      'relay',
      RELAY,
      ['limits', 'connections'],
      5,
      ['/limits/connections: given 5, allowed User connections of one instance; must be >= 100'],
    ],
    [
      'a text of another form',
      'relay',
      RELAY,
      ['domain'],
      'A B',
      [
        '/domain: given "A B", allowed A host name in IDNA form, lower case; matching ^(\\*\\.)?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9])?$',
      ],
    ],
    [
      'a word that is none of the choices',
      'group',
      GROUP,
      ['applications', 'erp', 'affinity'],
      'ip',
      ['/applications/erp/affinity: given "ip", allowed "none", "cookie"'],
    ],
    [
      'something that is none of the alternatives',
      'group',
      GROUP,
      ['applications', 'erp', 'preAuthentication'],
      'none',
      ['/applications/erp/preAuthentication: given "none", allowed one of: No sign-in; Sign-in'],
    ],
    [
      'an alternative with a mistake in it',
      'group',
      GROUP,
      ['applications', 'erp', 'preAuthentication', 'allow', 'claims'],
      undefined,
      ['/applications/erp/preAuthentication/allow/claims: given nothing, allowed a value'],
    ],
    [
      'an alternative with a path that is relative',
      'relay',
      RELAY,
      ['issuer', 'directory'],
      'ca',
      [
        '/issuer/directory: given "ca", allowed An absolute path on the machine that reads the document; matching ^/',
      ],
    ],
    [
      'a name of another form',
      'relay',
      RELAY,
      ['signIn', '__'],
      { issuer: 'https://id.example', clientId: 'a', clientSecret: { file: '/a' }, scopes: ['openid'] },
      [
        '/signIn: given "__", allowed A name that the declaration gives: lower-case letters, digits, single hyphens; matching ^[a-z](-?[a-z0-9])*$',
      ],
    ],
    [
      'a backend with a port that there is not',
      'group',
      GROUP,
      ['applications', 'erp', 'backend', 'url'],
      'https://erp:99999',
      [
        '/applications/erp/backend/url: given "https://erp:99999", allowed an address with a valid host and port',
      ],
    ],
    [
      'a long value, cut',
      'relay',
      RELAY,
      ['deployment'],
      'x'.repeat(500),
      [
        `/deployment: given "${'x'.repeat(79)}..., allowed Name of the deployment; matching ^[a-z][a-z0-9]{1,11}$`,
      ],
    ],
  ])('says what is wrong with %s', (_, kind, text, path, value, expected) => {
    expect(problems(kind, replaced(text, path, value))).toEqual(expected);
  });

  test('leaves what it does not know in a notice: the other instance may be one version ahead', () => {
    const notice = {
      ...{ version: 1, deployment: 'contoso', instance: 'r0', address: '20.0.0.4:443', generation: 'a1b2c3' },
      ...{ runtime: '0.1.0', state: 'ready', time: '2026-01-01T00:00:00Z', later: { more: 1 } },
    };
    expect(problems('instance-notice', JSON.stringify(notice))).toEqual([]);
  });

  test('never throws, and says something about whatever it refuses', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        for (const kind of ['relay', 'group', 'admission', 'instance-notice'] as const) {
          const whole: unknown = isObject(value) ? Object.assign({ version: 1 }, value) : value;
          expect(problems(kind, JSON.stringify(whole)).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
