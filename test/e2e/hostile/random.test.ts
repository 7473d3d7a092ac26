import * as fc from 'fast-check';
import { startHostileTopology, type HostileTopology } from './hostile-topology';
import { frame, Http2Raw } from './http2-raw';
import { RawUser } from './raw-user';

jest.setTimeout(180_000);

/** Connections that are tried, so many at once. */
const TRIES = 300;
const AT_ONCE = 10;

let hostile: HostileTopology;
beforeAll(async () => {
  hostile = await startHostileTopology({
    listener: (request, response) => {
      response.end(request.url === '/early' ? undefined : 'ok');
    },
  });
});
afterAll(() => hostile.close());

const method = fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'CONNECT', 'PRI', 'TRACE', 'x');
const target = fc.constantFrom(
  '/',
  '/early',
  '*',
  'https://target.localhost/',
  '//',
  '/%',
  '/a b',
  'target.localhost:1',
  '',
);
const version = fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', '');
const line = fc.constantFrom(
  ...['Host: target.localhost', 'Host: target.localhost', 'Host:', 'Content-Length: 5', 'Content-Length: 0'],
  ...['Transfer-Encoding: chunked', 'Connection: close', 'Connection: keep-alive', 'Connection: Upgrade'],
  ...['Connection: Upgrade\r\nUpgrade: websocket', 'Connection: Upgrade\r\nUpgrade: h2c'],
  ...[
    'Upgrade: websocket',
    'Upgrade: h2c',
    'Expect: 100-continue',
    'Expect: x',
    'TE: trailers',
    'Trailer: x-a',
  ],
  ...['X-A: b', ' folded', 'X-\0: b', 'Sec-WebSocket-Key: x', 'HTTP2-Settings: AAMAAABk', 'Cookie: a=b'],
);
const body = fc.constantFrom(
  '',
  '',
  'hello',
  '5\r\nhello\r\n',
  '0\r\n\r\n',
  '5\r\nhello\r\n0\r\nX-A: b\r\n\r\n',
  '\x81\x80\0\0\0\0',
  'x',
);
const message = fc
  .tuple(method, target, version, fc.array(line, { maxLength: 6 }), body)
  .map(
    ([name, place, kind, lines, rest]) =>
      `${[`${name} ${place} ${kind}`, 'Host: target.localhost', ...lines, '', ''].join('\r\n')}${rest}`,
  );
/** Messages one behind the other, each piece written by itself. */
const conversation = fc.array(
  fc.oneof({ weight: 9, arbitrary: message }, { weight: 1, arbitrary: fc.string() }),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const frames = fc.array(
  fc.oneof(
    fc.record({
      type: fc.nat(10),
      flags: fc.nat(255),
      stream: fc.nat(7),
      payload: fc.uint8Array({ maxLength: 40 }),
    }),
    fc.record({
      type: fc.constantFrom(0, 1, 3, 8, 9),
      flags: fc.constantFrom(0, 1, 4, 5),
      stream: fc.constantFrom(1, 1, 3, 5),
      payload: fc.constantFrom('request', 'request', 'zeros', 'none'),
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

describe('users who send at random', () => {
  it('what looks like HTTP/1.1 end no worker and harm nobody', async () => {
    await inTurn(fc.sample(fc.tuple(conversation, fc.boolean()), TRIES), async ([pieces, together]) => {
      const user = await RawUser.connect(hostile.target);
      for (const piece of together ? [pieces.join('')] : pieces) {
        user.send(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      // Some leave at once, some after an answer.
      if (together) await Promise.race([user.end(), new Promise((resolve) => setTimeout(resolve, 50))]);
      user.close();
    });
    expect(await hostile.harm()).toEqual([]);
  });

  it('what looks like HTTP/2 end no worker and harm nobody', async () => {
    await inTurn(fc.sample(frames, TRIES), async (sent) => {
      const user = await Http2Raw.connect(hostile.target);
      for (const { type, flags, stream, payload } of sent) {
        const bytes =
          payload === 'request'
            ? user.block('/', [])
            : payload === 'zeros'
              ? Buffer.alloc(4)
              : payload === 'none'
                ? ''
                : payload;
        user.user.send(frame(type, flags, stream, Buffer.from(bytes)));
      }
      await Promise.race([user.user.end(), new Promise((resolve) => setTimeout(resolve, 20))]);
      user.close();
    });
    expect(await hostile.harm()).toEqual([]);
  });
});

async function inTurn<T>(all: readonly T[], attack: (each: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await Promise.all(all.slice(at, at + AT_ONCE).map((each) => attack(each).catch(() => undefined)));
    expect(await hostile.harm()).toEqual([]);
  }
}
