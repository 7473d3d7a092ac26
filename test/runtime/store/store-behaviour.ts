import type { Store } from '../../../runtime/store/store';
import { StoreError } from '../../../runtime/store/store-error';

/** What every store does. `make` gives an empty one that holds texts of at most 1,000 bytes. */
export function describeStore(name: string, make: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;

    beforeEach(async () => {
      store = await make();
    });

    test('gives back what was written, with an etag that changes with the content alone', async () => {
      expect(await store.write('groups/hq.json', 'one ü')).toBe(true);
      const first = await store.read('groups/hq.json');
      expect(first).toEqual({ text: 'one ü', etag: expect.stringMatching(/^[^"]+$/) as string });
      await store.write('groups/hq.json', 'two');
      const second = await store.read('groups/hq.json');
      expect(second).toMatchObject({ text: 'two' });
      expect(etagOf(second)).not.toBe(etagOf(first));
    });

    test('knows no name that was never written, and lists nothing', async () => {
      expect(await store.read('groups/hq.json')).toBeUndefined();
      expect(await store.read('groups/hq.json', { etag: 'abc' })).toBeUndefined();
      expect(await store.list('')).toEqual([]);
      expect(await store.list('groups/')).toEqual([]);
    });

    test('says that a text is unchanged where it has the etag that is given', async () => {
      await store.write('a.json', '1');
      const etag = etagOf(await store.read('a.json'));
      expect(await store.read('a.json', { etag })).toBe('unchanged');
      await store.write('a.json', '2');
      expect(await store.read('a.json', { etag })).toMatchObject({ text: '2' });
    });

    test('lists by the beginning of a name, in folders too, sorted, with the etag that reading gives', async () => {
      const names = [
        'relay-1.json',
        'relay-2.json',
        'groups/b.json',
        'groups/a.json',
        'groups-old/c.json',
        'trust/ca.pem',
      ];
      for (const name of names) await store.write(name, name);
      const listed = async (prefix: string) => (await store.list(prefix)).map((entry) => entry.name);
      expect(await listed('')).toEqual([...names].sort());
      expect(await listed('groups/')).toEqual(['groups/a.json', 'groups/b.json']);
      expect(await listed('relay-')).toEqual(['relay-1.json', 'relay-2.json']);
      expect(await listed('groups/a')).toEqual(['groups/a.json']);
      const [entry] = await store.list('trust/');
      expect(await store.read('trust/ca.pem', { etag: entry?.etag ?? '' })).toBe('unchanged');
      expect(Math.abs(Date.now() - (entry?.modified.getTime() ?? 0))).toBeLessThan(60_000);
    });

    test('creates a name once, whoever tries at the same time', async () => {
      const tries = Array.from({ length: 8 }, (_, index) => store.create('trust/ca.pem', `bundle ${index}`));
      const made = await Promise.all(tries);
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await store.read('trust/ca.pem')).toMatchObject({ text: `bundle ${made.indexOf(true)}` });
      expect(await store.create('trust/ca.pem', 'another')).toBe(false);
      expect(await store.list('')).toHaveLength(1);
    });

    test('writes under an etag once, whoever tries at the same time', async () => {
      await store.write('trust/ca.pem', 'old');
      const etag = etagOf(await store.read('trust/ca.pem'));
      const tries = Array.from({ length: 8 }, (_, index) =>
        store.write('trust/ca.pem', `new ${index}`, { etag }),
      );
      const written = await Promise.all(tries);
      expect(written.filter(Boolean)).toHaveLength(1);
      expect(await store.read('trust/ca.pem')).toMatchObject({ text: `new ${written.indexOf(true)}` });
      expect(await store.list('')).toHaveLength(1);
    });

    test('writes nothing under the etag of a name that is gone', async () => {
      await store.write('a.json', '1');
      const etag = etagOf(await store.read('a.json'));
      await store.remove('a.json');
      expect(await store.write('a.json', '2', { etag })).toBe(false);
      expect(await store.read('a.json')).toBeUndefined();
    });

    test('takes a name away, and again without complaint', async () => {
      await store.write('a.json', '1');
      await store.remove('a.json');
      await store.remove('a.json');
      expect(await store.list('')).toEqual([]);
    });

    test.each([
      '',
      '..',
      '../a',
      'a/../b',
      '/a',
      'a/',
      'a//b',
      '.a',
      'a/.b',
      'a\\b',
      'a b',
      'a\u0000',
      'ä',
      'a/b/c/d/e',
      'a'.repeat(201),
    ])('refuses the name %p', async (bad) => {
      const refusal = { name: 'StoreError', code: 'bad-name' };
      await expect(store.read(bad)).rejects.toMatchObject(refusal);
      await expect(store.create(bad, '')).rejects.toMatchObject(refusal);
      await expect(store.write(bad, '')).rejects.toMatchObject(refusal);
      await expect(store.remove(bad)).rejects.toMatchObject(refusal);
    });

    test('refuses a prefix that leaves the store', async () => {
      await expect(store.list('../')).rejects.toThrow(StoreError);
    });

    test('refuses to write more than its largest text', async () => {
      expect(await store.write('a.json', 'a'.repeat(1000))).toBe(true);
      await expect(store.write('a.json', 'ü'.repeat(501))).rejects.toMatchObject({ code: 'too-large' });
      await expect(store.create('b.json', 'a'.repeat(1001))).rejects.toMatchObject({ code: 'too-large' });
      expect(await store.read('b.json')).toBeUndefined();
    });
  });
}

export function etagOf(content: Awaited<ReturnType<Store['read']>>): string {
  if (content === undefined || content === 'unchanged')
    throw new Error(`expected a text, got ${String(content)}`);
  return content.etag;
}
