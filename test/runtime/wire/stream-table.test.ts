import { StreamTable } from '../../../runtime/wire/stream-table';

const stream = (id: number) => ({ id });

test('a stream is found by its number until it is deleted', () => {
  const table = new StreamTable<{ readonly id: number }>();
  const [first, second] = [stream(1), stream(3)];
  table.add(first);
  table.add(second);
  expect(table.get(1)).toBe(first);
  table.delete(first);
  expect([table.has(1), table.get(1), table.has(3), table.size]).toEqual([false, undefined, true, 1]);
});

test('a stream that is over does not take out another one that has its number', () => {
  const table = new StreamTable<{ readonly id: number }>();
  const [old, young] = [stream(1), stream(1)];
  table.add(old);
  table.delete(old);
  table.add(young);
  table.delete(old);
  expect(table.get(1)).toBe(young);
});

test('a table that is cleared gives what was in it', () => {
  const table = new StreamTable<{ readonly id: number }>();
  const all = [stream(1), stream(3), stream(5)];
  for (const each of all) table.add(each);
  expect(table.clear()).toEqual(all);
  expect(table.size).toBe(0);
});
