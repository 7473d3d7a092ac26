import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { SampleBackend } from '../../../cli/local/sample-backend';
import type { Application } from '../../../declaration/model';
import { type ApplicationOptions, deployment, groupOf } from '../../deployment';

const started: SampleBackend[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.close();
});

async function sample(options: ApplicationOptions = {}): Promise<SampleBackend> {
  const group = groupOf(deployment({ groups: { hq: { applications: { wiki: options } } } }), 'hq');
  const backend = await SampleBackend.start(group.applications['wiki'] as Application);
  started.push(backend);
  return backend;
}

async function answer(url: string, headers = {}): Promise<IncomingMessage> {
  const [response] = (await once(get(url, { headers }), 'response')) as [IncomingMessage];
  return response;
}

async function text(response: IncomingMessage): Promise<string> {
  let all = '';
  for await (const part of response.setEncoding('utf8')) all += String(part);
  return all;
}

test('it takes the place of the declared backend, with its path, by plain http', async () => {
  const { backend } = await sample({ url: 'https://wiki.corp.example.com/base' });
  expect(backend).toMatchObject({ url: `http://127.0.0.1:${backend.port}/base`, protocol: 'http' });
  expect(backend).not.toHaveProperty('tls');
});

test('its page names the application and shows what it was told, with nothing to run in it', async () => {
  const { backend } = await sample({ path: '/docs' });
  const page = await text(
    await answer(`${backend.url}/docs`, { 'X-Forwarded-For': '<script>alert(1)</script>' }),
  );
  expect(page).toContain('<title>wiki</title>');
  expect(page).toContain('&lt;script&gt;alert(1)');
  expect(page).toContain('const base = "/docs/";');
  expect(page.match(/<script>/g)).toHaveLength(1);
});

test('echo is the request as JSON', async () => {
  const { backend } = await sample();
  const response = await answer(`${backend.url}/any/echo?q=1`, { 'X-Here': 'yes' });
  expect(JSON.parse(await text(response))).toMatchObject({
    application: 'wiki',
    group: 'hq',
    method: 'GET',
    url: '/any/echo?q=1',
    headers: { 'x-here': 'yes' },
  });
});

test('its WebSocket sends back what it gets, and the upgrade sets a cookie', async () => {
  const { backend } = await sample();
  const socket = new WebSocket(`ws://127.0.0.1:${backend.port}/ws`);
  const [upgrade] = (await once(socket, 'upgrade')) as [IncomingMessage];
  expect(upgrade.headers['set-cookie']).toEqual(['sample=wiki; Path=/']);
  if (socket.readyState !== WebSocket.OPEN) await once(socket, 'open');
  socket.send('hello');
  const [message] = (await once(socket, 'message')) as [Buffer];
  expect(message.toString()).toBe('hello');
  socket.close();
  await once(socket, 'close');
});

test('events come one by one, and the download says its length', async () => {
  const { backend } = await sample();
  const events = await answer(`${backend.url}/events`);
  expect(events.headers['content-type']).toBe('text/event-stream');
  const [first] = (await once(events, 'data')) as [Buffer];
  expect(first.toString()).toBe('data: event 1\n\n');
  events.destroy();
  const download = await answer(`${backend.url}/download`);
  expect(download.headers['content-length']).toBe('4194304');
  download.destroy();
});

test('closing cuts what is open', async () => {
  const { backend } = await sample();
  const socket = new WebSocket(`ws://127.0.0.1:${backend.port}/ws`);
  await once(socket, 'open');
  const events = await answer(`${backend.url}/events`);
  const cut = once(events, 'close').catch(String);
  const closed = once(socket, 'close');
  await started[0]?.close();
  await expect(cut).resolves.toBe('Error: aborted');
  await closed;
});
