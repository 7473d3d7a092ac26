import { TerraformStack, TerraformVariable, Token } from 'cdktf';
import { generation } from '../../../constructs/shared/generation';
import { testApp } from '../../assertions';

const stack = () => new TerraformStack(testApp(), 'test');

describe('generation', () => {
  test('is six hexadecimal digits that do not change from run to run', () => {
    expect(generation(stack(), { size: 'Standard_D4s_v5', zones: ['1', '2'] }, 'salt')).toBe('948cbb');
  });

  test('counts what a reference points to, not the number of its token', () => {
    const of = (variable: string, tokensBefore: number) => {
      const scope = stack();
      for (let index = 0; index < tokensBefore; index++) Token.asString({ resolve: () => index });
      const { stringValue } = new TerraformVariable(scope, variable, { type: 'string' });
      return generation(scope, { subnetId: stringValue, list: [stringValue] }, '');
    };
    expect(of('subnet', 7)).toBe(of('subnet', 0));
    expect(of('other', 0)).not.toBe(of('subnet', 0));
  });

  test('does not depend on the order of keys, at any depth', () => {
    const one = { a: { c: 1, b: [{ y: 1, x: 2 }] }, d: 2 };
    const other = { d: 2, a: { b: [{ x: 2, y: 1 }], c: 1 } };
    expect(generation(stack(), other, '')).toBe(generation(stack(), one, ''));
  });

  test.each([
    ['a value', { zone: '2', disks: ['a', 'b'] }],
    ['a missing value', { disks: ['a', 'b'] }],
    ['the order of a list', { zone: '1', disks: ['b', 'a'] }],
    ['a type', { zone: 1, disks: ['a', 'b'] }],
  ])('depends on %s', (_what, changed) => {
    expect(generation(stack(), changed, '')).not.toBe(
      generation(stack(), { zone: '1', disks: ['a', 'b'] }, ''),
    );
  });

  test('takes undefined for missing', () => {
    expect(generation(stack(), { zone: '1', nsg: undefined }, '')).toBe(
      generation(stack(), { zone: '1' }, ''),
    );
  });

  test('depends on the salt', () => {
    expect(generation(stack(), { zone: '1' }, 'two')).not.toBe(generation(stack(), { zone: '1' }, ''));
  });
});
