import { createHash } from 'node:crypto';
import type { LocalAnswer } from './local-server';
import type { ConnectorStatusLine, StatusDocument } from './status-document';

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem auto;max-width:75rem;padding:0 1rem}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid #8884;vertical-align:top}
th{font-weight:600;white-space:nowrap}.n{text-align:right}.note{color:#777}
.good{color:#18794e}.bad{color:#c62a2f;font-weight:600}.part{color:#ad5700}
code{font:13px ui-monospace,monospace}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
/** Seconds after which a browser asks again. */
const REFRESH_SECONDS = 10;

/** `/` of a relay instance for a browser: what `/status` says, in one file that loads nothing and runs nothing. */
export function statusPage(status: StatusDocument): LocalAnswer {
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: {
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'no-referrer',
    },
    body: page(status),
  };
}

function page(status: StatusDocument): string {
  const { deployment, instance } = status;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${REFRESH_SECONDS}">
<title>${text(`${deployment} ${instance}`)}</title><style>${STYLE}</style></head><body>
<h1>${text(deployment)}: relay instance ${text(instance)} ${readiness(status)}</h1>
<p class="note">${text(status.time)} · generation <code>${text(status.generation)}</code> · runtime ${text(status.runtime)} · workers ${status.workers.serving} of ${status.workers.declared} · user connections ${status.userConnections} · <a href="/status">as JSON</a> · <a href="/metrics">metrics</a></p>
${findings(status)}
<h2>Groups</h2>
${table(
  ['group', 'in service', 'declared', 'applications', 'requests/s', 'TPS capacity in service'],
  status.groups.map((group) => [
    text(group.group),
    mark(group.inService >= group.declared ? 'good' : 'bad', group.inService),
    group.declared,
    group.applications,
    group.requestsPerSecond,
    group.tpsPerConnector === undefined ? '' : group.tpsPerConnector * group.inService,
  ]),
)}
<h2>Connectors</h2>
${table(
  [
    'group',
    'slot',
    'connector',
    'state',
    'version',
    'certificate until',
    'last seen',
    'tunnels',
    'in flight',
    'requests/s',
    'TPS row',
    'address',
  ],
  status.connectors.map(connectorRow),
)}
<h2>Relay instances</h2>
${table(
  ['instance', 'generation', 'state', 'version'],
  [
    {
      instance,
      generation: status.generation,
      state: `${status.ready ? 'ready' : 'not ready'} (this one)`,
      runtime: status.runtime,
    },
    ...status.relays,
  ].map((relay) => [
    text(relay.instance),
    `<code>${text(relay.generation)}</code>`,
    text(relay.state),
    text(relay.runtime),
  ]),
)}
${waiting(status)}
<h2>Configuration</h2>
${table(
  ['digest', 'routes', 'last read', 'from'],
  [
    [
      `<code>${text(status.configuration.digest)}</code>`,
      status.configuration.routes,
      text(status.configuration.read ?? 'never'),
      status.configuration.fromState
        ? mark('part', 'the state directory: the store was not read yet')
        : 'the store',
    ],
  ],
)}
<p class="note">Session log: ${text(sessionLog(status))}</p>
</body></html>
`;
}

function readiness({ ready, reason }: StatusDocument): string {
  return ready ? mark('good', 'ready') : mark('bad', `not ready: ${reason ?? 'unknown'}`);
}

function findings({ findings }: StatusDocument): string {
  if (findings.length === 0) return `<p>${mark('good', 'Nothing is wrong.')}</p>`;
  return `<h2>What is wrong, and what to do</h2>
${table(
  ['code', 'what', '', 'what to do'],
  findings.map(({ code, subject, message, action }) => [
    `<code>${text(code)}</code>`,
    text(subject),
    text(message),
    text(action),
  ]),
)}`;
}

const STATE_CLASS: Readonly<Record<ConnectorStatusLine['state'], string>> = {
  'in-service': 'good',
  connecting: 'part',
  draining: 'part',
  active: 'bad',
  inactive: 'bad',
};

function connectorRow(connector: ConnectorStatusLine): readonly (string | number)[] {
  return [
    text(connector.group),
    connector.slot ?? '',
    `<code>${text(connector.connector)}</code>`,
    mark(STATE_CLASS[connector.state], connector.state),
    text(connector.runtime),
    text(connector.certificateExpires),
    text(connector.lastSeen),
    connector.tunnels,
    connector.inFlight,
    connector.requestsPerSecond,
    connector.tpsPerConnector ?? '',
    text(connector.remoteAddress),
  ];
}

function waiting({ waiting }: StatusDocument): string {
  if (waiting.length === 0) return '';
  return `<h2>Claims that wait</h2>
${table(
  ['host and path', 'claimed by', 'held by'],
  waiting.map(({ host, path, group, application, heldBy }) => [
    text(host + path),
    text(`${group}/${application}`),
    text(heldBy),
  ]),
)}`;
}

function sessionLog({ sessionLog }: StatusDocument): string {
  const { all, groups, applications, until } = sessionLog;
  const what = all
    ? ['all']
    : [...groups.map((group) => `group ${group}`), ...applications.map((name) => `application ${name}`)];
  return what.length === 0 ? 'off' : `${what.join(', ')}${until === undefined ? '' : ` until ${until}`}`;
}

/** @param rows cells that are HTML already */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return '<p class="note">none</p>';
  const cells = rows.map((row) =>
    row
      .map((cell) => (typeof cell === 'number' ? `<td class="n">${cell}</td>` : `<td>${cell}</td>`))
      .join(''),
  );
  return `<table><thead><tr>${head.map((name) => `<th>${name}</th>`).join('')}</tr></thead>
<tbody>${cells.map((row) => `<tr>${row}</tr>`).join('\n')}</tbody></table>`;
}

function mark(kind: string, value: string | number): string {
  return `<span class="${kind}">${text(String(value))}</span>`;
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
