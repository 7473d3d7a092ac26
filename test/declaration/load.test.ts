import { chmodSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { formatFindings, loadDeclaration, type Finding } from '../../declaration';
import { MAX_FINDINGS_SHOWN } from '../../declaration/limits';
import { deploymentOf, directoryWith, findingsOf, lines, load, LOCAL, removeDirectories } from './declared';

afterAll(removeDirectories);

const group = (name: string): string => `groups:\n  ${name}:\n    connectors: 2\n`;

describe('the file itself', () => {
  it('a file that does not exist is an error', () => {
    const directory = directoryWith({});

    expect(lines(loadDeclaration(join(directory, 'app-proxy.yaml')))).toEqual([
      'app-proxy.yaml:1:1: the file does not exist; check the path',
    ]);
    expect(lines(loadDeclaration(join(directory, 'a\0b')))).toEqual([
      expect.stringContaining('the file cannot be read (ERR_INVALID_ARG_VALUE)'),
    ]);
  });

  it('a directory is an error', () => {
    const directory = directoryWith({ 'app/x': '' });

    expect(lines(loadDeclaration(join(directory, 'app')))).toEqual([
      'app:1:1: is a directory; name the file in it, such as app-proxy.yaml',
    ]);
  });

  it('a named pipe is refused and not waited for', () => {
    const pipe = join(directoryWith({}), 'pipe');
    execFileSync('mkfifo', [pipe]);

    expect(lines(loadDeclaration(pipe))).toEqual(['pipe:1:1: is not a regular file; name a file']);
  });

  // Root reads everything.
  (process.getuid?.() === 0 ? it.skip : it)('a file that may not be read is an error', () => {
    const file = join(directoryWith({ 'app-proxy.yaml': LOCAL }), 'app-proxy.yaml');
    chmodSync(file, 0);

    expect(lines(loadDeclaration(file))).toEqual([
      'app-proxy.yaml:1:1: the file cannot be read (EACCES); make it readable for the user who runs this',
    ]);
  });

  it('files are named relative to the working directory where they lie below it', () => {
    const result = loadDeclaration(relative(process.cwd(), 'package.json'));

    expect(result.ok ? [] : result.errors.map(({ file }) => file)).toContain('package.json');
  });
});

describe('all errors come in one run', () => {
  const wrong = `version: "1"
name: Contoso
domian: apps.example.com
include: [groups/*.yaml, ../other.yaml, nothing.yaml]
targets:
  azure:
    region: westeurop
    tenantid: 00000000-0000-0000-0000-000000000000
    subscriptionId: "1234"
groups:
  hq:
    load: { peakTps: "900" }
    placement:
      zones: [1, "7"]
    applications:
      intranet:
        url: http://10.1.0.20:8080
        timeout: longg
      crm: {}
      portal:
        url: http://portal.corp.example
  hq2:
`;
  const included = `groups:
  plant:
    size: Standard_D2s_v6
    connectors: 2
    formerly: hq
    applications:
      erp: { url: "https://admin:hunter2@10.2.0.2" }
      mes: { url: "http://10.2.0.3", host: intranet.apps.example.com }
relay: {}
`;

  it('with the file and the place of each, also those that only rules see', () => {
    expect(findingsOf(wrong, { 'groups/plant.yaml': included })).toEqual([
      "app-proxy.yaml:1:10: version: is not one of the values allowed; given '1' (text); allowed: 1; write 1 without quotes",
      "app-proxy.yaml:2:7: name: has the wrong form; given 'Contoso'; allowed: 2 to 12 lower-case letters and digits, a letter first",
      "app-proxy.yaml:3:1: domian: there is no key 'domian' here; did you mean 'domain'?",
      "app-proxy.yaml:4:26: include[1]: the path may lead outside; given '../other.yaml'; allowed: a path below the directory of the declaration, such as groups/*.yaml; move the file below the declaration",
      "app-proxy.yaml:4:41: include[2]: matches no file; given 'nothing.yaml'; correct the path, or remove the entry",
      "app-proxy.yaml:8:5: targets.azure.tenantid: there is no key 'tenantid' here; did you mean 'tenantId'?",
      "app-proxy.yaml:9:21: targets.azure.subscriptionId: has the wrong form; given '1234'; allowed: a UUID such as 00000000-0000-0000-0000-000000000000",
      "app-proxy.yaml:12:22: groups.hq.load.peakTps: must be a number; given '900' (text); allowed: a number above 0, at most 1000000; write 900 without quotes",
      "app-proxy.yaml:14:15: groups.hq.placement.zones[0]: must be text; given 1; allowed: 1, 2 or 3; put it in quotes: '1'",
      "app-proxy.yaml:14:18: groups.hq.placement.zones[1]: is not one of the values allowed; given '7'; allowed: 1, 2 or 3",
      "app-proxy.yaml:18:18: groups.hq.applications.intranet.timeout: is not one of the values allowed; given 'longg'; allowed: default, long or a whole number from 1 to 3600; did you mean 'long'?",
      "app-proxy.yaml:19:7: groups.hq.applications.crm.url: 'url' is missing (the backend, as the connectors reach it: http or https, host, optional port and path); add it, such as 'url: http://10.1.0.20:8080'",
      "app-proxy.yaml:21:14: groups.hq.applications.portal.url: the backend of application 'portal' is given by name ('portal.corp.example'), and in egress mode 'nat' rules match addresses only; declare backendCidrs, or egress mode 'firewall' for group 'hq'",
      'app-proxy.yaml:22:3: groups.hq2: has no value; allowed: a map; give it a value, or remove the key',
      "groups/plant.yaml:3:11: groups.plant.size: is not in the kit's table of VM sizes; given 'Standard_D2s_v6'; did you mean 'Standard_D2s_v5'?",
      "groups/plant.yaml:5:15: groups.plant.formerly: a group of this name exists still (app-proxy.yaml:11); given 'hq'; remove it, or name the group that this one replaces",
      "groups/plant.yaml:7:19: groups.plant.applications.erp.url: holds a user name or a password, which would stand in plans and states; given 'https://***@10.2.0.2'; remove them from the URL and change that password",
      "groups/plant.yaml:8:44: groups.plant.applications.mes.host: application 'mes' of group 'plant' claims 'intranet.apps.example.com/', as application 'intranet' of group 'hq' does (app-proxy.yaml:16); give one of the two another host or path",
      "groups/plant.yaml:9:1: relay: an included file has 'groups' and nothing else; given 'relay'; move it to the declaration",
      "app-proxy.yaml:7:13: warning: targets.azure.region: is not in the kit's table of regions of Azure public, so it is taken as a new one with three zones; given 'westeurop'; did you mean 'westeurope'?",
    ]);
  });

  it('and each has a code, the parts of the message, and no secret anywhere', () => {
    const result = load(wrong, { 'groups/plant.yaml': included });
    const errors: readonly Finding[] = result.ok ? [] : result.errors;

    expect(JSON.stringify(errors)).not.toContain('hunter2');
    expect(errors[2]).toMatchObject({
      code: 'unknown-key',
      severity: 'error',
      line: 3,
      column: 1,
      path: 'domian',
      fix: "did you mean 'domain'?",
    });
  });

  it('a syntax error in one file does not hide what is wrong in another', () => {
    expect(
      findingsOf(`${LOCAL}include: [groups/*.yaml]\nrunime: {}\n`, {
        'groups/a.yaml': 'groups: [\n',
        'groups/b.yaml': 'groups:\n  b: { connectors: many }\n',
      }),
    ).toEqual([
      "app-proxy.yaml:6:1: runime: there is no key 'runime' here; did you mean 'runtime'?",
      'groups/a.yaml:2:1: not YAML: deficient indentation; correct the line',
      "groups/b.yaml:2:20: groups.b.connectors: must be a whole number; given 'many' (text); allowed: a whole number from 1 to 100",
    ]);
  });

  it('also where there are a hundred thousand of them', () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join(', ');
    const result = load(`${LOCAL}groups: { hq: { connectors: 2, ${keys} } }\n`);

    expect(result.ok ? 0 : result.errors.length).toBe(100_000);
  });

  it('text output shows so many and counts the rest', () => {
    const groups = Array.from(
      { length: MAX_FINDINGS_SHOWN + 7 },
      (_, index) => `  g${index}: { x: 1, connectors: 2 }\n`,
    );
    const result = load(`${LOCAL}groups:\n${groups.join('')}`);
    const text = result.ok ? '' : formatFindings(result.errors);

    expect(text.split('\n')).toHaveLength(MAX_FINDINGS_SHOWN + 1);
    expect(text.endsWith('\nand 7 more')).toBe(true);
    expect(result.ok ? 0 : result.errors.length).toBe(MAX_FINDINGS_SHOWN + 7);
  });
});

describe('included files', () => {
  it('their groups join the ones of the declaration, sorted by name', () => {
    const text = `${LOCAL}include: [groups/*.yaml, teams/*/app-proxy.yaml]\n${group('m')}`;
    const deployment = deploymentOf(text, {
      'groups/b.yaml': group('z'),
      'groups/a.yaml': group('b'),
      'groups/.hidden.yaml': 'not: read',
      'groups/notes.txt': 'not: read',
      'groups/d.yaml/e.yaml': 'not: read',
      'teams/crm/app-proxy.yaml': group('crm'),
    });

    expect(Object.keys(deployment.groups)).toEqual(['b', 'crm', 'm', 'z']);
    expect(deployment.groups.crm?.source.file.endsWith('teams/crm/app-proxy.yaml')).toBe(true);
    expect(deployment.groups.crm?.source.line).toBe(2);
  });

  it('a file that two entries match is read once', () => {
    expect(findingsOf(`${LOCAL}include: [a.yaml, "*.yaml"]\n`, { 'a.yaml': group('a') })).toEqual([]);
  });

  it.each<[string, string, string, Readonly<Record<string, string>>]>([
    [
      'a path that leads up',
      'groups/../../x.yaml',
      "the path may lead outside; given 'groups/../../x.yaml'; allowed: a path below the directory of the declaration, such as groups/*.yaml; move the file below the declaration",
      {},
    ],
    [
      'an absolute path',
      '/etc/hosts',
      "the path may lead outside; given '/etc/hosts'; allowed: a path below the directory of the declaration, such as groups/*.yaml; move the file below the declaration",
      {},
    ],
    [
      'an entry that matches nothing',
      'group/*.yaml',
      "matches no file; given 'group/*.yaml'; correct the path, or remove the entry",
      { 'groups/a.yaml': group('a') },
    ],
    [
      'a path through a file',
      'a.yaml/b.yaml',
      "matches no file; given 'a.yaml/b.yaml'; correct the path, or remove the entry",
      { 'a.yaml': group('a') },
    ],
    [
      'the declaration itself',
      'app-proxy.yaml',
      "the declaration includes itself; given 'app-proxy.yaml'; remove the entry",
      {},
    ],
  ])('%s is refused', (_, entry, message, files) => {
    expect(findingsOf(`${LOCAL}include:\n  - ${entry}\n`, files)).toEqual([
      `app-proxy.yaml:6:5: include[0]: ${message}`,
    ]);
  });

  it('a link that leads outside is refused, one that stays inside is followed', () => {
    const outside = directoryWith({ 'a.yaml': group('a') });
    const directory = directoryWith({
      'app-proxy.yaml': `${LOCAL}include: [groups/*.yaml]\n`,
      'groups/c.yaml': group('c'),
    });
    symlinkSync(join(outside, 'a.yaml'), join(directory, 'groups/a.yaml'));
    symlinkSync('gone.yaml', join(directory, 'groups/b.yaml'));
    symlinkSync('c.yaml', join(directory, 'groups/d.yaml'));

    expect(lines(loadDeclaration(join(directory, 'app-proxy.yaml')))).toEqual([
      "app-proxy.yaml:5:11: include[0]: a link leads outside; given 'groups/*.yaml'; allowed: a path below the directory of the declaration, such as groups/*.yaml; move the file below the declaration",
      "app-proxy.yaml:5:11: include[0]: 'groups/b.yaml' leads to no file; given 'groups/*.yaml'; remove the link",
    ]);
  });

  it('a group that two files declare is refused, and the other place named', () => {
    const text = `${LOCAL}include: [groups/*.yaml]\n${group('a')}`;

    expect(findingsOf(text, { 'groups/x.yaml': group('b'), 'groups/y.yaml': `${group('a')}  b:\n` })).toEqual(
      [
        "groups/y.yaml:2:3: groups.a: group 'a' is declared in app-proxy.yaml:7 already; rename one of the two, or put their applications together",
        'groups/y.yaml:4:3: groups.b: has no value; allowed: a map; give it a value, or remove the key',
      ],
    );
  });

  it('an empty one is refused', () => {
    expect(
      findingsOf(`${LOCAL}include: [a.yaml, b.yaml]\n`, { 'a.yaml': '# later\n', 'b.yaml': '{}\n' }),
    ).toEqual([
      'a.yaml:1:1: the file is empty; begin with groups, or remove the file',
      "b.yaml:1:1: groups: 'groups' is missing (the connector groups, by name. The group `default` exists always and serves nothing); add it",
    ]);
  });

  it('wildcards take time that grows with the name, not with the combinations', () => {
    const entry = `${'*a'.repeat(120)}*b`;

    expect(findingsOf(`${LOCAL}include: ["${entry}"]\n`, { ['a'.repeat(250)]: '' })).toHaveLength(1);
  });
});
