import { startHostileTopology, type HostileTopology } from './hostile-topology';
import { codeOf, RawUser } from './raw-user';

jest.setTimeout(120_000);

let hostile: HostileTopology;
beforeAll(async () => {
  hostile = await startHostileTopology({
    listener: (request, response) => {
      if (request.url !== '/begin') {
        response.end('ok');
        return;
      }
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write('begin');
    },
  });
});
afterAll(() => hostile.close());
beforeEach(() => {
  hostile.backend.clear();
});

/** A request that must never come to be one. */
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: target.localhost\r\n\r\n';

/** Lines of a head, each with its line end; `lines` stand behind Host. */
function head(start: string, ...lines: string[]): string {
  return [start, 'Host: target.localhost', ...lines, '', ''].join('\r\n');
}

const post = (...lines: string[]) => head('POST /post HTTP/1.1', ...lines);
const CHUNKED = 'Transfer-Encoding: chunked';
const BODY = '5\r\nhello\r\n0\r\n\r\n';

/** What an attacker sends, and is answered 400 `bad-request`; then the connection ends. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['a length and chunks', post('Content-Length: 4', CHUNKED) + BODY],
  ['chunks and a length', post(CHUNKED, 'Content-Length: 15') + BODY],
  ['two lengths', post('Content-Length: 5', 'Content-Length: 0') + 'hello'],
  ['the same length twice', post('Content-Length: 5', 'Content-Length: 5') + 'hello'],
  ['a list of lengths', post('Content-Length: 5, 5') + 'hello'],
  ['a length with a sign', post('Content-Length: +5') + 'hello'],
  ['a negative length', post('Content-Length: -1')],
  ['a hexadecimal length', post('Content-Length: 0x5') + 'hello'],
  ['an empty length', post('Content-Length:') + 'hello'],
  ['a length above 64 bits', post('Content-Length: 99999999999999999999') + 'hello'],
  ['a length with a form feed', post('Content-Length: \f5') + 'hello'],
  ['another coding than chunked', post('Transfer-Encoding: xchunked') + BODY],
  ['a coding behind chunked', post('Transfer-Encoding: chunked, identity') + BODY],
  ['the coding identity', post('Transfer-Encoding: identity') + BODY],
  ['an empty coding', post('Transfer-Encoding:') + BODY],
  ['chunked twice', post('Transfer-Encoding: chunked, chunked') + BODY],
  ['chunked in two headers', post(CHUNKED, CHUNKED) + BODY],
  ['a coding before chunked', post('Transfer-Encoding: gzip, chunked') + BODY],
  ['a vertical tab before chunked', post('Transfer-Encoding: \vchunked') + BODY],
  ['quotes around chunked', post('Transfer-Encoding: "chunked"') + BODY],
  ['a space before the colon', post('Transfer-Encoding : chunked') + BODY],
  ['a tab before the colon', post('Content-Length\t: 5') + 'hello'],
  ['a name that begins with a space', head('POST /post HTTP/1.1\r\n Content-Length: 5') + 'hello'],
  ['a folded header', head('GET / HTTP/1.1', 'X-Fold: a', ' b')],
  ['a folded coding', post('Transfer-Encoding:', ' chunked') + BODY],
  ['a folded coding behind a tab', post('Transfer-Encoding: chunked,', '\tidentity') + BODY],
  ['line ends without CR', 'POST /post HTTP/1.1\nHost: target.localhost\nContent-Length: 5\n\nhello'],
  ['one line end without CR', post('X-A: b\nContent-Length: 5') + 'hello'],
  ['a CR within a header', post('X-A: b\rContent-Length: 5') + 'hello'],
  ['a NUL within a header', post('X-A: b\0c')],
  ['a NUL within a name', post('X-\0A: b')],
  ['a header without a colon', post('Content-Length 5') + 'hello'],
  ['a header without a name', post(': 5') + 'hello'],
  ['chunks in HTTP/1.0', head('POST /post HTTP/1.0', CHUNKED) + BODY],
  ['a version that there is not', head('GET / HTTP/1.9')],
  ['HTTP/2 without having agreed on it', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/0.9', 'GET /\r\n\r\n'],
  ['a method in lower case', head('get / HTTP/1.1')],
  ['a space within the target', head('GET /a b HTTP/1.1')],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['two hosts', head('GET / HTTP/1.1', 'Host: calm.localhost')],
  ['the same host twice', head('GET / HTTP/1.1', 'Host: target.localhost')],
  ['a host with a path', 'GET / HTTP/1.1\r\nHost: target.localhost/x\r\n\r\n'],
  ['a host with a user', 'GET / HTTP/1.1\r\nHost: x@target.localhost\r\n\r\n'],
  ['a host with a space', 'GET / HTTP/1.1\r\nHost: target.localhost x\r\n\r\n'],
];

/** Bodies that are found wrong once the head has gone on: the request never comes whole, and its connection ends. */
const BROKEN: readonly (readonly [string, string])[] = [
  ['a chunk length that is none', post(CHUNKED) + 'x\r\n'],
  ['a chunk length with 0x', post(CHUNKED) + '0x5\r\nhello\r\n0\r\n\r\n'],
  ['a chunk length above 64 bits', post(CHUNKED) + '1000000000000000005\r\nhello\r\n0\r\n\r\n'],
  ['a negative chunk length', post(CHUNKED) + '-5\r\nhello\r\n0\r\n\r\n'],
  ['a chunk line that ends without CR', post(CHUNKED) + '5\nhello\r\n0\r\n\r\n'],
  ['a chunk that ends without CR', post(CHUNKED) + '5\r\nhello\n0\r\n\r\n'],
  ['a chunk that is longer than it says', post(CHUNKED) + '5\r\nhello!\r\n0\r\n\r\n'],
  ['a last chunk that ends without CR', post(CHUNKED) + '5\r\nhello\r\n0\n\n'],
  ['a line feed in a chunk extension', post(CHUNKED) + '5;a="\n"\r\nhello\r\n0\r\n\r\n'],
  ['chunk extensions without end', post(CHUNKED) + `5;${'a'.repeat(40_000)}\r\nhello\r\n0\r\n\r\n`],
  ['a trailer that is folded', post(CHUNKED) + '5\r\nhello\r\n0\r\nX-A: b\r\n c\r\n\r\n'],
];

describe('a request whose bounds two readers could see at two places', () => {
  it.each(REFUSED)('is refused: %s', async (_, bytes) => {
    const user = await RawUser.connect(hostile.target);
    user.send(bytes + SMUGGLED);
    const answer = await user.answer();
    expect([answer.status, codeOf(answer)]).toEqual([400, 'bad-request']);
    await user.end();
    expect(user.received).toBe('');
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });

  it.each(BROKEN)('never comes whole: %s', async (_, bytes) => {
    const user = await RawUser.connect(hostile.target);
    user.send(bytes + SMUGGLED);
    await user.end();
    expect(user.received).toMatch(/^(HTTP\/1\.1 400 Bad Request\r\n[^]*bad-request[^]*)?$/);
    expect((await hostile.topology.request('target', { relay: 'r0', path: '/after' })).status).toBe(200);
    expect(hostile.backend.lines).toEqual(['GET /after']);
    expect(hostile.backend.bytes).not.toContain('smuggled');
    expect(await hostile.harm()).toEqual([]);
  });
});

describe('a request with unusual bounds that all readers see alike', () => {
  it('goes on without its chunk extensions', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(post(CHUNKED) + '5;a=b;c\r\nhello\r\n6;d="e"\r\n world\r\n0;f\r\n\r\n');
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.arrived).toMatchObject([{ line: 'POST /post', body: 'hello world' }]);
    expect(hostile.backend.bytes).not.toMatch(/a=b|d="e"|;f/);
    user.close();
  });

  it('goes on with the length that the body of a GET has', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(head('GET /get HTTP/1.1', 'Content-Length: 5') + 'hello');
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.arrived).toMatchObject([{ line: 'GET /get', body: 'hello' }]);
    user.close();
  });

  it('is one of two on one connection, answered in order', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(post('Content-Length: 5') + 'hello' + head('GET /second HTTP/1.1'));
    expect((await user.answer()).status).toBe(200);
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.lines).toEqual(['POST /post', 'GET /second']);
    user.close();
  });

  it('keeps its length though it has more headers than are read', async () => {
    const user = await RawUser.connect(hostile.target);
    const many = Array.from({ length: 3000 }, (_, i) => `x${i}: y`);
    user.send(post(...many, 'Content-Length: 50') + SMUGGLED.padEnd(50).slice(0, 50));
    const answer = await user.answer();
    expect([answer.status, codeOf(answer)]).toEqual([431, 'header-too-large']);
    await user.end();
    expect(hostile.backend.bytes).toBe('');
  });
});

describe('bytes behind a request', () => {
  it('do not get into the answer that is under way when they are no request', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(head('GET /begin HTTP/1.1'));
    await user.until('the beginning of the answer', () => user.received.endsWith('begin'));
    user.send('garbage\r\n\r\n');
    await user.end();
    expect(user.received).toMatch(/\r\n\r\nbegin$/);
    expect(await hostile.harm()).toEqual([]);
  });

  it.each(['websocket', 'h2c'])(
    'are refused where they ask for %s while an answer is under way',
    async (protocol) => {
      const user = await RawUser.connect(hostile.target);
      user.send(
        head('GET /begin HTTP/1.1') +
          head('GET /chat HTTP/1.1', 'Connection: Upgrade', `Upgrade: ${protocol}`),
      );
      await user.end();
      expect(user.received).toMatch(/^(HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nbegin)?$/);
      expect(hostile.backend.lines).not.toContain('GET /chat');
      expect(await hostile.harm()).toEqual([]);
    },
  );

  it('are refused where they are the body of a request for another protocol', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(
      head('POST /chat HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 62') +
        SMUGGLED,
    );
    expect((await user.answer()).status).toBe(400);
    await user.end();
    expect(hostile.backend.bytes).toBe('');
    expect(await hostile.harm()).toEqual([]);
  });

  it('are let go where they are hundreds of requests behind one that is not answered', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(head('GET /begin HTTP/1.1') + head('GET /more HTTP/1.1').repeat(500));
    await user.end();
    expect(hostile.backend.lines.filter((line) => line === 'GET /more')).toEqual([]);
    expect(await hostile.harm()).toEqual([]);
  });

  it('are not taken for the protocol of an upgrade that the backend did not grant', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(head('GET /chat HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket') + SMUGGLED);
    const answer = await user.answer();
    expect(answer.status).toBe(200);
    await user.end();
    expect(hostile.backend.lines).toEqual(['GET /chat']);
    expect(hostile.backend.bytes).not.toContain('smuggled');
  });

  it('do not make the backend speak HTTP/2 in clear text', async () => {
    const user = await RawUser.connect(hostile.target);
    user.send(
      head(
        'GET /h2c HTTP/1.1',
        'Connection: Upgrade, HTTP2-Settings',
        'Upgrade: h2c',
        'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
      ),
    );
    expect((await user.answer()).status).toBe(200);
    expect(hostile.backend.lines).toEqual(['GET /h2c']);
    expect(hostile.backend.bytes.toLowerCase()).not.toMatch(/h2c\r|http2-settings/);
    user.close();
  });
});
