import { MAX_DESCRIPTION_LENGTH, MAX_SECURITY_RULES, DENY_PRIORITY } from '../../egress/security-rules';
import {
  FIRST_NAMED_PRIORITY,
  FIXED_PRIORITIES,
  LAST_NAMED_PRIORITY,
  MAX_NAMED_RULES,
} from '../../egress/priorities';
import { egressMarkdown } from '../../egress/markdown';
import { egressPage } from '../../egress/page';
import { deployment } from '../deployment';
import { example, page } from '../documents/page-example';

const text = page('egress.md');

/** Cells of the table rows under a heading. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = text.slice(text.indexOf(`## ${heading}\n`)).split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('docs/egress.md', () => {
  test('the priorities are those of the code', () => {
    expect(rowsUnder('Priorities')).toEqual([
      ...Object.entries(FIXED_PRIORITIES).map(([name, priority]) => [`\`${name}\``, String(priority)]),
      ['backends and extras', `${FIRST_NAMED_PRIORITY} to ${LAST_NAMED_PRIORITY}`],
      ['deny, out and in', String(DENY_PRIORITY)],
    ]);
  });

  test('the limits are those of the code', () => {
    expect(rowsUnder('Limits').map(([, value]) => value)).toEqual(
      [MAX_NAMED_RULES, MAX_SECURITY_RULES, MAX_DESCRIPTION_LENGTH].map(String),
    );
  });

  test('every rule that a group may have is in the table of rules', () => {
    const rules = rowsUnder('Rules').flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(rules.sort()).toEqual(
      [...Object.keys(FIXED_PRIORITIES), 'backend-<application>', 'extra-<name>'].sort(),
    );
  });

  test('the example is what `app-proxy egress` writes', () => {
    const groups = { plant: { applications: { mes: { url: 'http://10.20.0.10' } } } };
    expect(example('page', text)).toBe(egressMarkdown(egressPage(deployment({ groups }))));
  });
});
