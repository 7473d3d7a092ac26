import { connect, type Socket } from 'node:net';
import { Acceptor, parseListener } from '../../../../runtime/relay/instance/acceptor';

const sockets: Socket[] = [];
let acceptor: Acceptor;

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  acceptor.close();
});

interface Made {
  readonly port: number;
  readonly refused: string[];
  readonly given: Socket[];
}

async function make(limits: {
  maxConnections?: number;
  maxPerAddress?: number;
  worker?: number | undefined;
}): Promise<Made> {
  const refused: string[] = [];
  const given: Socket[] = [];
  acceptor = new Acceptor({
    listen: '127.0.0.1:0',
    maxConnections: limits.maxConnections ?? 100,
    maxPerAddress: limits.maxPerAddress ?? 100,
    give: (socket) => {
      given.push(socket);
      sockets.push(socket);
      return 'worker' in limits ? limits.worker : 0;
    },
    onRefused: (_address, reason) => refused.push(reason),
  });
  return { port: await acceptor.listen(), refused, given };
}

/** Connects, and says whether the connection was closed at once. */
function knock(port: number): Promise<'closed' | 'open'> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => resolve('closed'));
    socket.on('close', () => resolve('closed'));
    socket.on('connect', () => setTimeout(() => resolve('open'), 50));
  });
}

describe('an acceptor', () => {
  it('gives connections away unread', async () => {
    const { port, given } = await make({});
    expect(await knock(port)).toBe('open');
    expect(given[0]?.isPaused()).toBe(true);
    expect(acceptor.connections).toBe(1);
  });

  it('closes connections beyond its limits, and takes new ones when some have ended', async () => {
    const { port, refused } = await make({ maxConnections: 1 });
    expect([await knock(port), await knock(port)]).toEqual(['open', 'closed']);
    acceptor.ended(0, '127.0.0.1');
    expect(await knock(port)).toBe('open');
    expect(refused).toEqual(['full']);
  });

  it('closes connections of one address beyond its share', async () => {
    const { port, refused } = await make({ maxPerAddress: 1 });
    expect([await knock(port), await knock(port)]).toEqual(['open', 'closed']);
    expect(refused).toEqual(['address-full']);
  });

  it('forgets the connections of a worker that has ended, once', async () => {
    const { port } = await make({ maxConnections: 1 });
    await knock(port);
    acceptor.workerGone(0);
    acceptor.ended(0, '127.0.0.1');
    expect(acceptor.connections).toBe(0);
    expect(await knock(port)).toBe('open');
  });

  it('closes connections while no worker serves', async () => {
    const { port, refused } = await make({ worker: undefined });
    expect(await knock(port)).toBe('closed');
    expect(refused).toEqual(['no-worker']);
  });
});

describe('a listener', () => {
  it.each([
    [':443', { host: undefined, port: 443 }],
    ['127.0.0.1:8443', { host: '127.0.0.1', port: 8443 }],
    ['[::1]:1', { host: '::1', port: 1 }],
  ])('is read: %s', (text, expected) => {
    expect(parseListener(text)).toEqual(expected);
  });

  it.each([['443'], ['a:b'], [':70000'], ['']])('is refused with what is allowed: %s', (text) => {
    expect(() => parseListener(text)).toThrow(/expected host:port/);
  });
});
