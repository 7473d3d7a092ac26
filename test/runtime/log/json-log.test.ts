import { EVENTS, type EventName } from '../../../runtime/log/events';
import { EventCounts } from '../../../runtime/log/event-counts';
import { jsonLog } from '../../../runtime/log/json-log';
import { MAX_FIELD_LENGTH } from '../../../runtime/log/limits';
import type { Log } from '../../../runtime/log/log';

let lines: string[];
let log: Log;

beforeEach(() => {
  lines = [];
  log = jsonLog({
    role: 'relay',
    version: '1.2.3',
    destination: { write: (line) => void lines.push(line) },
  });
});

function last(): Record<string, unknown> {
  return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
}

describe('the admin log', () => {
  it('writes one JSON line with time in UTC, level, program, role, event, code, fields and text', () => {
    log.event('connector-joined', { connector: '0123456789abcdef', group: 'hq', slot: undefined });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      program: 'app-proxy',
      version: '1.2.3',
      role: 'relay',
      machine: expect.any(String) as string,
      event: 'connector-joined',
      code: EVENTS['connector-joined'].code,
      connector: '0123456789abcdef',
      group: 'hq',
      message: EVENTS['connector-joined'].text,
    });
  });

  it('writes the heartbeat and the connectors in service as alerts read them', () => {
    log.event('relay-heartbeat', { instance: 'r0' });
    expect(last()).toMatchObject({ event: 'relay-heartbeat', instance: 'r0' });
    log.event('group-in-service', { instance: 'r0', group: 'hq', connectors: 2 });
    expect(last()).toMatchObject({ event: 'group-in-service', instance: 'r0', group: 'hq', connectors: 2 });
  });

  it('gives every line the fields of a log that was made with them', () => {
    log.with({ worker: 3 }).with({ group: 'hq' }).event('tunnel-refused', { reason: 'revoked' });
    expect(last()).toMatchObject({ worker: 3, group: 'hq', reason: 'revoked' });
  });

  it('keeps its own fields where an event brings one of the same name', () => {
    log.event('connector-refused', { code: 'token-expired', message: 'too late', level: 'x' });
    expect(last()).toMatchObject({
      code: EVENTS['connector-refused'].code,
      level: EVENTS['connector-refused'].level,
      message: EVENTS['connector-refused'].text,
      reasonCode: 'token-expired',
      reasonMessage: 'too late',
      reasonLevel: 'x',
    });
  });

  it('cuts what is long, and escapes what a terminal would obey', () => {
    log.event('tunnel-down', { reason: `${'x'.repeat(MAX_FIELD_LENGTH)}tail` });
    expect(last()['reason']).toBe(`${'x'.repeat(MAX_FIELD_LENGTH)}...`);
    log.event('tunnel-down', { reason: 'a\nb\u001b[2J\u009bc\u2028\u202ed' });
    const line = lines.at(-1) ?? '';
    expect(line.trimEnd()).toMatch(/^[\u0020-\u007e’]*$/);
    expect(last()['reason']).toBe('a\nb\u001b[2J\\u009bc\\u2028\\u202ed');
  });

  it.each([
    ['an enrolment token', 'token apx1.hq.0a1b.c2VjcmV0c2VjcmV0.00ff is spent', /c2VjcmV0/],
    [
      'a JSON web token',
      'got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl here',
      /c2lnbmF0dXJl|eyJzdWIi/,
    ],
    ['a bearer credential', 'sent Authorization: Bearer abcdef0123456789 to it', /abcdef0123456789/],
    ['a proxy credential', 'Basic dXNlcjpwYXNzd29yZA== was refused', /dXNlcjpwYXNz/],
    ['a cookie', 'header Cookie: session=topsecret; other=1', /topsecret/],
    ['a cookie that is set', 'set-cookie: session=topsecret', /topsecret/],
    ['user information of an address', 'http://user:hunter2@proxy:3128 refused', /hunter2/],
    ['a query string', 'GET https://a.example/x/y?code=4711&state=1 failed', /4711|state/],
    ['the query of a path', '/callback?code=4711 failed', /4711/],
    ['a signature of a storage address', 'at blob sig=aGVsbG8%3D failed', /aGVsbG8/],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIBVQIBADAN\n-----END PRIVATE KEY-----', /MIIBVQ/],
    [
      'a private key that is cut',
      `${'x '.repeat(230)}-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE${'A'.repeat(200)}`,
      /MHcCAQ/,
    ],
  ])('never writes %s', (_what, reason, secret) => {
    log.event('tunnel-failed', { reason });
    expect(lines.at(-1)).not.toMatch(secret);
    expect(lines.at(-1)).toContain('[redacted]');
  });

  it('leaves text alone that holds no secret', () => {
    const reason =
      "could it be? 'https://kv.vault.azure.net/keys/ca' answered 403: denied, see docs/limits.md?";
    log.event('tunnel-failed', { reason });
    expect(last()['reason']).toBe(reason);
  });

  it('counts events', () => {
    const counts = new EventCounts();
    const counted = counts.counting(log);
    counted.event('token-refused', { group: 'hq' });
    expect(last()).toMatchObject({ event: 'token-refused', group: 'hq' });
    counted.with({ worker: 1 }).event('token-refused');
    expect(last()).toMatchObject({ event: 'token-refused', worker: 1 });
    expect([...counts.all]).toEqual([['token-refused', 2]]);
  });
});

describe('the catalogue of events', () => {
  const names = Object.keys(EVENTS) as EventName[];

  it('has one code for each event, of one form', () => {
    const codes = names.map((name) => EVENTS[name].code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^AP1\d{3}$/);
  });

  it('has names of lower-case words', () => {
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  });
});
