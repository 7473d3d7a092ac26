import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { FINDING_CODES } from '../../declaration';
import { declarationErrors } from '../../declaration/validator';
import schema from '../../schemas/declaration.schema.json';

const folder = join(__dirname, '../../declaration');

it('types, defaults, validator and reference page are what the schema says', async () => {
  await expect(
    promisify(execFile)(process.execPath, ['scripts/generate-types.mjs', '--check']),
  ).resolves.toBeDefined();
}, 60_000);

it('every code of a finding is in use, and the page lists every one', () => {
  const sources = (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const page = readFileSync(join(folder, '../docs/declaration.md'), 'utf8');

  for (const code of Object.keys(FINDING_CODES)) {
    expect(sources).toContain(`'${code}'`);
    expect(page).toContain(`\n| \`${code}\` `);
  }
});

it('every key of the schema has a description, and every pattern its words', () => {
  const missing: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    const { properties, pattern, patternErrorMessage, ...rest } = node as Readonly<Record<string, unknown>>;
    if (typeof pattern === 'string' && typeof patternErrorMessage !== 'string') {
      missing.push(`${path}: words for the pattern`);
    }
    for (const [key, property] of Object.entries(properties ?? {})) {
      const { $ref, description } = property as Readonly<Record<string, unknown>>;
      if ($ref === undefined && description === undefined) {
        missing.push(`${path}.${key}: a description`);
      }
      walk(property, `${path}.${key}`);
    }
    Object.entries(rest).forEach(([key, value]) => {
      walk(value, `${path}/${key}`);
    });
  };
  walk(schema, '');

  expect(missing).toEqual([]);
});

it('examples and defaults of the schema are valid by it', () => {
  const ajv = new Ajv({ strict: false });
  ajv.addSchema(schema);
  const walk = (node: unknown, pointer: string): void => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    const { examples, default: value } = node as { readonly examples?: unknown; readonly default?: unknown };
    const given = [
      ...(Array.isArray(examples) ? (examples as unknown[]) : []),
      ...(value === undefined ? [] : [value]),
    ];
    for (const one of pointer.endsWith('/properties') ? [] : given) {
      expect([pointer, one, ajv.validate({ $ref: `${schema.$id}#${pointer}` }, one)]).toEqual([
        pointer,
        one,
        true,
      ]);
    }
    Object.entries(node).forEach(([key, child]) => {
      walk(child, `${pointer}/${encodeURIComponent(key)}`);
    });
  };
  walk(schema, '');
});

it('the compiled validator accepts exactly what the schema accepts', () => {
  const plain = new Ajv({ strict: false }).compile(schema);
  const values = fc.oneof(
    fc.constantFrom<unknown>('external', 'passthrough', 'default', 'local', 5, 0, null, true, {}, []),
    fc.dictionary(
      fc.constantFrom(
        'file',
        'pem',
        'keyVaultSecret',
        'id',
        'addressPrefix',
        'provider',
        'subnet',
        'publisher',
      ),
      fc.constantFrom<unknown>('/x', 'x', '10.0.0.0/24', {}, { addressPrefix: '10.0.0.0/24' }, 1),
      { noNullPrototype: true },
    ),
  );
  const keys = fc.constantFrom('placement', 'proxy', 'load', 'size', 'connectors', 'x');
  const appKeys = fc.constantFrom('timeout', 'preAuthentication', 'backendTls', 'host');
  fc.assert(
    fc.property(
      fc.dictionary(keys, values),
      fc.dictionary(appKeys, values),
      values,
      values,
      (group, app, ca, backend) => {
        const declaration = {
          version: 1,
          name: 'contoso',
          domain: 'apps.example.com',
          targets: {
            azure: {
              region: 'westeurope',
              tenantId: '00000000-0000-0000-0000-000000000000',
              subscriptionId: '00000000-0000-0000-0000-000000000000',
              backend,
              image: backend,
            },
          },
          groups: {
            a: {
              ...group,
              applications: {
                b: { url: 'http://x', ...app, ...(ca === null ? {} : { backendTls: { ca } }) },
              },
            },
          },
        };

        expect(declarationErrors(declaration).length === 0).toBe(plain(declaration));
      },
    ),
    { numRuns: 500 },
  );
});
