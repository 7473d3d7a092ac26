import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VaultSecret } from '../../../runtime/secrets/key-vault';
import { Secrets, type SecretsOptions } from '../../../runtime/secrets/secrets';
import { RecordingLog } from '../configuration/recording-log';
import { ManualClock } from '../connector/manual-clock';

const VAULT = 'https://kv.example/';

let directory: string;
let log: RecordingLog;
let clock: ManualClock;
let made: Secrets[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  log = new RecordingLog();
  clock = new ManualClock(0);
  made = [];
});

afterEach(() => {
  for (const each of made) each.stop();
  rmSync(directory, { recursive: true });
});

function secrets(options: Partial<SecretsOptions> = {}): Secrets {
  const all = new Secrets({ log, clock, ...options });
  made.push(all);
  return all;
}

function file(text: string, name = 'secret'): { readonly file: string } {
  writeFileSync(join(directory, name), text);
  return { file: join(directory, name) };
}

/** A key vault that a test fills. */
function vault(content: Record<string, VaultSecret>) {
  const reads: string[] = [];
  const readVaultSecret = (of: string, name: string): Promise<VaultSecret> => {
    reads.push(`${of}${name}`);
    const secret = content[name];
    return secret === undefined
      ? Promise.reject(new Error(`SecretNotFound\nRequestId: 1`))
      : Promise.resolve(secret);
  };
  return { content, reads, readVaultSecret };
}

describe('secrets by reference', () => {
  test('are the text of a file, without the line end behind it', async () => {
    expect(await secrets().text(file(' hunter2 \r\n'))).toBe(' hunter2 ');
  });

  test('are read once from the key vault for all who ask', async () => {
    const { reads, readVaultSecret } = vault({ 'sign-in': { text: 'hunter2' } });
    const all = secrets({ readVaultSecret });
    const reference = { keyVaultSecret: 'sign-in' };
    expect(await Promise.all([all.text(reference, VAULT), all.text(reference, VAULT)])).toEqual([
      'hunter2',
      'hunter2',
    ]);
    expect(await all.text(reference, VAULT)).toBe('hunter2');
    expect(reads).toEqual([`${VAULT}sign-in`]);
  });

  test('are refused where no vault is named, or there is no identity to enter it', async () => {
    const reference = { keyVaultSecret: 'sign-in' };
    await expect(secrets({ identity: 'x' }).text(reference)).rejects.toMatchObject({
      code: 'no-vault',
      message: "cannot read secret 'sign-in': no key vault is named beside it; use a file, or name both",
    });
    await expect(secrets().text(reference, VAULT)).rejects.toMatchObject({ code: 'no-vault' });
  });

  test('are refused with the reason in one line where they cannot be read', async () => {
    const { readVaultSecret } = vault({});
    await expect(
      secrets({ readVaultSecret }).text({ keyVaultSecret: 'sign-in' }, VAULT),
    ).rejects.toMatchObject({
      code: 'unreadable',
      message: `cannot read secret 'sign-in' of ${VAULT}: SecretNotFound`,
    });
    await expect(secrets().text({ file: join(directory, 'none') })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^cannot read '.*\/none': ENOENT/) as string,
    });
    await expect(secrets().text({ file: directory })).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('are refused where they are too large, wherever they are', async () => {
    const { readVaultSecret } = vault({ large: { text: 'ü'.repeat(6) } });
    const all = secrets({ readVaultSecret, maxBytes: 11 });
    expect(await all.text(file('a'.repeat(11)))).toHaveLength(11);
    await expect(all.text(file('a'.repeat(12), 'larger'))).rejects.toMatchObject({ code: 'too-large' });
    await expect(all.text({ keyVaultSecret: 'large' }, VAULT)).rejects.toMatchObject({
      message: `secret 'large' of ${VAULT} has 12 bytes, allowed: at most 11`,
    });
  });

  test('that could not be read are read again by whoever asks next', async () => {
    const all = secrets();
    const reference = { file: join(directory, 'late') };
    await expect(all.text(reference)).rejects.toMatchObject({ code: 'unreadable' });
    file('hunter2', 'late');
    expect(await all.text(reference)).toBe('hunter2');
  });

  test('are read again every five minutes, a tenth more or less, and a change is told', async () => {
    clock.chance = 0;
    const all = secrets();
    const reference = file('one');
    await all.text(reference);
    expect(clock.waits).toEqual([270_000]);
    const told = new Promise<void>((resolve) => void all.onChange(resolve));
    file('two');
    clock.advance(270_000);
    await told;
    expect(await all.text(reference)).toBe('two');
  });

  test('are not told again when nothing changed', async () => {
    const all = secrets();
    await all.text(file('one'));
    all.onChange(() => {
      throw new Error('told');
    });
    await all.refresh();
  });

  test('stay what they were while they cannot be read again, and the log says so once', async () => {
    const content: Record<string, VaultSecret> = { 'sign-in': { text: 'hunter2' } };
    const { readVaultSecret } = vault(content);
    const all = secrets({ readVaultSecret });
    const reference = { keyVaultSecret: 'sign-in' };
    await all.text(reference, VAULT);
    delete content['sign-in'];
    await all.refresh();
    await all.refresh();
    expect(await all.text(reference, VAULT)).toBe('hunter2');
    expect(log.lines).toEqual([
      {
        event: 'secret-unavailable',
        fields: { reason: `cannot read secret 'sign-in' of ${VAULT}: SecretNotFound` },
      },
    ]);
  });

  test('are forgotten when nobody asks for them any more', async () => {
    const { reads, readVaultSecret } = vault({ 'sign-in': { text: 'hunter2' } });
    const all = secrets({ readVaultSecret });
    await all.text({ keyVaultSecret: 'sign-in' }, VAULT);
    await all.refresh();
    await all.refresh();
    await all.refresh();
    expect(reads).toHaveLength(2);
    expect(clock.waits).toEqual([]);
  });
});
