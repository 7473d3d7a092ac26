import { literal } from '../../../constructs/shared/literal';

describe('literal', () => {
  test.each([
    ['plain', 'plain'],
    ['${var.x}', '$${var.x}'],
    ['%{ if true }', '%%{ if true }'],
    ['$${kept twice}', '$$${kept twice}'],
    ['$ { and % {', '$ { and % {'],
  ])('writes %s so that Terraform reads it as it is', (text, written) => {
    expect(literal(text)).toBe(written);
  });

  test('goes into lists, objects and keys, and leaves other values alone', () => {
    expect(literal({ list: ['${a}', 1, null, true], nested: { '${key}': '%{b}' } })).toEqual({
      list: ['$${a}', 1, null, true],
      nested: { '$${key}': '%%{b}' },
    });
  });
});
