import { readdirSync } from 'node:fs';
import { findingsOf, removeDirectories } from '../declared';
import { applicationCases } from './application-cases';
import { azureCases } from './azure-cases';
import { groupCases } from './group-cases';
import { hostCases } from './host-cases';

afterAll(removeDirectories);

const all = [...hostCases, ...applicationCases, ...groupCases, ...azureCases];

it('every rule has cases', () => {
  const files = readdirSync(`${__dirname}/../../../declaration/rules`)
    .filter((file) => file !== 'index.ts' && file !== 'rule.ts')
    .map((file) => file.replace('.ts', ''));

  expect(all.map(({ rule }) => rule).sort()).toEqual(files.sort());
});

describe.each(all)('$rule', ({ accepts, refuses }) => {
  it.each(accepts)('accepts $name', ({ text, files }) => {
    expect(findingsOf(text, files)).toEqual([]);
  });

  it.each(refuses)('refuses $name', ({ text, files, findings }) => {
    expect(findings).not.toEqual([]);
    expect(findingsOf(text, files)).toEqual(findings);
  });
});
