import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { FreePorts } from '../../../cli/local/free-port';
import { PassThrough } from '../../../cli/local/pass-through';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** A server that says its name, then sends back what it gets until the user ends. */
async function echo(name: string): Promise<Server & { readonly port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.write(`${name}:`);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(server);
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

async function passThrough(targets: () => readonly number[]): Promise<PassThrough> {
  const through = new PassThrough({ targets });
  await through.listen();
  opened.push(through);
  return through;
}

/** Sends a text, ends, and reads to the end. */
async function say(port: number, text: string): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.end(text);
  let heard = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
  });
  await once(socket, 'close');
  return heard;
}

test('bytes pass both ways, and the end of one side does not cut the other', async () => {
  const { port } = await echo('a');
  const through = await passThrough(() => [port]);
  await expect(say(through.port, 'x'.repeat(1_000_000))).resolves.toBe(`a:${'x'.repeat(1_000_000)}`);
});

test('a target that refuses is passed over for the next', async () => {
  const { port } = await echo('b');
  const dead = await new FreePorts().take();
  const through = await passThrough(() => [dead, port]);
  await expect(say(through.port, 'hello')).resolves.toBe('b:hello');
});

test('without a target the connection is closed at once', async () => {
  const through = await passThrough(() => []);
  await expect(say(through.port, 'hello')).resolves.toBe('');
});

test('close cuts what is open and frees the port', async () => {
  const { port } = await echo('c');
  const through = new PassThrough({ targets: () => [port] });
  await through.listen();
  const taken = through.port;
  const socket = connect(taken, '127.0.0.1');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  await through.close();
  await closed;
  const again = new PassThrough({ targets: () => [], port: taken });
  await again.listen();
  await again.close();
});

test('free ports are distinct, listen nowhere, and are no ports of outgoing connections', async () => {
  const ports = new FreePorts();
  const taken = await Promise.all(Array.from({ length: 20 }, () => ports.take()));
  expect(new Set(taken).size).toBe(20);
  expect(Math.max(...taken)).toBeLessThan(32_768);
  expect(Math.min(...taken)).toBeGreaterThan(1_024);
});
