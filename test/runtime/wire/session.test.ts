import { FRAME, STREAM_CODE, writeHeader } from '../../../runtime/wire/frames';
import { CREDIT_BYTES, STREAM_WINDOW_BYTES } from '../../../runtime/wire/limits';
import type { SessionEnd } from '../../../runtime/wire/session';
import type { Stream } from '../../../runtime/wire/stream';
import { Recorder, sessionPair, type SessionPair } from './session-pair';

let pair: SessionPair;
afterEach(() => pair.close());

/** The connector's side of the next stream, once it is opened. */
function accepted(): Promise<{
  stream: Stream;
  head: string;
  backend: number;
  flags: number;
  seen: Recorder;
}> {
  return new Promise((resolve) => {
    pair.connector.onOpen = (stream, backend, flags, head) => {
      const seen = new Recorder();
      seen.stream = stream;
      setImmediate(() => resolve({ stream, head: head.toString('latin1'), backend, flags, seen }));
      return seen;
    };
  });
}

function ended(session: SessionPair['relay']): Promise<SessionEnd> {
  return new Promise((resolve) => {
    session.onClose = resolve;
  });
}

function open(head = 'GET / HTTP/1.1\r\n\r\n', flags = 0): Recorder {
  const seen = new Recorder();
  seen.stream = pair.relay.open(7, flags, head, seen);
  return seen;
}

describe('a session', () => {
  it('opens a stream with its head, backend and flags, and carries bytes both ways', async () => {
    pair = await sessionPair();
    const there = accepted();
    const here = open('GET /caf\xe9 HTTP/1.1\r\n\r\n', 1);
    const { stream, head, backend, flags, seen } = await there;
    expect({ head, backend, flags }).toEqual({ head: 'GET /caf\xe9 HTTP/1.1\r\n\r\n', backend: 7, flags: 1 });
    here.stream?.write(Buffer.from('body'));
    await seen.until(() => seen.text === 'body');
    stream.write(Buffer.from('answer'));
    stream.end();
    await here.until(() => here.events.includes('end'));
    expect(here.text).toBe('answer');
    here.stream?.release();
    await seen.until(() => seen.events.includes('released'));
    expect([pair.relay.openStreams, pair.connector.openStreams]).toEqual([0, 0]);
  });

  it('sends no more than the window until the receiver has consumed some, and then goes on', async () => {
    pair = await sessionPair();
    const there = accepted();
    const here = open();
    here.consumes = false;
    const { stream, seen } = await there;
    const whole = Buffer.alloc(STREAM_WINDOW_BYTES + 100_000, 'x');
    expect(stream.write(whole)).toBe(false);
    await here.until(() => here.bytes === STREAM_WINDOW_BYTES);
    here.stream?.consumed(CREDIT_BYTES - 1);
    here.stream?.consumed(1);
    await here.until(() => here.bytes === STREAM_WINDOW_BYTES + CREDIT_BYTES);
    here.stream?.consumed(STREAM_WINDOW_BYTES);
    await here.until(() => here.bytes === whole.length);
    await seen.until(() => seen.events.includes('writable'));
  });

  it('lets other streams through while one is not read', async () => {
    pair = await sessionPair();
    const first = accepted();
    const slow = open();
    slow.consumes = false;
    const one = await first;
    one.stream.write(Buffer.alloc(10 * STREAM_WINDOW_BYTES));
    const second = accepted();
    const quick = open();
    const two = await second;
    const size = 3 * STREAM_WINDOW_BYTES;
    two.stream.write(Buffer.alloc(size));
    await quick.until(() => quick.bytes === size);
    expect(slow.bytes).toBeLessThanOrEqual(STREAM_WINDOW_BYTES);
  });

  it('copies bytes that the caller will write over', async () => {
    pair = await sessionPair();
    const there = accepted();
    const here = open();
    const { stream } = await there;
    const shared = Buffer.alloc(2 * STREAM_WINDOW_BYTES, 'a');
    stream.write(shared, true);
    shared.fill('b');
    await here.until(() => here.bytes === shared.length);
    expect(here.text.includes('b')).toBe(false);
  });

  it('tells a reset with its code, and ignores what crosses it on the way', async () => {
    pair = await sessionPair();
    const there = accepted();
    const here = open();
    const { stream, seen } = await there;
    here.stream?.reset(STREAM_CODE.cancelled);
    stream.write(Buffer.from('late'));
    await seen.until(() => seen.events.includes(`reset ${STREAM_CODE.cancelled}`));
    expect(here.bytes).toBe(0);
    expect(pair.relay.closed).toBe(false);
  });

  it('tells a refusal apart from a reset', async () => {
    pair = await sessionPair();
    pair.connector.onOpen = (stream) => {
      stream.refuse(STREAM_CODE.busy);
      return new Recorder();
    };
    const here = open();
    await here.until(() => here.events.length > 0);
    expect(here.events).toEqual([`refused ${STREAM_CODE.busy}`]);
  });

  it('opens no more streams than it may hold', async () => {
    pair = await sessionPair({ maxStreams: 2 });
    pair.connector.onOpen = () => new Recorder();
    open();
    open();
    expect(pair.relay.open(1, 0, '', new Recorder())).toBeUndefined();
  });

  it('refuses streams beyond its own bound, whatever the relay thinks', async () => {
    pair = await sessionPair();
    Object.assign(pair.connector, { maxStreams: 1 });
    pair.connector.onOpen = () => new Recorder();
    open();
    const second = open();
    await second.until(() => second.events.length > 0);
    expect(second.events).toEqual([`refused ${STREAM_CODE.busy}`]);
  });

  it('loses all streams when the connection ends', async () => {
    pair = await sessionPair();
    const there = accepted();
    const here = open();
    const { seen } = await there;
    pair.relaySocket.destroy();
    await Promise.all([
      here.until(() => here.events.includes('lost')),
      seen.until(() => seen.events.includes('lost')),
    ]);
    expect(pair.relay.open(1, 0, '', here)).toBeUndefined();
  });

  it('carries control messages', async () => {
    pair = await sessionPair();
    const got = new Promise((resolve) => {
      pair.relay.onControl = resolve;
    });
    pair.connector.sendControl({ type: 'hello', runtime: '1.0.0', run: 'x' });
    expect(await got).toEqual({ type: 'hello', runtime: '1.0.0', run: 'x' });
  });

  it('takes a peer for dead that says nothing, though its connection stands', async () => {
    pair = await sessionPair({ pingSeconds: 0.02, silenceSeconds: 0.06 });
    const over = ended(pair.relay);
    // Packets get lost: nothing is read and nothing answered.
    pair.connectorSocket.pause();
    pair.connectorSocket.removeAllListeners('data');
    pair.connector.onClose = () => undefined;
    jest.spyOn(pair.connectorSocket, 'write').mockReturnValue(true);
    expect(await over).toMatchObject({ code: 'silent' });
  });

  it('measures the round trip', async () => {
    pair = await sessionPair({ pingSeconds: 0.01 });
    const { relay } = pair;
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (relay.roundTripMs === undefined) return;
        clearInterval(look);
        resolve();
      }, 5);
    });
    expect(relay.roundTripMs).toBeGreaterThanOrEqual(0);
  });
});

describe('a peer that breaks the protocol', () => {
  const cases: [string, () => Buffer][] = [
    ['a frame of an unknown type', () => frame(99, 0, 0)],
    ['a frame that is too large', () => frame(FRAME.control, 0, 0xff_ffff)],
    ['a stream opened from the wrong side', () => frame(FRAME.open, 1, 8)],
    ['control that is not JSON', () => Buffer.concat([frame(FRAME.control, 0, 3), Buffer.from('{x}')])],
    ['a ping of a wrong length', () => Buffer.concat([frame(FRAME.ping, 0, 2), Buffer.alloc(2)])],
  ];
  it.each(cases)('loses its tunnel for %s', async (_name, bytes) => {
    pair = await sessionPair();
    const over = ended(pair.relay);
    const sent = bytes();
    pair.connectorSocket.write(sent.length > 8 ? sent : Buffer.concat([sent, Buffer.alloc(16)]));
    expect(await over).toMatchObject({ code: 'protocol' });
  });

  it('loses its tunnel for more credit than a stream can have', async () => {
    pair = await sessionPair();
    pair.connector.onOpen = () => new Recorder();
    const here = open();
    const over = ended(pair.relay);
    const credit = Buffer.concat([frame(FRAME.credit, here.stream?.id ?? 0, 4), Buffer.from([0, 0, 0, 1])]);
    pair.connectorSocket.write(credit);
    expect(await over).toMatchObject({ code: 'protocol' });
  });

  it('has a stream reset that sends beyond its window', async () => {
    pair = await sessionPair();
    const there = accepted();
    const here = open();
    here.consumes = false;
    const { stream } = await there;
    Object.assign(stream, { sendWindow: 10 * STREAM_WINDOW_BYTES });
    stream.write(Buffer.alloc(2 * STREAM_WINDOW_BYTES));
    await here.until(() => here.events.length > 0);
    expect(here.events).toEqual([`reset ${STREAM_CODE.protocol}`]);
    expect(here.bytes).toBeLessThanOrEqual(STREAM_WINDOW_BYTES);
  });
});

function frame(type: number, stream: number, length: number): Buffer {
  const header = Buffer.alloc(8);
  writeHeader(header, 0, length, type, stream);
  return header;
}
