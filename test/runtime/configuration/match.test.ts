import fc from 'fast-check';
import { RouteTable } from '../../../runtime/configuration/match';
import type { GroupDocument } from '../../../runtime/documents/types.generated';
import type { Route } from '../../../runtime/relay/messages';
import { kitGroup } from '../documents/kit-documents';

const { content } = kitGroup('hq', { applications: { erp: { url: 'http://10.0.0.1' } } });
const settings = (JSON.parse(content) as GroupDocument).applications.erp;

function route(host: string, path = '/'): Route {
  if (settings === undefined) throw new Error('no application erp');
  return { host, path, group: 'hq', application: `${host}${path}`, settings };
}

const table = new RouteTable([
  route('one.example'),
  route('two.example', '/a'),
  route('two.example', '/a/b'),
  route('three.example'),
  route('three.example', '/api'),
  route('*.apps.example'),
  route('*.apps.example', '/x'),
  route('exact.apps.example', '/only'),
]);
const find = (host: string, target: string) => table.match(host, target)?.application;

describe('the route of a request', () => {
  test.each([
    ['one.example', '/', 'one.example/'],
    ['one.example', '/any/thing?x=1', 'one.example/'],
    ['one.example', '*', 'one.example/'],
    ['two.example', '/a', 'two.example/a'],
    ['two.example', '/a/', 'two.example/a'],
    ['two.example', '/a?x', 'two.example/a'],
    ['two.example', '/a/b', 'two.example/a/b'],
    ['two.example', '/a/b/c', 'two.example/a/b'],
    ['two.example', '/a/bc', 'two.example/a'],
    ['two.example', '/ab', undefined],
    ['two.example', '/A', undefined],
    ['two.example', '/', undefined],
    ['three.example', '/apis', 'three.example/'],
    ['three.example', '/api/v1', 'three.example/api'],
    ['any.apps.example', '/', '*.apps.example/'],
    ['any.apps.example', '/x/y', '*.apps.example/x'],
    ['exact.apps.example', '/only', 'exact.apps.example/only'],
    ['exact.apps.example', '/', undefined],
    ['two.labels.apps.example', '/', undefined],
    ['apps.example', '/', undefined],
    ['.apps.example', '/', undefined],
    ['*.apps.example', '/', '*.apps.example/'],
    ['', '/', undefined],
    ['none.example', '/', undefined],
    ['constructor', '/', undefined],
  ])('for host %j and target %j is %j', (host, target, expected) => {
    expect(find(host, target)).toBe(expected);
  });

  test.each(['ONE.example', 'one.example:443', 'one.example.', 'One.Example.:8443'])(
    'is found for the host %j too',
    (host) => {
      expect(find(host, '/')).toBe('one.example/');
      expect(table.knows(host)).toBe(true);
    },
  );

  test.each(['[::1]:443', ':443', '.', 'one.example:443:1'])('is none for the host %j', (host) => {
    expect(find(host, '/')).toBeUndefined();
    expect(table.knows(host)).toBe(false);
  });

  test('tells a host without a route for the path from an unknown one', () => {
    expect([table.knows('two.example'), table.knows('none.example')]).toEqual([true, false]);
  });

  test('is the one with the longest path that is a prefix by segments, whatever the order of routes', () => {
    const segments = fc.array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 });
    const path = segments.map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 6 }), path, (paths, target) => {
        const found = new RouteTable(paths.map((each) => route('h.example', each))).match(
          'h.example',
          target,
        );
        const isPrefix = (each: string) => each === '/' || `${target}/`.startsWith(`${each}/`);
        const longest = paths.filter(isPrefix).sort((a, b) => b.length - a.length)[0];
        expect(found?.path).toBe(longest);
      }),
    );
  });
});
