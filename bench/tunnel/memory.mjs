// Resident memory of relay and connector by the number of idle tunnels, and of open WebSockets.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { startAppProxy } from './app-proxy.mjs';
import { residentKib } from './processes.mjs';
import { openIdleTunnel, makeConnectorCertificates } from './idle-tunnel.mjs';

/** Connections that are being opened at once. */
const AT_ONCE = 50;

/**
 * @param counts how many are open at each look, growing from 0
 * @param settle seconds after which the memory is read: garbage of the openings is gone by then
 */
export async function measureMemory({ folder, counts, settle, note, systems }) {
  const rows = [];
  const measure = async (what, system, openOne) => {
    const open = [];
    for (const count of counts) {
      while (open.length < count) {
        const batch = Math.min(AT_ONCE, count - open.length);
        open.push(...(await Promise.all(Array.from({ length: batch }, (_, i) => openOne(open.length + i)))));
      }
      await pause(settle * 1000);
      system.check();
      const gone = open.filter(({ destroyed }) => destroyed).length;
      if (gone > 0) throw new Error(`${gone} of ${count} ${what} were closed by the other side`);
      rows.push({
        what,
        count,
        relay: residentKib(system.relayPids()),
        connector: residentKib(system.connectorPids()),
      });
      note(`${count} ${what}`);
    }
    for (const socket of open) socket.destroy();
  };

  const echo = await startEcho();
  const withSystem = async (name, use) => {
    const home = join(folder, name);
    mkdirSync(home);
    const system = await startAppProxy(home, `http://127.0.0.1:${echo.port}`, { systems });
    await use(system, home);
    await system.stop();
  };
  await withSystem('web-sockets', (system) => measure('WebSockets', system, () => openWebSocket(system)));
  await withSystem('tunnels', async (system, home) => {
    const certificates = await makeConnectorCertificates(system, counts.at(-1), home);
    await measure('tunnels', system, (index) => openIdleTunnel(system, certificates, index));
  });
  echo.close();

  const slope = (what, role) => {
    const [first, last] = rows.filter((row) => row.what === what && row.count > 0).slice(-2);
    return (last[role] - first[role]) / (last.count - first.count);
  };
  return {
    rows: rows.map((row) => (row.what === 'tunnels' ? { ...row, connector: undefined } : row)),
    idleTunnel: slope('tunnels', 'relay'),
    webSocketRelay: slope('WebSockets', 'relay'),
    webSocketConnector: slope('WebSockets', 'connector'),
  };
}

/** A backend that takes upgrades and sends every byte back. */
async function startEcho() {
  const server = createServer((_, response) => response.end());
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, close: () => server.close() };
}

/** Opens one through the relay, sends a frame, and waits for it to come back. */
function openWebSocket({ port, host }) {
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      servername: host,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    socket.setNoDelay(true);
    let text = '';
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the WebSocket was closed after: ${text.slice(0, 200)}`)));
    socket.once('secureConnect', () => {
      socket.write(
        `GET /socket HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
    });
    // A text frame of one byte, masked with zeros.
    const frame = Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x78]);
    let upgraded = false;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (!upgraded && end >= 0) {
        if (!text.startsWith('HTTP/1.1 101')) return socket.destroy();
        upgraded = true;
        socket.write(frame);
      }
      if (upgraded && text.length >= end + 4 + frame.length) {
        text = '';
        socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
        socket.on('error', () => undefined);
        socket.resume();
        resolve(socket);
      }
    });
  });
}
