import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const FOLDERS = ['capacity', 'declaration', 'egress', 'documents', 'constructs', 'stacks', 'runtime'];
/** Exported numbers whose names say that they bound something. */
const LIMIT =
  /^export const ((?:MAX|LARGEST|SMALLEST|LONGEST|MOST|FIRST|LAST)_[A-Z0-9_]+|[A-Z_]+_(?:LIMIT|MINUTES|SECONDS|HOURS|DAYS|YEARS|MS|BYTES|THRESHOLD|CONNECTIONS|MEMORY_MIB)) = /gm;

interface Row {
  readonly name: string;
  readonly value: number;
  readonly module: string;
}

const page = readFileSync(join(ROOT, 'docs/limits.md'), 'utf8');
const rows: readonly Row[] = [...page.matchAll(/^\| `([A-Z0-9_]+)`\s*\|\s*(\d+) \| `([a-z0-9/-]+)`/gm)].map(
  (row) => ({
    name: row[1] as string,
    value: Number(row[2]),
    module: row[3] as string,
  }),
);

function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.generated)\.ts$/.test(path) ? [path] : [];
  });
}

test('the page has rows', () => {
  expect(rows.length).toBeGreaterThan(30);
});

test.each(rows)('$name is $value in $module', ({ name, value, module }) => {
  const exported = jest.requireActual<Record<string, unknown>>(join(ROOT, module));
  expect(exported[name]).toBe(value);
});

test('every limit in the code has a row', () => {
  const inCode = FOLDERS.flatMap(sources).flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(LIMIT)].map(
      (found) => `${path.replace(/\.ts$/, '')} ${found[1] as string}`,
    ),
  );
  expect(inCode.sort()).toEqual(rows.map(({ module, name }) => `${module} ${name}`).sort());
});
