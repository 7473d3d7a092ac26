import * as fc from 'fast-check';
import { FRAME, FrameDecoder, HEADER_BYTES, writeHeader } from '../../../runtime/wire/frames';
import { MAX_DATA_BYTES } from '../../../runtime/wire/limits';

/** Largest frame, DATA apart, that the decoders of these tests take. */
const LIMIT = 2000;

interface Frame {
  readonly type: number;
  readonly stream: number;
  readonly payload: Uint8Array;
}

const stream = fc.oneof(fc.constantFrom(0, 1, 2, 0xffff_ffff), fc.nat(0xffff_ffff));
const controlTypes = Object.values(FRAME).filter((type) => type !== FRAME.data);
const validFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({
    type: fc.constantFrom(...controlTypes),
    stream,
    payload: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 500, maxLength: LIMIT })),
  }),
  fc.record({
    type: fc.constant(FRAME.data),
    stream,
    payload: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 500, maxLength: 5000 })),
  }),
);
/** Frames of any type and length, each with as many bytes as it says or fewer. */
const anyFrame: fc.Arbitrary<Buffer> = fc
  .record({
    type: fc.nat(255),
    stream,
    length: fc.oneof(fc.nat(64), fc.nat(0xff_ffff)),
    payload: fc.uint8Array({ maxLength: 64 }),
  })
  .map(({ type, length, ...rest }) => Buffer.concat([header(length, type, rest.stream), rest.payload]));
const hostileBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.array(anyFrame, { maxLength: 8 }).map((frames) => Buffer.concat(frames)),
  fc
    .tuple(fc.array(validFrame, { maxLength: 6 }), fc.uint8Array({ maxLength: 100 }))
    .map(([frames, rest]) => Buffer.concat([...frames.map(encode), rest])),
);
/** Lengths of the pieces in which bytes arrive; the last one takes the rest. */
const cuts = fc.array(fc.oneof(fc.nat(12), fc.nat(3000)), { maxLength: 60 });

describe('the decoder of frames', () => {
  it('tells the frames that were sent, however the bytes were cut', () => {
    fc.assert(
      fc.property(fc.array(validFrame, { maxLength: 12 }), cuts, (frames, sizes) => {
        const expected = frames
          .filter(({ type, payload }) => type !== FRAME.data || payload.length > 0)
          .map(({ type, stream: id, payload }) => told(type, id, payload));
        const { events } = decoded(pieces(Buffer.concat(frames.map(encode)), sizes));
        expect(events).toEqual(merged(expected));
      }),
    );
  });

  it('takes any bytes without an exception, and makes the same of them however they were cut', () => {
    fc.assert(
      fc.property(hostileBytes, cuts, (bytes, sizes) => {
        const whole = decoded([bytes]);
        const cut = decoded(pieces(bytes, sizes));
        expect(cut.events).toEqual(whole.events);
        expect(whole.broken).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tells nothing more once the bytes were not of this format', () => {
    fc.assert(
      fc.property(
        fc.array(validFrame, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0, 11, 255),
        (frames, type) => {
          const decoder = sink();
          decoder.push(header(5, type, 1));
          const after = Buffer.concat(frames.map(encode));
          decoder.push(after);
          expect(decoder.events).toEqual([`broken: a frame of unknown type ${type}`]);
        },
      ),
    );
  });

  it('never makes a buffer larger than a frame may be, whatever length is announced', () => {
    const made = jest.spyOn(Buffer, 'allocUnsafe');
    try {
      fc.assert(
        fc.property(fc.array(hostileBytes, { maxLength: 4 }), cuts, (parts, sizes) => {
          const chunks = pieces(Buffer.concat(parts), sizes);
          const decoder = sink();
          made.mockClear();
          for (const chunk of chunks) decoder.push(chunk);
          for (const [size] of made.mock.calls) {
            expect(size).toBeLessThanOrEqual(LIMIT);
          }
        }),
      );
      const decoder = sink();
      const begun = Buffer.concat([header(LIMIT, FRAME.control, 0), Buffer.alloc(1)]);
      made.mockClear();
      decoder.push(begun);
      expect(made.mock.calls).toEqual([[LIMIT]]);
    } finally {
      made.mockRestore();
    }
  });

  it('refuses a frame that is too long as soon as its header is there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(FRAME)),
        fc.integer({ min: 1, max: 1000 }),
        (type, more) => {
          const limit = type === FRAME.data ? MAX_DATA_BYTES : LIMIT;
          const { events } = decoded([header(limit + more, type, 1)]);
          expect(events).toEqual([`broken: a frame of ${limit + more} bytes, allowed: ${limit}`]);
        },
      ),
    );
  });
});

function header(length: number, type: number, id: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  writeHeader(bytes, 0, length, type, id);
  return bytes;
}

function encode({ type, stream: id, payload }: Frame): Buffer {
  return Buffer.concat([header(payload.length, type, id), payload]);
}

function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const result: Buffer[] = [];
  let offset = 0;
  for (const size of sizes) {
    // Its own memory: what a payload views is not what came before it.
    result.push(Buffer.from(bytes.subarray(offset, offset + size)));
    offset = Math.min(bytes.length, offset + size);
  }
  result.push(bytes.subarray(offset));
  return result;
}

function decoded(chunks: readonly Buffer[]): { readonly events: readonly string[]; readonly broken: number } {
  const decoder = sink();
  for (const chunk of chunks) {
    decoder.push(chunk);
  }
  return {
    events: merged(decoder.events),
    broken: decoder.events.filter((event) => event.startsWith('broken')).length,
  };
}

function sink(): { readonly events: string[]; push(chunk: Buffer): void } {
  const events: string[] = [];
  const decoder = new FrameDecoder(
    {
      onDataPart: (id, part) => {
        expect(part.length).toBeGreaterThan(0);
        events.push(told(FRAME.data, id, part));
      },
      onFrame: (type, id, payload) => events.push(told(type, id, payload)),
      onBroken: (message) => events.push(`broken: ${message}`),
    },
    LIMIT,
  );
  return { events, push: (chunk) => decoder.push(chunk) };
}

function told(type: number, id: number, payload: Uint8Array): string {
  return `${type} ${id} ${Buffer.from(payload).toString('hex')}`;
}

/** Parts of DATA that follow each other on one stream are one. */
function merged(events: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (const event of events) {
    const [type, id, bytes] = event.split(' ');
    const last = result.at(-1);
    if (type === String(FRAME.data) && last?.startsWith(`${type} ${id ?? ''} `)) {
      result[result.length - 1] = last + (bytes ?? '');
    } else {
      result.push(event);
    }
  }
  return result;
}
