import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalConnector } from '../../../cli/local/local-connector';
import { localDeployment } from '../../../cli/local/local-deployment';
import { localDocuments, publish, publishedNames } from '../../../cli/local/local-documents';
import { LocalFolder } from '../../../cli/local/local-folder';
import { LocalRelay } from '../../../cli/local/local-relay';
import { deployment, groupOf } from '../../deployment';
import { type DocumentKind, failuresOf } from '../../documents/validators';

let folder: LocalFolder;
beforeEach(() => {
  folder = LocalFolder.create();
});
afterEach(() => folder.remove());

const local = localDeployment(deployment());

function kindOf(name: string): DocumentKind {
  return name.startsWith('relay-') ? 'relay' : name.startsWith('groups/') ? 'group' : 'egress';
}

test('the documents are those of the target local, by their schemas', () => {
  publish(localDocuments(local, folder), folder);
  const names = publishedNames(folder);
  expect(names.map((name) => name.replace(/[0-9a-f]{12}/, 'hash')).sort()).toEqual([
    'egress/hq-hash.json',
    'egress/plant-hash.json',
    'groups/default-hash.json',
    'groups/hq-hash.json',
    'groups/plant-hash.json',
    'relay-hash.json',
  ]);
  for (const name of names) {
    const document: unknown = JSON.parse(readFileSync(join(folder.store, name), 'utf8'));
    expect({ name, failures: failuresOf(kindOf(name), document) }).toEqual({ name, failures: [] });
  }
});

test('a changed document takes the place of the one before, and what others wrote stays', () => {
  publish(localDocuments(local, folder), folder);
  const before = publishedNames(folder);
  writeFileSync(join(folder.store, 'other.json'), '{}');
  const changed = localDeployment(deployment({ groups: { hq: {}, plant: {} } }));
  publish(localDocuments(changed, folder), folder);
  const after = publishedNames(folder);
  expect(after).toHaveLength(before.length);
  expect(after.filter((name) => before.includes(name)).sort()).toEqual(
    before.filter((name) => /^groups\/default/.test(name)),
  );
  expect(readFileSync(join(folder.store, 'other.json'), 'utf8')).toBe('{}');
});

test('the bootstraps are valid, listen on loopback alone and hold no token', () => {
  const relay = new LocalRelay({
    ...{ deployment: local, folder, program: ['node'], instance: 'r0', workers: 1 },
    ports: { users: 20001, connectors: 20002, probe: 20003, status: 20004 },
    bootstrap: { revealConnector: true },
  });
  const connector = new LocalConnector({
    ...{ deployment: local, group: groupOf(local, 'hq'), slot: 1, folder, program: ['node'] },
    ...{ relayPort: 20005, healthPort: 20006 },
  });
  expect([relay.process.name, connector.process.name]).toEqual(['relay r0', 'connector hq/1']);
  const bootstrap = (name: string) =>
    JSON.parse(readFileSync(folder.bootstrap(name), 'utf8')) as { readonly listeners?: object };
  expect(failuresOf('relay-bootstrap', bootstrap('relay-r0'))).toEqual([]);
  expect(Object.values(bootstrap('relay-r0').listeners ?? {})).toEqual([
    '127.0.0.1:20002',
    '127.0.0.1:20003',
    '127.0.0.1:20004',
    '127.0.0.1:20001',
  ]);
  expect(failuresOf('connector-bootstrap', bootstrap('connector-hq-1'))).toEqual([]);
  expect(bootstrap('connector-hq-1')).toMatchObject({
    relay: { name: '127.0.0.1', port: 20005 },
    health: '127.0.0.1:20006',
    trust: { file: join(folder.enrolment('hq'), 'ca.pem') },
    enrolment: { method: 'token', token: { file: join(folder.enrolment('hq'), 'token') } },
  });
});

test("the folder is its owner's alone, has short paths for sockets, and goes with all that is in it", () => {
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  expect(Buffer.byteLength(folder.runtime())).toBeLessThan(80);
  expect(folder.runtime()).not.toBe(folder.runtime());
  folder.remove();
  expect(() => statSync(folder.path)).toThrow('ENOENT');
});
