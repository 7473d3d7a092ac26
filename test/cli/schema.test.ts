import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runCli } from './run-cli';

const files = readdirSync(join(ROOT, 'schemas')).filter((file) => file.endsWith('.schema.json'));

describe('app-proxy schema', () => {
  it('prints the schema of the declaration as it is in the package', () => {
    const { code, out } = runCli(['schema']);
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(join(ROOT, 'schemas', 'declaration.schema.json'), 'utf8'));
  });

  it('lists every schema, and prints each by its name', () => {
    const list = JSON.parse(runCli(['schema', '--list', '--json']).out) as {
      name: string;
      description: string;
    }[];
    expect(list.map(({ name }) => `${name}.schema.json`).sort()).toEqual(files.sort());
    for (const { name, description } of list) {
      expect(description).not.toBe('');
      expect(JSON.parse(runCli(['schema', name]).out)).toMatchObject({ description });
    }
  });

  it('names the schemas that there are when it is asked for another', () => {
    const { code, err } = runCli(['schema', 'grop']);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: there is no schema 'grop', only .*; did you mean 'group'\?\n$/);
  });

  it('does not leave the folder of the schemas', () => {
    expect(runCli(['schema', '../package']).code).toBe(2);
  });

  it('lists the VM sizes as a table and as JSON', () => {
    const sizes = JSON.parse(runCli(['schema', '--sizes', '--json']).out) as {
      name: string;
      cores: number;
    }[];
    expect(sizes).toContainEqual(expect.objectContaining({ name: 'Standard_D4s_v5', cores: 4, ramGiB: 16 }));
    const table = runCli(['schema', '--sizes']).out.trimEnd().split('\n');
    expect(table[0]).toMatch(/^size +series +vCPUs +GiB/);
    expect(table).toHaveLength(sizes.length + 1);
  });
});
