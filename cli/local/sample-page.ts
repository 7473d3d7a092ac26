import type { IncomingMessage } from 'node:http';
import type { Application } from '../../declaration/model';

/** What the backend was told about the user, shown on the page. */
const SHOWN_HEADERS = [
  'host',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
] as const;

/** The page of an application: what it is, how the request arrived, a WebSocket to talk to and events as they come. */
export function samplePage({ name, group, path }: Application, request: IncomingMessage): string {
  const rows = [
    ['request', `${request.method ?? ''} ${request.url ?? ''}`],
    ...SHOWN_HEADERS.flatMap((header) => {
      const value = request.headers[header];
      return value === undefined ? [] : [[header, String(value)]];
    }),
  ];
  const base = path.endsWith('/') ? path : `${path}/`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(name)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
  th { text-align: left; padding-right: 1rem; font-weight: 600; }
  td { font-family: monospace; }
  output { display: block; font-family: monospace; }
</style>
<h1>${escaped(name)}</h1>
<p>Sample backend of the application <b>${escaped(name)}</b> in group <b>${escaped(group)}</b>.</p>
<table>
${rows.map(([title = '', value = '']) => `<tr><th>${escaped(title)}<td>${escaped(value)}`).join('\n')}
</table>
<h2>WebSocket</h2>
<form id="say"><input id="text" value="hello" autocomplete="off"> <button>Send</button></form>
<output id="heard">connecting</output>
<h2>Server-sent events</h2>
<output id="event"></output>
<p><a href="${escaped(base)}echo">headers as JSON</a>, <a href="${escaped(base)}download">a slow download</a></p>
<script>
  const base = ${JSON.stringify(base).replaceAll('<', '\\u003c')};
  const heard = document.getElementById('heard');
  const socket = new WebSocket('wss://' + location.host + base + 'ws');
  socket.onopen = () => { heard.textContent = 'connected'; };
  socket.onmessage = ({ data }) => { heard.textContent = data; };
  socket.onclose = () => { heard.textContent = 'closed'; };
  document.getElementById('say').onsubmit = (submitted) => {
    submitted.preventDefault();
    socket.send(document.getElementById('text').value);
  };
  new EventSource(base + 'events').onmessage = ({ data }) => {
    document.getElementById('event').textContent = data;
  };
</script>
</html>
`;
}

/** Text as HTML shows it, in content and in quoted attributes. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
