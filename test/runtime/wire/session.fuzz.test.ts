import { Duplex } from 'node:stream';
import * as fc from 'fast-check';
import { FRAME, HEADER_BYTES, writeHeader } from '../../../runtime/wire/frames';
import { STREAM_WINDOW_BYTES } from '../../../runtime/wire/limits';
import { Session, type SessionEnd } from '../../../runtime/wire/session';
import { Recorder } from './session-pair';

const MAX_STREAMS = 8;

const frame = fc
  .record({
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...Object.values(FRAME)) },
      { weight: 1, arbitrary: fc.nat(255) },
    ),
    stream: fc.oneof(fc.nat(12), fc.nat(0xffff_ffff)),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc
        .constantFrom('{}', 'null', '[]', '"x"', '{"type":"hello"}', '{"__proto__":{"x":1}}', '{')
        .map((text) => Buffer.from(text)),
      fc.constantFrom(
        Buffer.alloc(4),
        Buffer.from([0, 0, 0, 1]),
        Buffer.alloc(4, 255),
        Buffer.alloc(60_000, 1),
      ),
    ),
  })
  .map(({ type, stream, payload }) => {
    const header = Buffer.alloc(HEADER_BYTES);
    writeHeader(header, 0, payload.length, type, stream);
    return Buffer.concat([header, payload]);
  });
const frames = fc.array(frame, { maxLength: 40 });

describe.each(['relay', 'connector'] as const)('a session of the %s', (role) => {
  it('survives any frames of its peer, ends at most once, and holds no more streams than it may', () => {
    fc.assert(
      fc.property(frames, (chunks) => {
        const { session, peer, ends } = start(role);
        for (const chunk of chunks) {
          peer.arrive(chunk);
          expect(session.openStreams).toBeLessThanOrEqual(MAX_STREAMS);
        }
        expect(ends.length).toBe(session.closed ? 1 : 0);
        session.destroy();
        expect(ends.length).toBe(1);
        expect(session.openStreams).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a stream no more bytes than its window when the peer does not wait for credit', () => {
    const { session, peer, recorders } = start(role);
    const data = Buffer.alloc(HEADER_BYTES + 60_000);
    const id = role === 'relay' ? 2 : 1;
    writeHeader(data, 0, 60_000, FRAME.data, id);
    if (role === 'connector') peer.arrive(openFrame(id));
    for (let sent = 0; sent < STREAM_WINDOW_BYTES * 2; sent += 60_000) {
      peer.arrive(data);
    }
    const seen = recorders[0];
    expect(seen?.bytes).toBeLessThanOrEqual(STREAM_WINDOW_BYTES);
    expect(seen?.events).toContain('reset 8');
    session.destroy();
  });
});

describe('a session of the connector that is asked for too much', () => {
  it('refuses streams above its bound, and stays', () => {
    const { session, peer, recorders } = start('connector');
    for (let id = 1; id <= MAX_STREAMS * 3; id += 1) {
      peer.arrive(openFrame(id));
    }
    expect([session.openStreams, recorders.length, session.closed]).toEqual([
      MAX_STREAMS,
      MAX_STREAMS,
      false,
    ]);
    session.destroy();
  });
});

describe('a session whose peer takes nothing', () => {
  it('ends when the peer goes on asking for answers that it does not read', async () => {
    const { session, peer, ends } = start('relay', { reads: false });
    const ping = Buffer.alloc(HEADER_BYTES + 8);
    writeHeader(ping, 0, 8, FRAME.ping, 0);
    const many = Buffer.concat(Array.from({ length: 10_000 }, () => ping));
    for (let i = 0; i < 200 && !session.closed; i += 1) {
      peer.arrive(many);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(ends[0]?.code).toBe('not-reading');
  });
});

function openFrame(id: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + 5);
  writeHeader(bytes, 0, 5, FRAME.open, id);
  return bytes;
}

interface Peer {
  arrive(bytes: Buffer): void;
}

function start(role: 'relay' | 'connector', { reads = true } = {}) {
  const socket = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      if (reads) done();
    },
  });
  const session = new Session(socket, { role, maxStreams: MAX_STREAMS });
  const ends: SessionEnd[] = [];
  const recorders: Recorder[] = [];
  session.onClose = (end) => ends.push(end);
  const handler = (): Recorder => {
    const recorder = new Recorder();
    recorder.consumes = false;
    recorders.push(recorder);
    return recorder;
  };
  if (role === 'connector') {
    session.onOpen = (stream) => {
      const recorder = handler();
      recorder.stream = stream;
      return recorder;
    };
  } else {
    const recorder = handler();
    recorder.stream = session.open(1, 0, 'GET / HTTP/1.1\r\n\r\n', recorder);
  }
  const peer: Peer = {
    arrive: (bytes) => {
      // What a socket does when bytes come, without a turn of the event loop for each of thousands of runs.
      if (!socket.destroyed) socket.emit('data', bytes);
    },
  };
  return { session, peer, ends, recorders };
}
