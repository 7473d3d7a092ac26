import fc from 'fast-check';
import {
  mergeClaims,
  nextRelease,
  NO_CLAIMS,
  routesOf,
  type Claims,
} from '../../../runtime/configuration/claims';
import type { InForce } from '../../../runtime/configuration/configuration';
import type { GroupDocument } from '../../../runtime/documents/types.generated';
import type { ApplicationOptions } from '../../deployment';
import { kitGroup } from '../documents/kit-documents';

const HANDOVER = 60_000;

/** Host of an application, by its name. */
type Applications = Readonly<Record<string, string>>;
type Groups = ReadonlyMap<string, InForce<GroupDocument>>;

function documentOf(group: string, applications: Applications, modified = 0): InForce<GroupDocument> {
  const declared = Object.entries(applications).map(([name, place]): [string, ApplicationOptions] => {
    const slash = place.indexOf('/');
    const host = slash === -1 ? place : place.slice(0, slash);
    return [
      name,
      {
        url: `http://${group}.internal`,
        cidrs: ['10.0.0.1'],
        host,
        path: slash === -1 ? '/' : place.slice(slash),
      },
    ];
  });
  const { name, content } = kitGroup(group, { applications: Object.fromEntries(declared) });
  return { document: JSON.parse(content) as GroupDocument, name, digest: '', modified };
}

function groupsOf(all: Readonly<Record<string, Applications>>): Groups {
  return new Map(
    Object.entries(all).map(([group, applications]) => [group, documentOf(group, applications)]),
  );
}

/** Group and application by host and path. */
function served(claims: Claims): Readonly<Record<string, string>> {
  return Object.fromEntries(
    routesOf(claims).map(({ host, path, group, application }) => [
      path === '/' ? host : `${host}${path}`,
      `${group}/${application}`,
    ]),
  );
}

const waiting = (claims: Claims) =>
  claims.waiting.map(({ route, heldBy }) => `${route.group}/${route.application} waits for ${heldBy.group}`);

/** Goes from one set of documents to the next, a second each. */
function merged(...steps: readonly Readonly<Record<string, Applications>>[]): Claims {
  return steps.reduce(
    (claims, step, index) => mergeClaims(claims, groupsOf(step), index * 1000, HANDOVER),
    NO_CLAIMS,
  );
}

describe('routes of all groups', () => {
  test('are the applications of all of them, with their settings', () => {
    const claims = merged({
      hq: { erp: 'erp.example' },
      plant: { mes: 'mes.example', docs: 'erp.example/docs' },
    });
    expect(served(claims)).toEqual({
      'erp.example': 'hq/erp',
      'erp.example/docs': 'plant/docs',
      'mes.example': 'plant/mes',
    });
    expect(routesOf(claims)[0]).toMatchObject({ settings: { backend: { url: 'http://hq.internal' } } });
    expect(claims.waiting).toEqual([]);
    expect(nextRelease(claims)).toBeUndefined();
  });

  test('have the settings of the newest documents', () => {
    const before = mergeClaims(NO_CLAIMS, groupsOf({ hq: { erp: 'erp.example' } }), 0, HANDOVER);
    const { document, ...rest } = documentOf('hq', { erp: 'erp.example' });
    const erp = document.applications.erp;
    if (erp === undefined) throw new Error('no application erp');
    const changed = { ...document, applications: { erp: { ...erp, timeoutSeconds: 7 } } };
    const after = mergeClaims(before, new Map([['hq', { ...rest, document: changed }]]), 1, HANDOVER);
    expect(routesOf(after)[0]?.settings.timeoutSeconds).toBe(7);
  });

  test('are none of the group default', () => {
    const { document, ...rest } = documentOf('hq', { erp: 'erp.example' });
    const groups = new Map([['default', { ...rest, document: { ...document, group: 'default' } }]]);
    expect(mergeClaims(NO_CLAIMS, groups, 0, HANDOVER)).toEqual(NO_CLAIMS);
  });

  test('take a path with and without a closing slash for one', () => {
    const claims = merged(
      { hq: { erp: 'erp.example/a/' } },
      { hq: { erp: 'erp.example/a/' }, plant: { mes: 'erp.example/a' } },
    );
    expect(served(claims)).toEqual({ 'erp.example/a': 'hq/erp' });
    expect(waiting(claims)).toEqual(['plant/mes waits for hq']);
  });

  test('stay with the group that came first, until it gives them up: then who waited has them at once', () => {
    const first = { hq: { erp: 'erp.example' } };
    const both = { ...first, branch: { erp: 'erp.example' } };
    const claims = merged(first, both);
    expect(served(claims)).toEqual({ 'erp.example': 'hq/erp' });
    expect(waiting(claims)).toEqual(['branch/erp waits for hq']);
    const moved = merged(first, both, { hq: {}, branch: { erp: 'erp.example' } });
    expect(served(moved)).toEqual({ 'erp.example': 'branch/erp' });
    expect(moved.waiting).toEqual([]);
    expect(nextRelease(moved)).toBeUndefined();
  });

  test('go to those who wait in the order in which they came', () => {
    const erp = { erp: 'erp.example' };
    const claims = merged({ hq: erp }, { hq: erp, plant: erp }, { hq: erp, plant: erp, branch: erp });
    expect(waiting(claims)).toEqual(['plant/erp waits for hq', 'branch/erp waits for hq']);
    const next = mergeClaims(claims, groupsOf({ branch: erp, plant: erp }), 9000, HANDOVER);
    expect(served(next)).toEqual({ 'erp.example': 'plant/erp' });
    expect(waiting(next)).toEqual(['branch/erp waits for plant']);
  });

  test('go to the older document where two come at once', () => {
    const groups = new Map([
      ['branch', documentOf('branch', { erp: 'erp.example' }, 2000)],
      ['hq', documentOf('hq', { erp: 'erp.example' }, 1000)],
    ]);
    expect(served(mergeClaims(NO_CLAIMS, groups, 0, HANDOVER))).toEqual({ 'erp.example': 'hq/erp' });
  });

  test('that are released and that nobody claims are served on, and are gone after the handover time', () => {
    const claims = merged({ hq: { erp: 'erp.example' } }, { hq: {} });
    expect(served(claims)).toEqual({ 'erp.example': 'hq/erp' });
    expect(nextRelease(claims)).toBe(1000 + HANDOVER);
    const later = mergeClaims(claims, groupsOf({}), 999 + HANDOVER, HANDOVER);
    expect(served(later)).toEqual({ 'erp.example': 'hq/erp' });
    expect(nextRelease(later)).toBe(1000 + HANDOVER);
    expect(mergeClaims(later, groupsOf({}), 1000 + HANDOVER, HANDOVER)).toEqual(NO_CLAIMS);
  });

  test('that are released go to whoever claims them next, or back', () => {
    const erp = { erp: 'erp.example' };
    expect(served(merged({ hq: erp }, { hq: {} }, { hq: {}, branch: erp }))).toEqual({
      'erp.example': 'branch/erp',
    });
    const back = merged({ hq: erp }, { hq: {} }, { hq: erp });
    expect(served(back)).toEqual({ 'erp.example': 'hq/erp' });
    expect(nextRelease(back)).toBeUndefined();
  });

  test('move between applications of one group', () => {
    const claims = merged({ hq: { old: 'erp.example' } }, { hq: { anew: 'erp.example' } });
    expect(served(claims)).toEqual({ 'erp.example': 'hq/anew' });
  });

  const groups = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 });
  const hosts = fc.uniqueArray(fc.constantFrom('x.example', 'y.example', 'z.example', 'x.example/p'));
  /** Documents that no two groups disagree about. */
  const settled = fc.tuple(groups, hosts, fc.infiniteStream(fc.nat(3))).map(([names, places, pick]) => {
    const all: Record<string, Record<string, string>> = Object.fromEntries(names.map((name) => [name, {}]));
    for (const place of places) {
      const name = names[(pick.next().value as number) % names.length] ?? '';
      (all[name] ??= {})[place.replace(/[^a-z]/g, '-')] = place;
    }
    return all;
  });

  test('end the same, and are served without a gap meanwhile, whatever the order in which documents arrive', () => {
    fc.assert(
      fc.property(settled, settled, fc.infiniteStream(fc.nat(100)), (before, after, pick) => {
        const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
        const order = names
          .map((name) => [pick.next().value as number, name] as const)
          .sort(([a], [b]) => a - b)
          .map(([, name]) => name);
        let claims = merged(before);
        const current: Record<string, Applications> = { ...before };
        const kept = Object.keys(served(claims)).filter(
          (place) => served(merged(after))[place] !== undefined,
        );
        for (const [index, name] of order.entries()) {
          const next = after[name];
          if (next === undefined) Reflect.deleteProperty(current, name);
          else current[name] = next;
          claims = mergeClaims(claims, groupsOf(current), (index + 1) * 1000, HANDOVER);
          for (const place of kept) expect(served(claims)).toHaveProperty([place]);
        }
        const end = mergeClaims(claims, groupsOf(current), 10_000 + HANDOVER, HANDOVER);
        expect(served(end)).toEqual(served(merged(after)));
        expect(end.waiting).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('have one holder each, and every claim is held or waits, whatever is claimed', () => {
    const arbitrary = fc.array(
      fc.dictionary(
        fc.constantFrom('a', 'b', 'c'),
        fc.dictionary(
          fc.constantFrom('one', 'two'),
          fc.constantFrom('x.example', 'y.example', 'x.example/p'),
        ),
        { noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(arbitrary, (steps) => {
        let claims = NO_CLAIMS;
        for (const [index, step] of steps.entries()) {
          claims = mergeClaims(claims, groupsOf(step), index * 40_000, HANDOVER);
          const places = claims.held.map(({ route }) => `${route.host}${route.path}`);
          expect(new Set(places).size).toBe(places.length);
          const wanted = Object.entries(step).flatMap(([group, own]) =>
            Object.keys(own).map((name) => `${group}/${name}`),
          );
          const found = [...claims.held.filter(({ until }) => until === undefined), ...claims.waiting];
          expect(found.map(({ route }) => `${route.group}/${route.application}`).sort()).toEqual(
            wanted.sort(),
          );
        }
        expect(
          mergeClaims(claims, groupsOf(steps.at(-1) ?? {}), steps.length * 40_000 - 40_000, HANDOVER),
        ).toEqual(claims);
      }),
      { numRuns: 200 },
    );
  });
});
