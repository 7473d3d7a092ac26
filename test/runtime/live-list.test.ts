import { LiveList } from '../../runtime/live-list';

const thing = (name: string) => ({ name, place: -1 });
const names = (list: LiveList<ReturnType<typeof thing>>) => [...list].map(({ name }) => name).sort();

test('a live list has what was added and not deleted, in whatever order that happened', () => {
  const [a, b, c] = [thing('a'), thing('b'), thing('c')];
  const list = new LiveList<ReturnType<typeof thing>>();
  for (const each of [a, b, c]) list.add(each);
  list.delete(a);
  expect(names(list)).toEqual(['b', 'c']);
  list.delete(c);
  list.add(a);
  list.delete(b);
  expect(names(list)).toEqual(['a']);
  expect(list.size).toBe(1);
});

test('to delete what is not in a live list harms nothing', () => {
  const list = new LiveList<ReturnType<typeof thing>>();
  const [a, b] = [thing('a'), thing('b')];
  list.add(a);
  list.delete(b);
  list.delete(a);
  list.delete(a);
  list.add(b);
  list.delete(a);
  expect(names(list)).toEqual(['b']);
});

test('a loop over a live list sees those of its beginning, whatever it deletes', () => {
  const list = new LiveList<ReturnType<typeof thing>>();
  for (const name of ['a', 'b', 'c', 'd']) list.add(thing(name));
  const seen: string[] = [];
  for (const each of list) {
    seen.push(each.name);
    list.delete(each);
  }
  expect(seen).toEqual(['a', 'b', 'c', 'd']);
  expect(list.size).toBe(0);
});
