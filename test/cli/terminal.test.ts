import { PassThrough } from 'node:stream';
import { Output, Terminal } from '../../cli/terminal';

function stream(properties: { readonly isTTY?: boolean; readonly columns?: number }): NodeJS.WriteStream {
  return Object.assign(new PassThrough(), properties) as unknown as NodeJS.WriteStream;
}

function noFault(error: Error): void {
  throw error;
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('Output', () => {
  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', {}, {}, false],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR, which says nothing', { isTTY: true }, { NO_COLOR: '' }, true],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
  ])('on %s', (_, properties, environment, colored) => {
    jest.replaceProperty(process, 'env', { TERM: 'xterm', ...environment });
    const { colors } = new Output(stream({ columns: 100, ...properties }), noFault);
    expect(colors.bold('x') === 'x').toBe(!colored);
  });

  it.each([
    ['a pipe', {}, 80],
    ['a narrow terminal', { isTTY: true, columns: 40 }, 80],
    ['a terminal', { isTTY: true, columns: 100 }, 100],
    ['a wide terminal', { isTTY: true, columns: 400 }, 110],
  ])('lays text out for %s', (_, properties, width) => {
    expect(new Output(stream(properties), noFault).columns).toBe(width);
  });

  it('stops writing when the reader has left, and says nothing', () => {
    const target = stream({});
    const output = new Output(target, noFault);
    output.line('one');
    target.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
    output.line('two');
    expect(String((target as unknown as PassThrough).read())).toBe('one\n');
  });
});

describe('Terminal', () => {
  it('ends with 1 and a message when its answer cannot be written', () => {
    const stdout = stream({});
    const stderr = stream({});
    const terminal = new Terminal(stdout, stderr);
    stdout.emit(
      'error',
      Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
    );
    expect(terminal.exitCode).toBe(1);
    expect(String((stderr as unknown as PassThrough).read())).toBe(
      'error: the output cannot be written: ENOSPC: no space left on device, write\n',
    );
  });
});
