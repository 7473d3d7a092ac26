// The backend, and the two chained proxies that the relay and the connector are measured beside: nginx with one worker each.
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { HOPS } from './certificates.mjs';
import { family, freePort, start, stop, until } from './processes.mjs';

/** Bytes of bodies: a small page, a large one, an upload. */
export const SMALL = 1024;
export const LARGE = 64 * 1024;
export const UPLOAD = 16 * 1024;
/** So many requests on one connection: nginx must not close it in a run. */
const ENDLESS = 1_000_000_000;

/** A backend on plain HTTP: `/1k`, `/64k`, and `/post`, which reads the whole body before it answers. */
export async function startBackend(folder) {
  const home = makeHome(folder, 'backend');
  writeFileSync(join(home, '64k'), 'x'.repeat(LARGE));
  const port = await freePort();
  const inner = `unix:${join(home, 'inner.sock')}`;
  return startNginx(
    'backend',
    home,
    port,
    `
    upstream inner { server ${inner}; keepalive 64; keepalive_requests ${ENDLESS}; }
    server { listen ${inner}; location / { return 200 "done\\n"; } }
    server {
      listen 127.0.0.1:${port} backlog=4096;
      default_type application/octet-stream;
      location = /1k { return 200 "${'x'.repeat(SMALL)}"; }
      location = /64k { root ${home}; open_file_cache max=10; open_file_cache_valid 1h; }
      location = /post {
        client_max_body_size 1m;
        proxy_pass_request_body off;
        proxy_pass_request_headers off;
        proxy_set_header Content-Length "";
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_pass http://inner;
      }
    }`,
  );
}

/** The proxies: users' TLS to the first, mutual TLS from the first to the second, plain HTTP to the backend. */
export async function startNginxChain(folder, certificates, backendPort) {
  const secondPort = await freePort();
  const second = await startNginx(
    'second nginx',
    makeHome(folder, 'second'),
    secondPort,
    `
    upstream backend { server 127.0.0.1:${backendPort}; keepalive 256; keepalive_requests ${ENDLESS}; }
    server {
      listen 127.0.0.1:${secondPort} ssl backlog=4096;
      ${tls(certificates.second)}
      ssl_client_certificate ${certificates.authority};
      ssl_verify_client on;
      location / { proxy_pass http://backend; ${FORWARD} }
    }`,
  );
  const firstPort = await freePort();
  const first = await startNginx(
    'first nginx',
    makeHome(folder, 'first'),
    firstPort,
    `
    upstream second { server 127.0.0.1:${secondPort}; keepalive 256; keepalive_requests ${ENDLESS}; }
    server {
      listen 127.0.0.1:${firstPort} ssl http2 backlog=4096;
      ${tls(certificates.first)}
      location / {
        proxy_pass https://second;
        proxy_ssl_protocols TLSv1.3;
        proxy_ssl_certificate ${certificates.first.certificate};
        proxy_ssl_certificate_key ${certificates.first.key};
        proxy_ssl_trusted_certificate ${certificates.authority};
        proxy_ssl_verify on;
        proxy_ssl_server_name on;
        proxy_ssl_name ${HOPS.second};
        ${FORWARD}
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto https;
        proxy_set_header X-Forwarded-Host $host;
      }
    }`,
  );
  return {
    name: 'nginx',
    port: firstPort,
    host: HOPS.first,
    relayPids: () => family(first.pid),
    connectorPids: () => family(second.pid),
    check: () => [first, second].forEach(failIfEnded),
    stop: async () => {
      await stop(first.process);
      await stop(second.process);
    },
  };
}

const FORWARD = 'proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;';

function tls({ certificate, key }) {
  return `ssl_certificate ${certificate};
      ssl_certificate_key ${key};
      ssl_protocols TLSv1.3;
      ssl_session_cache shared:s:4m;`;
}

function makeHome(folder, name) {
  const home = join(folder, name);
  mkdirSync(home);
  return home;
}

async function startNginx(name, home, port, http) {
  const root = process.getuid() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const file = join(home, 'nginx.conf');
  writeFileSync(
    file,
    `${root}
  daemon off;
  worker_processes 1;
  pid ${join(home, 'pid')};
  error_log stderr warn;
  events { worker_connections 16384; }
  http {
    access_log off;
    tcp_nodelay on;
    sendfile on;
    server_tokens off;
    keepalive_requests ${ENDLESS};
    keepalive_timeout 1h;
    http2_max_concurrent_streams 256;
    # With the default of 16k an upload of 16 KiB goes through a temporary file, and waits 40 ms for an acknowledgement.
    client_body_buffer_size 64k;
    ${temporary.map((each) => `${each}_temp_path ${join(home, each)};`).join(' ')}
    ${http}
  }
`,
  );
  const process_ = start(name, 'nginx', ['-p', home, '-e', 'stderr', '-c', file]);
  await until(`${name} to listen`, () => {
    failIfEnded({ process: process_ });
    return accepts(port);
  });
  return { port, pid: process_.pid, process: process_ };
}

function failIfEnded({ process: { failure } }) {
  if (failure !== undefined) throw new Error(failure);
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
