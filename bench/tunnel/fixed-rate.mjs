// node fixed-rate.mjs PORT HOST PATH RATE SECONDS CONNECTIONS: requests over HTTP/1.1 and TLS, each due at its own moment
// whether or not earlier ones were answered, so that a system which stalls cannot hide it. Prints one line of JSON.
import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval, setTimeout } from 'node:timers';
import { connect } from 'node:tls';

const [, , portText, host, path, ...numbers] = process.argv;
const port = Number(portText);
const [rate, seconds, connections] = numbers.map(Number);
/** Seconds of load before times are taken. */
const WARM_UP = Math.min(2, seconds / 3);
/** Milliseconds between two turns of the timer: so much later than due is this program's own doing, and not counted. */
const TIMER_MS = 1;
/** Seconds that answers may take after the last request was sent. */
const PATIENCE = 10;

const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nAccept: */*\r\n\r\n`);
const times = new Float64Array(Math.ceil(rate * (seconds + 1)));
let taken = 0;
let failures = 0;
let first = '';

/** A connection with the moments at which its requests are due. */
class User {
  due = [];
  sent = 0;
  busy = false;
  missing = 0;
  head = Buffer.alloc(0);

  constructor() {
    this.socket = connect({
      port,
      host: '127.0.0.1',
      servername: host,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    this.socket.setNoDelay(true);
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', ({ message }) => fail(message));
    this.socket.on('close', () => {
      if (!over) fail('the connection was closed');
    });
    this.ready = new Promise((resolve) => this.socket.once('secureConnect', resolve));
  }

  add(moment) {
    this.due.push(moment);
    if (!this.busy) this.send();
  }

  send() {
    this.busy = true;
    this.socket.write(request);
  }

  /** Reads status and length of an answer, and counts its body. */
  take(chunk) {
    if (this.missing > 0) {
      this.missing -= chunk.length;
    } else {
      this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
      const end = this.head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = this.head.toString('latin1', 0, end);
      const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
      if (!text.startsWith('HTTP/1.1 200') || length === undefined) {
        fail(text.slice(0, 200));
        process.exit(report());
      }
      this.missing = Number(length) - (this.head.length - end - 4);
      this.head = Buffer.alloc(0);
    }
    if (this.missing === 0) this.answered();
  }

  answered() {
    const moment = this.due.shift();
    if (moment >= counted && taken < times.length) times[taken++] = performance.now() - moment;
    done += 1;
    this.busy = false;
    if (this.due.length > 0) this.send();
  }
}

function fail(what) {
  failures += 1;
  if (first === '') first = what;
}

let over = false;
let done = 0;
const users = Array.from({ length: connections }, () => new User());
await Promise.all(users.map(({ ready }) => ready));

const start = performance.now();
const counted = start + WARM_UP * 1000;
const total = Math.floor(rate * seconds);
let sent = 0;
await new Promise((resolve) => {
  const timer = setInterval(() => {
    const now = performance.now();
    for (; sent < total; sent += 1) {
      const moment = start + (sent * 1000) / rate;
      if (moment > now) break;
      users[sent % connections].add(Math.min(now, moment + TIMER_MS));
    }
    if (sent === total) {
      clearInterval(timer);
      resolve();
    }
  }, TIMER_MS);
});
const deadline = performance.now() + PATIENCE * 1000;
while (done < total && failures === 0 && performance.now() < deadline) {
  await new Promise((resolve) => setTimeout(resolve, 5));
}
if (done < total) fail(`${total - done} requests were not answered`);
over = true;
report();
for (const { socket } of users) socket.destroy();

function report() {
  const sorted = times.subarray(0, taken).sort();
  const percentile = (part) => sorted[Math.min(taken - 1, Math.floor(taken * part))] ?? 0;
  console.log(
    JSON.stringify({ requests: done, p50: percentile(0.5), p99: percentile(0.99), failures, first }),
  );
}
