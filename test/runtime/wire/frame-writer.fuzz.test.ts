import { Duplex } from 'node:stream';
import * as fc from 'fast-check';
import { FRAME, FrameDecoder, OPEN_PREFIX_BYTES } from '../../../runtime/wire/frames';
import { FrameWriter } from '../../../runtime/wire/frame-writer';
import { GATHER_BYTES, MAX_DATA_BYTES } from '../../../runtime/wire/limits';

type Call =
  | { readonly call: 'frame'; readonly length: number }
  | { readonly call: 'short'; readonly bytes: 0 | 1 | 4 }
  | { readonly call: 'open'; readonly length: number }
  | { readonly call: 'data'; readonly length: number }
  | { readonly call: 'flush' };

const length = fc.oneof(
  fc.nat(300),
  fc.constantFrom(MAX_DATA_BYTES, GATHER_BYTES - 9, GATHER_BYTES - 8, GATHER_BYTES),
  fc.nat(MAX_DATA_BYTES),
);
const call: fc.Arbitrary<Call> = fc.oneof(
  fc.record({ call: fc.constant('frame' as const), length: fc.nat(70_000) }),
  fc.record({
    call: fc.constant('short' as const),
    bytes: fc.constantFrom(0 as const, 1 as const, 4 as const),
  }),
  fc.record({ call: fc.constant('open' as const), length: fc.nat(70_000) }),
  fc.record({
    call: fc.constant('data' as const),
    length: length.map((bytes) => Math.min(bytes, MAX_DATA_BYTES)),
  }),
  fc.record({ call: fc.constant('flush' as const) }),
);

describe('the writer of frames', () => {
  it('writes each frame whole and in order, and never over bytes that the connection still holds', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
        const { writer, received } = recorder();
        const expected = calls.flatMap((each, index) => made(writer, each, index));
        writer.flush();
        expect(read(received)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

/** Makes the call with a payload that no other call has, and says what it must have written. */
function made(writer: FrameWriter, each: Call, index: number): readonly string[] {
  const fill = (index % 250) + 1;
  switch (each.call) {
    case 'flush':
      writer.flush();
      return [];
    case 'short':
      writer.short(FRAME.credit, index, each.bytes, fill);
      return [`${FRAME.credit} ${index} ${each.bytes} ${each.bytes === 0 ? '' : fill}`];
    case 'frame':
      writer.frame(FRAME.control, index, Buffer.alloc(each.length, fill));
      return [text(FRAME.control, index, each.length, fill)];
    case 'open': {
      const head = String.fromCharCode(fill).repeat(each.length);
      writer.open(index, fill, fill, head);
      return [`${FRAME.open} ${index} ${each.length + OPEN_PREFIX_BYTES} ${fill}`];
    }
    case 'data': {
      const payload = Buffer.alloc(each.length, fill);
      writer.data(index, payload);
      payload.fill(0);
      return each.length === 0 ? [] : [text(FRAME.data, index, each.length, fill)];
    }
  }
}

function text(type: number, stream: number, bytes: number, fill: number): string {
  return `${type} ${stream} ${bytes} ${bytes === 0 ? '' : fill}`;
}

/** A connection that keeps what it is given as it is, like one that waits for its peer. */
function recorder(): { readonly writer: FrameWriter; readonly received: Buffer[] } {
  const received: Buffer[] = [];
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      received.push(chunk);
      done();
    },
    writev(chunks, done) {
      received.push(...chunks.map(({ chunk }) => chunk as Buffer));
      done();
    },
  });
  return { writer: new FrameWriter(socket, () => undefined), received };
}

/** Frames with their lengths and the one byte that fills them: `type stream length byte`. */
function read(chunks: readonly Buffer[]): readonly string[] {
  const frames: string[] = [];
  let part: { readonly stream: number; bytes: number; fill: number } | undefined;
  const flush = () => {
    if (part !== undefined) frames.push(text(FRAME.data, part.stream, part.bytes, part.fill));
    part = undefined;
  };
  const decoder = new FrameDecoder({
    onDataPart: (stream, bytes) => {
      if (part?.stream !== stream) flush();
      part ??= { stream, bytes: 0, fill: bytes[0] ?? 0 };
      part.bytes += bytes.length;
      if (!bytes.equals(Buffer.alloc(bytes.length, part.fill))) part.fill = -1;
    },
    onFrame: (type, stream, payload) => {
      flush();
      const fill = payload.at(-1) ?? 0;
      const content = type === FRAME.control ? payload : payload.subarray(-1);
      const whole = content.equals(Buffer.alloc(content.length, fill));
      frames.push(text(type, stream, payload.length, whole ? fill : -1));
    },
    onBroken: (message) => frames.push(`broken: ${message}`),
  });
  for (const chunk of chunks) {
    decoder.push(chunk);
  }
  flush();
  return frames;
}
