import fc from 'fast-check';
import { loadDeclaration, resolveDeclaration, type Declaration } from '../../declaration';
import { AZURE, directoryWith, LOCAL, removeDirectories } from './declared';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

afterAll(removeDirectories);

let file: string;
beforeAll(() => {
  file = join(directoryWith({}), 'app-proxy.yaml');
});

const load = (content: string | Uint8Array): ReturnType<typeof loadDeclaration> => {
  writeFileSync(file, content);
  return loadDeclaration(file);
};

const keys = fc.constantFrom(
  ...[
    'version',
    'name',
    'domain',
    'include',
    'targets',
    'azure',
    'docker',
    'local',
    'region',
    'regions',
    'relay',
  ],
  ...[
    'groups',
    'hq',
    'default',
    '__proto__',
    'constructor',
    'applications',
    'url',
    'host',
    'path',
    'headers',
    'set',
  ],
  ...[
    'placement',
    'zones',
    'subnet',
    'id',
    'addressPrefix',
    'egress',
    'mode',
    'allow',
    'to',
    'proxy',
    'connectors',
  ],
  ...[
    'load',
    'peakTps',
    'size',
    'capacity',
    'profile',
    'certificates',
    'hosts',
    'backendTls',
    'ca',
    'file',
    'pem',
  ],
  ...[
    'signIn',
    'preAuthentication',
    'provider',
    'formerly',
    'fewerThanTwo',
    'reason',
    'timeout',
    'existing',
    '',
  ],
);
const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    1,
    0,
    -1,
    1.5,
    'external',
    'firewall',
    'passthrough',
    '1',
    '10.0.0.0/8',
  ),
  fc.constantFrom<unknown>(
    'http://10.1.0.20',
    'https://u:p@x',
    'http://[::1]',
    'http://',
    '${x}',
    'Standard_D2s_v5',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', maxDepth: 8 },
    scalars,
    fc.dictionary(keys, tie('value'), { maxKeys: 6, noNullPrototype: true }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value;

it('bytes of any kind never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(typeof load(bytes).ok).toBe('boolean');
    }),
    { numRuns: 300 },
  );
});

it('YAML-like text never throws', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'groups',
      ': ',
      ':\n',
      '\n',
      '  ',
      '    ',
      '\t',
      '- ',
      '? ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '&a ',
      '*a',
      '!!str ',
    ],
    ...[
      '"',
      "'",
      '|\n',
      '>\n',
      '# c\n',
      '---\n',
      '...\n',
      '%YAML 1.2\n',
      '<<',
      '1',
      'null',
      '\r\n',
      '\uFEFF',
      '\u2028',
      '\0',
    ],
  );
  fc.assert(
    fc.property(fc.constantFrom('', LOCAL, AZURE), fc.array(pieces, { maxLength: 40 }), (head, parts) => {
      expect(typeof load(head + parts.join('')).ok).toBe('boolean');
    }),
    { numRuns: 1000 },
  );
});

it('any tree of values never throws, from YAML and from TypeScript, and what is accepted once is accepted again', () => {
  fc.assert(
    fc.property(fc.dictionary(keys, anyValue, { noNullPrototype: true }), (tree) => {
      const whole = {
        version: 1,
        name: 'contoso',
        domain: 'apps.example.com',
        targets: { local: {} },
        ...tree,
      };
      const fromYaml = load(JSON.stringify(whole));
      const fromTypeScript = resolveDeclaration(whole as unknown as Declaration, { baseDirectory: '.' });

      expect(load(JSON.stringify(whole))).toEqual(fromYaml);
      expect(typeof fromTypeScript.ok).toBe('boolean');
      if (!fromYaml.ok) {
        expect(fromYaml.errors.length).toBeGreaterThan(0);
        for (const { line, column, message } of fromYaml.errors) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|\[object/);
        }
      }
    }),
    { numRuns: 500 },
  );
});
