import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { InvalidPropsError, PropCheck } from '../../../constructs/shared/prop-check';
import { testApp } from '../../assertions';

const check = () => new PropCheck(new Construct(new Construct(testApp(), 'stack'), 'thing'));

describe('PropCheck', () => {
  test('reports everything that is wrong at once, with the path of the construct', () => {
    const run = () =>
      check()
        .text('name', 'A B', /^\w+$/, 'letters')
        .range('size', 9, 1, 8)
        .that(false, 'zones is empty')
        .done();
    expect(run).toThrow(InvalidPropsError);
    expect(run).toThrow(
      "stack/thing: name is 'A B', allowed: letters; size is 9, allowed: a whole number from 1 to 8; zones is empty",
    );
  });

  test('lets values through that are known only to Terraform', () => {
    expect(() =>
      check()
        .text('name', Token.asString({ toString: () => 'x' }), /^$/, 'nothing')
        .range('size', Token.asNumber('${x}'), 1, 2)
        .done(),
    ).not.toThrow();
  });

  test.each([
    [1, true],
    [8, true],
    [0, false],
    [9, false],
    [1.5, false],
  ])('a range of 1 to 8 takes %p: %p', (value, allowed) => {
    const run = () => check().range('size', value, 1, 8).done();
    if (allowed) expect(run).not.toThrow();
    else expect(run).toThrow(InvalidPropsError);
  });
});
