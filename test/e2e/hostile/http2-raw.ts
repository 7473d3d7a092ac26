import type { Address } from '../users';
import { RawUser } from './raw-user';

/** Frame types (RFC 9113, 6). */
export const H2 = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const END_STREAM = 1;
export const END_HEADERS = 4;
/** Error codes (RFC 9113, 7). */
export const PROTOCOL_ERROR = 1;
export const INTERNAL_ERROR = 2;
export const CANCEL = 8;

const FRAME_HEADER_BYTES = 9;
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
/** Statuses that have a place of their own in the static table (RFC 7541, A), from index 8. */
const STATIC_STATUSES = [200, 204, 206, 304, 400, 404, 500];

export interface Http2Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

export type Fields = readonly (readonly [string, string])[];

/** A user who writes HTTP/2 frames of their own choice. Header blocks are literals: no table, no Huffman code. */
export class Http2Raw {
  private taken = 0;
  private readonly all: Http2Frame[] = [];

  private constructor(
    readonly user: RawUser,
    private readonly host: string,
  ) {}

  static async connect(address: Address): Promise<Http2Raw> {
    const raw = new Http2Raw(await RawUser.connect(address, { protocol: 'h2' }), address.host);
    raw.user.send(PREFACE);
    raw.send(H2.settings, 0, 0, Buffer.alloc(0));
    await raw.user.until('the settings of the server', () =>
      raw.frames.some(({ type }) => type === H2.settings),
    );
    return raw;
  }

  /** All frames that came. */
  get frames(): readonly Http2Frame[] {
    const bytes = this.user.received;
    for (;;) {
      const head = Buffer.from(bytes.slice(this.taken, this.taken + FRAME_HEADER_BYTES), 'latin1');
      if (head.length < FRAME_HEADER_BYTES) break;
      const end = this.taken + FRAME_HEADER_BYTES + head.readUIntBE(0, 3);
      if (bytes.length < end) break;
      this.all.push({
        type: head.readUInt8(3),
        flags: head.readUInt8(4),
        stream: head.readUInt32BE(5) & 0x7fff_ffff,
        payload: Buffer.from(bytes.slice(this.taken + FRAME_HEADER_BYTES, end), 'latin1'),
      });
      this.taken = end;
    }
    return this.all;
  }

  send(type: number, flags: number, stream: number, payload: Buffer): void {
    this.user.send(frame(type, flags, stream, payload));
  }

  /** A request with the usual pseudo-headers, those of `fields` instead of them where they have the same name. */
  request(
    stream: number,
    { path = '/', fields = [], end = true }: { path?: string; fields?: Fields; end?: boolean } = {},
  ): void {
    this.send(H2.headers, END_HEADERS | (end ? END_STREAM : 0), stream, this.block(path, fields));
  }

  block(path: string, fields: Fields): Buffer {
    const pseudo: Fields = [
      [':method', 'GET'],
      [':scheme', 'https'],
      [':authority', this.host],
      [':path', path],
    ];
    const given = new Set(fields.map(([name]) => name));
    return headerBlock([
      ...pseudo.filter(([name]) => !given.has(name)),
      ...[...fields].sort(([a], [b]) => Number(b.startsWith(':')) - Number(a.startsWith(':'))),
    ]);
  }

  /** What became of a stream: its status where that is a usual one, 0 for any other, or how it was reset; or of the connection. */
  async outcome(stream: number): Promise<string> {
    const find = () => {
      const answer = this.frames.find(
        ({ type, stream: of }) => of === stream && (type === H2.headers || type === H2.reset),
      );
      if (answer?.type === H2.headers)
        return `status ${STATIC_STATUSES[(answer.payload[0] ?? 0) - 0x88] ?? 0}`;
      if (answer !== undefined) return `reset ${answer.payload.readUInt32BE(0)}`;
      const away = this.frames.find(({ type }) => type === H2.goAway);
      if (away !== undefined) return `go-away ${away.payload.readUInt32BE(4)}`;
      return this.user.ended ? 'closed' : undefined;
    };
    await this.user.until(`an outcome of stream ${stream}`, () => find() !== undefined);
    return find() ?? '';
  }

  close(): void {
    this.user.close();
  }
}

export function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEADER_BYTES);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** RFC 7541, 6.2.2: a literal header field without indexing, with a new name. */
export function headerBlock(fields: Fields): Buffer {
  return Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]));
}

/** RFC 7541, 5: the length as an integer with a prefix of 7 bits, then the bytes as they are. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  const length: number[] = [];
  let rest = bytes.length;
  if (rest < 127) {
    length.push(rest);
  } else {
    length.push(127);
    for (rest -= 127; rest >= 128; rest >>>= 7) length.push((rest & 127) | 128);
    length.push(rest);
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}
