import { columns, count, wrap } from '../../cli/layout';

describe('columns', () => {
  it('makes each column as wide as its widest cell, without trailing spaces', () => {
    expect(
      columns([
        ['a', 'bbb', 'c'],
        ['aaaa', 'b', ''],
      ]),
    ).toEqual(['a     bbb  c', 'aaaa  b']);
  });

  it('aligns numbers to the right', () => {
    expect(
      columns(
        [
          ['a', '5'],
          ['b', '120'],
        ],
        ['left', 'right'],
      ),
    ).toEqual(['a    5', 'b  120']);
  });

  it('gives colours no room', () => {
    expect(
      columns([
        ['\u001b[1mab\u001b[22m', 'x'],
        ['abc', 'y'],
      ]),
    ).toEqual(['\u001b[1mab\u001b[22m   x', 'abc  y']);
  });
});

describe('wrap', () => {
  it('leaves a line alone that fits', () => {
    expect(wrap('  one two', 9)).toEqual(['  one two']);
  });

  it('breaks at spaces and indents what follows deeper', () => {
    expect(wrap('  one two three', 9)).toEqual(['  one two', '    three']);
  });

  it('never breaks a word', () => {
    expect(wrap('abcdefghijkl mno', 5)).toEqual(['abcdefghijkl', '  mno']);
  });
});

describe('count', () => {
  it('says one of a thing and several things', () => {
    expect([count(0, 'group'), count(1, 'group'), count(2, 'group')]).toEqual([
      '0 groups',
      '1 group',
      '2 groups',
    ]);
  });
});
