import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { MAX_CONNECTORS, builtInProfiles, formatPlan, vmSeries, type CapacityProfile } from '../../capacity';
import { planned } from './request';

const page = readFileSync(join(__dirname, '../../docs/capacity.md'), 'utf8');

test('the example of the page is what the planner says', () => {
  const printed = formatPlan('hq', planned({ demand: { peakTps: 900, p99Ms: 325 } })).join('\n');
  expect(page).toContain(`\`\`\`text\n${printed}\n\`\`\``);
});

test('the tables of the page are the profiles', () => {
  const seed = builtInProfiles['seed-2023'] as CapacityProfile;
  const rows = page.split('\n').filter((line) => /^\|\s+\d/.test(line));
  expect(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ),
  ).toEqual(
    seed.rows.map((row) => [
      String(row.cores),
      String(row.ramGiB),
      String(row.p99Ms),
      `${row.maxTps}${row.raisedLimits ? '\\*' : ''}`,
    ]),
  );
  const guidance = builtInProfiles['guidance-2025'] as CapacityProfile;
  expect(page).toContain(`of ${seed.date}, from ${seed.source}`);
  expect(page).toContain(`of ${guidance.date}, has no TPS table: at least ${guidance.minimum?.cores} cores`);
  expect(page).toContain(`${guidance.maxMbps} Mbit/s`);
  expect(page).toContain(`at most ${guidance.maxUtilisationPercent} % used`);
});

test('the limits and the series of the page are those of the planner', () => {
  expect(page).toContain(`at most ${MAX_CONNECTORS} connectors`);
  expect(page).toContain(
    vmSeries()
      .map((name) => `\`${name}\``)
      .join(', '),
  );
});

test("the page's own profile plans", () => {
  const yaml = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const { capacity } = load(yaml) as { capacity: { profiles: { measured: CapacityProfile } } };
  const profile = capacity.profiles.measured;
  const rows = profile.rows.map((row) => ({ ...row, raisedLimits: false }));
  const plan = planned({ profileName: 'measured', profile: { ...profile, rows }, demand: { peakTps: 1400 } });
  expect(plan.connectors).toBe(2);
});
