import { BlobStore, type BlobStoreOptions } from '../../../runtime/store/blob-store';
import { startAzurite, type Azurite } from './azurite';
import { describeStore } from './store-behaviour';

const library = () => import('@azure/storage-blob');
type Library = Awaited<ReturnType<typeof library>>;

let blobs: Library;
let azurite: Azurite;
let count = 0;

beforeAll(async () => {
  [blobs, azurite] = await Promise.all([library(), startAzurite()]);
}, 60_000);

afterAll(() => azurite.stop());

function container(name: string) {
  const credential = new blobs.StorageSharedKeyCredential(azurite.account, azurite.key);
  return new blobs.ContainerClient(`${azurite.url}/${name}`, credential, { retryOptions: { maxTries: 1 } });
}

async function store(options: BlobStoreOptions = {}): Promise<BlobStore> {
  const client = container(`container-${(count += 1)}`);
  await client.create();
  return new BlobStore(client, options);
}

describeStore('a storage container as a store', () => store({ maxBytes: 1000 }));

describe('a storage container as a store', () => {
  test('lists all pages', async () => {
    const small = await store({ pageSize: 2 });
    const names = ['a', 'b', 'c', 'd', 'e'].map((each) => `groups/${each}.json`);
    for (const name of names) await small.write(name, '{}');
    expect((await small.list('groups/')).map(({ name }) => name)).toEqual(names);
  });

  test('refuses to read a blob that is too large', async () => {
    const client = container(`container-${(count += 1)}`);
    await client.create();
    await client.getBlockBlobClient('a.json').upload('a'.repeat(11), 11);
    await expect(new BlobStore(client, { maxBytes: 10 }).read('a.json')).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  test('says which container is not there', async () => {
    const missing = new BlobStore(container('missing'));
    const message = expect.stringContaining(`${azurite.url}/missing': 404 ContainerNotFound`) as string;
    await expect(missing.list('')).rejects.toMatchObject({ code: 'unavailable', message });
    await expect(missing.read('a.json')).rejects.toMatchObject({ code: 'unavailable', message });
    await expect(missing.create('a.json', '')).rejects.toMatchObject({ code: 'unavailable', message });
  });

  test('says that it may not enter', async () => {
    const client = container('private');
    await client.create();
    const stranger = new BlobStore(new blobs.ContainerClient(client.url));
    await expect(stranger.list('')).rejects.toMatchObject({ code: 'denied' });
  });

  test('shows no part of an address that may hold a credential', () => {
    const client = new blobs.ContainerClient(`${azurite.url}/private?sv=1&sig=secret`);
    expect(new BlobStore(client).place).toBe(`${azurite.url}/private`);
  });
});
