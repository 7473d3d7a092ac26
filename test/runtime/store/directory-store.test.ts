import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryStore } from '../../../runtime/store/directory-store';
import { describeStore, etagOf } from './store-behaviour';

let scratch: string;
let count = 0;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'directory-store-'));
});

afterAll(() => rm(scratch, { recursive: true }));

const directory = () => join(scratch, String((count += 1)));

describeStore('a directory as a store', () =>
  Promise.resolve(new DirectoryStore({ directory: directory(), maxBytes: 1000 })),
);

describe('a directory as a store', () => {
  test('leaves nothing beside the texts, and passes over what is not one', async () => {
    const place = directory();
    const store = new DirectoryStore({ directory: place });
    await store.create('a.json', '1');
    await store.write('a.json', '2');
    await store.create('a.json', '3');
    expect(await readdir(place)).toEqual(['a.json']);
    await writeFile(join(place, '.half.tmp'), 'half');
    await writeFile(join(place, 'not a name'), 'x');
    expect((await store.list('')).map(({ name }) => name)).toEqual(['a.json']);
  });

  test('gives a reader all of a text or the one before it, while it is written again and again', async () => {
    const store = new DirectoryStore({ directory: directory() });
    const texts = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(50_000 + index));
    await store.write('a.json', texts[0] ?? '');
    const write = async () => {
      for (const text of texts) await store.write('a.json', text);
    };
    const read = async () => {
      for (let reads = 0; reads < 100; reads += 1) {
        const content = await store.read('a.json');
        expect(texts.includes((content as { text: string }).text)).toBe(true);
      }
    };
    await Promise.all([write(), read(), read()]);
  });

  test('sees a content that was changed in place with the size and time of before', async () => {
    const place = directory();
    const store = new DirectoryStore({ directory: place });
    await store.write('a.json', 'one');
    const file = join(place, 'a.json');
    await utimes(file, 1000, 1000);
    const [before] = await store.list('');
    await writeFile(file, 'two');
    await utimes(file, 1000, 1000);
    const [after] = await store.list('');
    expect(after?.etag).not.toBe(before?.etag);
    expect(after?.etag).toBe(etagOf(await store.read('a.json')));
  });

  test('lists a file that is too large, and refuses to read it', async () => {
    const place = directory();
    await mkdir(place);
    await writeFile(join(place, 'a.json'), 'a'.repeat(11));
    const store = new DirectoryStore({ directory: place, maxBytes: 10 });
    expect(await store.list('')).toHaveLength(1);
    await expect(store.read('a.json')).rejects.toMatchObject({
      code: 'too-large',
      message: `'a.json' of '${place}' has 11 bytes, allowed: at most 10`,
    });
  });

  test('says that it is away where the directory is a file', async () => {
    const place = directory();
    await writeFile(place, '');
    await expect(new DirectoryStore({ directory: place }).write('a.json', '')).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('takes the lock of a conditional write that a killed process left behind', async () => {
    const place = directory();
    const store = new DirectoryStore({ directory: place });
    await store.write('a.json', '1');
    const etag = etagOf(await store.read('a.json'));
    await writeFile(join(place, '.a.json.lock'), '');
    const long = Date.now() / 1000 - 60;
    await utimes(join(place, '.a.json.lock'), long, long);
    expect(await store.write('a.json', '2', { etag })).toBe(true);
    expect(await readdir(place)).toEqual(['a.json']);
  });

  test('keeps private files from everybody else', async () => {
    const place = directory();
    await new DirectoryStore({ directory: place, private: true }).write('groups/a.json', '1');
    const mode = async (path: string) => (await stat(join(place, path))).mode & 0o777;
    expect([await mode('.'), await mode('groups'), await mode('groups/a.json')]).toEqual([
      0o700, 0o700, 0o600,
    ]);
  });
});
