import { BackOff } from '../../../runtime/dial/back-off';

function backOff(random: number): { readonly it: BackOff; readonly advance: (seconds: number) => void } {
  let now = 0;
  return {
    it: new BackOff({ random: () => random, now: () => now }),
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

test('the bound of the pause doubles from 1 s to 30 s', () => {
  const { it } = backOff(1);
  expect(Array.from({ length: 7 }, () => it.pause())).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

test('the pause is anywhere below its bound', () => {
  const { it } = backOff(0);
  expect([it.pause(), it.pause(), it.pause()]).toEqual([0, 0, 0]);
});

test('a healthy minute begins anew', () => {
  const { it, advance } = backOff(1);
  it.pause();
  it.pause();
  it.reached();
  advance(60);
  expect(it.pause()).toBe(1000);
});

test('a success that breaks at once does not', () => {
  const { it, advance } = backOff(1);
  it.pause();
  it.pause();
  it.reached();
  advance(59);
  expect(it.pause()).toBe(4000);
});

test('a minute without any success does not begin anew', () => {
  const { it, advance } = backOff(1);
  it.pause();
  advance(3600);
  expect(it.pause()).toBe(2000);
});
