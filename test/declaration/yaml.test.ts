import { MAX_ALIASES, MAX_DEPTH, MAX_FILE_BYTES, MAX_VALUES } from '../../declaration/limits';
import { deploymentOf, findingsOf, LOCAL, removeDirectories } from './declared';

afterAll(removeDirectories);

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('a file that is not a declaration', () => {
  it.each<[string, string | Uint8Array, string]>([
    [
      'an empty file',
      '',
      'app-proxy.yaml:1:1: the file is empty; begin with version, name, domain and targets',
    ],
    [
      'a file of comments',
      '# nothing\n\n# here\n',
      'app-proxy.yaml:1:1: the file is empty; begin with version, name, domain and targets',
    ],
    [
      'an empty document',
      '---\n',
      'app-proxy.yaml:1:1: has no value; allowed: a map; give it a value, or remove the key',
    ],
    ['a list', '- version: 1\n', 'app-proxy.yaml:1:1: must be a map; given a list'],
    ['text', 'hello\n', "app-proxy.yaml:1:1: must be a map; given 'hello' (text)"],
    [
      'bytes that are not UTF-8',
      bytes('name: ', [0xff, 0xfe], '\n'),
      'app-proxy.yaml:1:1: the file is not UTF-8 text; save it as UTF-8',
    ],
    [
      'a null byte',
      bytes('name: a', [0], 'b\n'),
      'app-proxy.yaml:1:8: not YAML: null byte is not allowed in input; correct the line',
    ],
    [
      'a file above the size limit',
      '#'.repeat(MAX_FILE_BYTES + 1),
      `app-proxy.yaml:1:1: the file is too large; given ${MAX_FILE_BYTES + 1} bytes; allowed: at most ${MAX_FILE_BYTES} bytes; spread the groups over files that 'include' names`,
    ],
    [
      'two documents',
      `${LOCAL}---\nversion: 1\n`,
      "app-proxy.yaml:5:1: the file holds more than one YAML document; keep one, and put groups into files that 'include' names",
    ],
    [
      'a tab in the indentation',
      'version: 1\ntargets:\n\tlocal: {}\n',
      'app-proxy.yaml:3:1: a tab stands in the indentation; indent by spaces',
    ],
    [
      'a list that does not end',
      'version: 1\ninclude: [a\n',
      'app-proxy.yaml:3:1: not YAML: deficient indentation; correct the line',
    ],
    [
      'a template placeholder',
      `version: 1\nname: {{ name }}\n`,
      'app-proxy.yaml:2:8: name: a list or a map cannot be a key; replace the template placeholder by a value',
    ],
  ])('%s is refused', (_, content, line) => {
    expect(findingsOf(content)).toEqual([line]);
  });
});

describe('what a declaration may not use of YAML', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a key that stands twice',
      `${LOCAL}name: fabrikam\n`,
      [
        'app-proxy.yaml:5:1: name: this key stands here a second time, first in line 2; remove one of the two',
      ],
    ],
    [
      'an alias without an anchor',
      `${LOCAL}rolloutSalt: *salt\n`,
      [
        "app-proxy.yaml:5:14: rolloutSalt: alias '*salt' names an anchor that is not set before it; write the value out",
      ],
    ],
    [
      'an alias inside the value that it names',
      `${LOCAL}groups: &all\n  hq: *all\n`,
      [
        "app-proxy.yaml:6:7: groups.hq: alias '*all' stands inside the value that it names; write the value out",
      ],
    ],
    [
      'a merge key',
      `${LOCAL}groups:\n  a: &a { connectors: 2 }\n  b:\n    <<: *a\n    connectors: 3\n`,
      [
        "app-proxy.yaml:8:5: groups.b: merge keys ('<<') are not read; write the keys out, or name a whole value by an alias",
      ],
    ],
    [
      'a tag',
      `${LOCAL}rolloutSalt: !!str 2025\n`,
      [
        "app-proxy.yaml:5:14: rolloutSalt: tags are not read: '!!str'; remove the tag; put text that looks like a number in quotes",
        "app-proxy.yaml:5:20: rolloutSalt: must be text; given 2025; put it in quotes: '2025'",
      ],
    ],
    [
      'a list as a key',
      `${LOCAL}? [a]\n: 1\n`,
      ['app-proxy.yaml:5:3: a list or a map cannot be a key; write the key as text'],
    ],
    ['an empty key', `${LOCAL}: 1\n`, ['app-proxy.yaml:5:1: a key is empty; write the key before the colon']],
    [
      'an alias as a key',
      `${LOCAL}rolloutSalt: &a salt\n*a : 1\n`,
      ['app-proxy.yaml:6:1: an alias cannot be a key; write the key out'],
    ],
    [
      '__proto__ as a key',
      `${LOCAL}groups:\n  __proto__: {}\n`,
      [
        "app-proxy.yaml:6:3: groups.__proto__: the name is not formed as it must be; given '__proto__'; allowed: at most 32 lower-case letters, digits and single hyphens, a letter first and no hyphen last; rename it",
      ],
    ],
  ])('%s is refused', (_, text, expected) => {
    expect(findingsOf(text)).toEqual(expected);
  });

  it('nesting below the limit is read, nesting above it is refused', () => {
    const nested = (depth: number): string => `${LOCAL}groups: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;

    expect(findingsOf(nested(20))).toEqual(['app-proxy.yaml:5:9: groups: must be a map; given a list']);
    expect(findingsOf(nested(100_000))).toEqual([
      `app-proxy.yaml:5:${8 + MAX_DEPTH}: maps and lists are nested too deep; allowed: at most ${MAX_DEPTH} levels; write it flatter`,
    ]);
  });

  it('aliases up to the limit are read, one more is refused', () => {
    const aliases = (count: number): string => `${LOCAL}include: [&a x.yaml${', *a'.repeat(count)}]\n`;

    expect(findingsOf(aliases(MAX_ALIASES)).join('\n')).not.toContain('aliases');
    expect(findingsOf(aliases(MAX_ALIASES + 1))).toEqual([
      `app-proxy.yaml:5:${20 + 4 * MAX_ALIASES + 2}: include[${MAX_ALIASES + 1}]: too many aliases; allowed: at most ${MAX_ALIASES} in a file; write the values out`,
    ]);
  });

  it('a billion laughs are refused at once', () => {
    const laughs = Array.from({ length: 10 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    ).join('\n');
    const started = process.cpuUsage();

    expect(findingsOf(laughs)).toEqual([
      `app-proxy.yaml:6:40: a5[6]: what the aliases repeat is too large; allowed: at most ${MAX_VALUES} values in a file, repeated ones counted each time; write the values out`,
    ]);
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });

  it('more values than the limit are refused', () => {
    // Keys count too: thirteen values stand before the items of the list.
    const last = MAX_VALUES - 13;

    expect(findingsOf(`${LOCAL}include: [${'1,'.repeat(MAX_VALUES)}]\n`)).toEqual([
      `app-proxy.yaml:5:${11 + 2 * last}: include[${last}]: the file has too many values; allowed: at most ${MAX_VALUES} values in a file, repeated ones counted each time; spread the groups over files that 'include' names`,
    ]);
  });
});

describe('what a declaration may use of YAML', () => {
  const groups = 'groups:\n  hq:\n    connectors: 2\n';

  it('a byte order mark is skipped, and columns do not count it', () => {
    expect(deploymentOf(`\uFEFF${LOCAL}${groups}`).name).toBe('contoso');
    expect(findingsOf(`\uFEFFversoin: 1\n`)[0]).toMatch(/^app-proxy\.yaml:1:1: versoin: /);
  });

  it.each(['\r\n', '\r'])('lines may end by %j', (end) => {
    expect(deploymentOf(`${LOCAL}${groups}`.replaceAll('\n', end)).groups.hq?.source.line).toBe(6);
  });

  it('an alias stands for a whole value, and findings point at that value', () => {
    const twice = `${LOCAL}groups:\n  a: &a\n    connectors: 2\n  b: *a\n`;

    expect(deploymentOf(twice).groups.b?.plan.connectors).toBe(2);
    expect(findingsOf(twice.replace('2\n', 'two\n'))).toEqual([
      "app-proxy.yaml:7:17: groups.a.connectors: must be a whole number; given 'two' (text); allowed: a whole number from 1 to 100",
      "app-proxy.yaml:7:17: groups.b.connectors: must be a whole number; given 'two' (text); allowed: a whole number from 1 to 100",
    ]);
  });

  it('keys are text as it is written', () => {
    const azure = `targets:\n  azure:\n    region: westeurope\n    tenantId: 00000000-0000-0000-0000-000000000000\n    subscriptionId: 00000000-0000-0000-0000-000000000000\n    tags: { 2025: a, true: b, 1.10: c, null: d }\n`;

    expect(deploymentOf(LOCAL.replace(/targets.*\n/, azure)).targets.azure?.tags).toEqual({
      '1.10': 'c',
      '2025': 'a',
      null: 'd',
      true: 'b',
    });
  });

  it('dates and yes are text', () => {
    expect(deploymentOf(`${LOCAL}rolloutSalt: 2025-11-23\n`).rolloutSalt).toBe('2025-11-23');
    expect(deploymentOf(`${LOCAL}rolloutSalt: yes\n`).rolloutSalt).toBe('yes');
  });
});
