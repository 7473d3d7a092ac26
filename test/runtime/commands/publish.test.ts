import { Command, CommanderError } from 'commander';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ConfigurationDocument } from '../../../documents';
import { addPublish } from '../../../runtime/commands/publish';
import { MAX_PUBLICATION_BYTES } from '../../../runtime/commands/publication';
import { configurationDigest } from '../../../runtime/documents/names';
import { deployment } from '../../deployment';
import { ManualClock, until } from '../connector/manual-clock';
import { changed, kitConfiguration, kitRelay } from '../documents/kit-documents';

const DOCUMENTS = kitConfiguration(deployment(), 'azure');
const RELAY = kitRelay();

let directory: string;
let clock: ManualClock;
let out: string[];
let error: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'publish-'));
  clock = new ManualClock(Date.parse('2026-01-01T00:00:00Z'));
  out = [];
  error = [];
});

afterEach(() => rmSync(directory, { recursive: true }));

/** A document as Terraform hands it over. */
function line({ name, content }: ConfigurationDocument): string {
  return `${name.replace(/-[0-9a-f]+\.json$/, '')} ${content.replaceAll('\n', '\r')}`;
}

function packed(lines: readonly string[]): string {
  return gzipSync(lines.join('\n')).toString('base64');
}

/** Runs the command; the exit code. */
async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  let code: number | undefined;
  const surroundings = {
    env,
    clock,
    out: (text: string) => void out.push(text),
    error: (text: string) => void error.push(text),
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => void error.push(text) });
  addPublish(program, surroundings, (given) => (code = given));
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: (text) => void error.push(text) });
  await program.parseAsync(['publish', ...args], { from: 'user' });
  return code;
}

const publish = (documents: readonly ConfigurationDocument[], ...more: string[]) =>
  publishLines(documents.map(line), ...more);
const publishLines = (lines: readonly string[], ...more: string[]) =>
  run(['--from', 'env:DOCUMENTS', '--to', directory, ...more], { DOCUMENTS: packed(lines) });

function published(): readonly string[] {
  const all = readdirSync(directory, { recursive: true, withFileTypes: true });
  return all
    .filter((each) => each.isFile() && !each.parentPath.endsWith('instances'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(directory.length + 1))
    .sort();
}

function notice(instance: string, configuration: string | undefined, change: object = {}): void {
  mkdirSync(join(directory, 'instances'), { recursive: true });
  const content = {
    ...{
      version: 1,
      deployment: 'contoso',
      instance,
      address: '10.0.0.1:443',
      generation: 'a',
      runtime: '0.1.0',
    },
    ...{ state: 'ready', time: '2026-01-01T00:00:00Z', configuration },
    ...change,
  };
  writeFileSync(join(directory, 'instances', `${instance}.json`), JSON.stringify(content));
}

describe('app-proxy publish', () => {
  test('writes what the kit wrote, under the names that the kit gave', async () => {
    expect(await publish(DOCUMENTS)).toBe(0);
    expect(published()).toEqual(DOCUMENTS.map(({ name }) => name).sort());
    for (const { name, content } of DOCUMENTS)
      expect(readFileSync(join(directory, name), 'utf8')).toBe(content);
    const digest = configurationDigest(DOCUMENTS.map(({ name }) => name));
    expect(out).toEqual([
      `app-proxy: published configuration ${digest}: ${DOCUMENTS.length} documents, 0 relay instances`,
    ]);
  });

  test('takes documents from a file too', async () => {
    const from = join(directory, 'payload');
    writeFileSync(from, packed([line(RELAY)]));
    expect(await run(['--from', from, '--to', directory])).toBe(0);
    expect(published()).toEqual(['payload', RELAY.name]);
  });

  test('takes away documents that are not in the set, and nothing else', async () => {
    await publish(DOCUMENTS);
    writeFileSync(join(directory, 'token'), '');
    notice('r0', undefined);
    const relay = kitRelay({ relay: { inactiveDays: 3 } });
    expect(await publish([relay])).toBe(0);
    expect(published()).toEqual([relay.name, 'token']);
    expect(existsSync(join(directory, 'instances', 'r0.json'))).toBe(true);
  });

  test('writes a document anew that is there in half', async () => {
    writeFileSync(join(directory, RELAY.name), '{');
    await publish([RELAY]);
    expect(readFileSync(join(directory, RELAY.name), 'utf8')).toBe(RELAY.content);
  });

  test.each<[string, readonly string[]]>([
    ['the document relay is missing', DOCUMENTS.slice(1).map(line)],
    ["document 'relay' is there twice", [line(RELAY), line(RELAY)]],
    ["document 'relay' is invalid: document: given", ['relay {']],
    ["document 'relay' is invalid: /inactiveDays: given 0", [line(changed(RELAY, { inactiveDays: 0 }))]],
    ["document 'relay' is invalid: /version: given 2, allowed 1", [line(changed(RELAY, { version: 2 }))]],
    ["document 'other': expected relay, groups/NAME, admission/NAME or egress/NAME", ['other {}']],
    ["document 'groups/../x': expected", ['groups/../x {}']],
    ["document 'groups': expected", ['groups {}']],
    ["document 'relay/hq': expected", ['relay/hq {}']],
    [
      "document 'groups/plant' is of the group 'hq', allowed: 'plant'",
      DOCUMENTS.filter(({ name }) => name.startsWith('groups/hq')).map((each) =>
        line(each).replace('groups/hq', 'groups/plant'),
      ),
    ],
    [
      'documents of the deployments contoso, fabrikam, allowed: one',
      DOCUMENTS.map((each) =>
        line(each.name.startsWith('groups/hq') ? changed(each, { deployment: 'fabrikam' }) : each),
      ),
    ],
    ["'env:DOCUMENTS' is empty", []],
  ])('publishes nothing where %s', async (reason, lines) => {
    await publish([RELAY]);
    expect(await publishLines(lines)).toBe(1);
    expect(error.join()).toContain(`app-proxy: nothing published: ${reason}`);
    expect(published()).toEqual([RELAY.name]);
  });

  test.each([
    ['env:DOCUMENTS', 'cannot unpack'],
    ['env:LARGE', `expected gzip and base64 of at most ${MAX_PUBLICATION_BYTES} bytes`],
    ['env:MISSING', 'the environment variable MISSING is not set'],
    ['/nowhere/documents', "cannot read '/nowhere/documents': ENOENT"],
  ])('publishes nothing from %s', async (from, reason) => {
    const LARGE = gzipSync(Buffer.alloc(MAX_PUBLICATION_BYTES + 1)).toString('base64');
    expect(await run(['--from', from, '--to', directory], { DOCUMENTS: 'not a payload', LARGE })).toBe(1);
    expect(error.join()).toContain(reason);
    expect(published()).toEqual([]);
  });

  test('refuses a directory that is not there and a variable that cannot be one, as wrong usage', async () => {
    expect(await run(['--from', 'env:X', '--to', join(directory, 'none')])).toBe(2);
    expect(await run(['--from', 'env:1 X', '--to', directory])).toBe(2);
    expect(error).toEqual([
      `app-proxy: publish: --to '${join(directory, 'none')}' is not a directory`,
      "app-proxy: nothing published: 'env:1 X': expected env:NAME",
    ]);
  });

  test.each([
    ['--relays', 'two'],
    ['--timeout', 'soon'],
    ['--timeout', '-1s'],
    ['--timeout', '1d'],
  ])('refuses %s %s', async (option, value) => {
    await expect(publish([RELAY], option, value)).rejects.toThrow(CommanderError);
    expect(published()).toEqual([]);
  });

  test('waits until so many relay instances report the configuration', async () => {
    const digest = configurationDigest([RELAY.name]);
    notice('r0', digest);
    notice('r1', 'aaaaaaaaaaaa');
    let code: number | undefined;
    const done = publish([RELAY], '--relays', '2').then((given) => (code = given));
    await until(() => clock.waits.length === 1);
    expect(code).toBeUndefined();
    notice('r1', digest);
    clock.advance(500);
    await done;
    expect([code, out]).toEqual([
      0,
      [`app-proxy: published configuration ${digest}: 1 documents, 2 relay instances`],
    ]);
  });

  test.each<[string, object]>([
    ['is stale', { time: '2025-12-31T23:59:00Z' }],
    ['is of another deployment', { deployment: 'fabrikam' }],
    ['is no notice', { address: 5 }],
    ['is of an instance that has reported already', { instance: 'r0' }],
    ['says nothing of the configuration', { configuration: undefined }],
  ])('does not count a notice that %s', async (_, change) => {
    const digest = configurationDigest([RELAY.name]);
    notice('r0', digest);
    notice('r1', digest, change);
    expect(await publish([RELAY], '--relays', '2', '--timeout', '0s')).toBe(3);
    expect(error.join()).toContain(
      `app-proxy: configuration ${digest} is written, but 2 relay instances did not report it in time; r0 reports ${digest}`,
    );
  });

  test('ends after the time, says who reports what, and leaves the documents there', async () => {
    const done = publish([RELAY], '--relays', '1', '--timeout', '1s');
    for (let waits = 0; waits < 2; waits += 1) {
      await until(() => clock.waits.length === 1);
      clock.advance(500);
    }
    expect(await done).toBe(3);
    expect(error.join()).toContain('no instance says that it is there');
    expect(published()).toEqual([RELAY.name]);
  });
});
