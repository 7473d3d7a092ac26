import {
  builtInProfiles,
  findProfile,
  findVmSize,
  regionsOfCloud,
  vmSeries,
  vmSizes,
  zonesOfRegion,
} from '../../capacity';

test('seed-2023 is the published table', () => {
  expect(
    builtInProfiles['seed-2023']?.rows.map((row) => [row.cores, row.ramGiB, row.p99Ms, row.maxTps]),
  ).toEqual([
    [2, 8, 325, 586],
    [4, 16, 320, 1150],
    [8, 32, 270, 1190],
    [16, 64, 245, 1200],
  ]);
  expect(
    builtInProfiles['seed-2023']?.rows.filter((row) => row.raisedLimits).map((row) => row.cores),
  ).toEqual([16]);
});

test('every profile has a date and a source', () => {
  for (const profile of Object.values(builtInProfiles)) {
    expect(profile.date).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
    expect(profile.source.length).toBeGreaterThan(10);
  }
});

test("a profile of the user's own hides a built-in one; names of every object are no profiles", () => {
  const own = { date: '2026-01', source: 'measured here', rows: [] };
  expect(findProfile('seed-2023', { 'seed-2023': own })).toBe(own);
  expect(findProfile('constructor')).toBeUndefined();
  expect(findProfile('seed-2024')).toBeUndefined();
});

test('sizes are unique, and each series has the four machines of the seed profile', () => {
  expect(new Set(vmSizes.map((size) => size.name)).size).toBe(vmSizes.length);
  for (const series of vmSeries()) {
    for (const row of builtInProfiles['seed-2023']?.rows ?? []) {
      const found = vmSizes.filter(
        (size) => size.series === series && size.cores === row.cores && size.ramGiB === row.ramGiB,
      );
      expect(found).toHaveLength(1);
    }
  }
  expect(findVmSize('Standard_D4s_v5')).toMatchObject({ cores: 4, ramGiB: 16, series: 'Dsv5' });
  expect(findVmSize('standard_d4s_v5')).toBeUndefined();
});

test.each([
  ['westeurope', 3],
  ['usgovvirginia', 3],
  ['chinanorth3', 3],
  ['westus', 0],
  ['usgovtexas', 0],
  ['chinaeast2', 0],
  ['a-region-of-tomorrow', 3],
])('region %s has %d zones', (region, count) => {
  expect(zonesOfRegion(region)).toHaveLength(count);
});

test('a region belongs to one cloud', () => {
  const all = (['public', 'usgovernment', 'china'] as const).flatMap((cloud) => regionsOfCloud(cloud));
  expect(new Set(all).size).toBe(all.length);
  expect(regionsOfCloud('china')).toContain('chinanorth3');
});
