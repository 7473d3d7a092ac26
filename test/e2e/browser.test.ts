import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { RunningJson } from '../../cli/local/run-local';
import { ROOT } from '../cli/run-cli';
import { answerOf, serve, type Serving } from './serving';

/** Where Debian's package `chromium` puts it, and another one that the environment names. */
const CHROMIUM = [process.env['CHROMIUM'], '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);
const skipped = CHROMIUM === undefined && process.env['CI'] === undefined;
if (skipped) {
  console.warn('no browser test: apt-get install chromium, or set CHROMIUM to one');
}
jest.setTimeout(120_000);

/**
 * Digests of the servers' keys, in base64, after their certificates were checked against the trust bundle. Each relay instance has a
 * key of its own, and the entry address leads to them in turn.
 */
async function verifiedKeys({ port, trust }: RunningJson, host: string): Promise<readonly string[]> {
  const keys = new Set<string>();
  for (let connection = 0; connection < 4; connection += 1) {
    const socket = connect({ port, host: '127.0.0.1', servername: host, ca: readFileSync(trust) });
    await once(socket, 'secureConnect');
    const { raw } = socket.getPeerCertificate();
    socket.destroy();
    const key = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
    keys.add(createHash('sha256').update(key).digest('base64'));
  }
  return [...keys];
}

(skipped ? describe.skip : describe)('a browser', () => {
  let serving: Serving;
  let browser: Browser;
  let page: Page;
  let url: string;
  const faults: string[] = [];

  beforeAll(async () => {
    const declaration = join(ROOT, 'examples', 'minimal', 'app-proxy.yaml');
    serving = await serve(['local', '--json', declaration], { until: /^\}$/m });
    const running = answerOf(serving);
    url = running.applications[0]?.url ?? '';
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? 'chromium',
      args: [
        '--no-sandbox',
        // These keys, which the trust bundle vouches for; every other certificate is checked as ever.
        `--ignore-certificate-errors-spki-list=${(await verifiedKeys(running, new URL(url).hostname)).join(',')}`,
      ],
    });
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('requestfailed', (request) =>
      faults.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`),
    );
  });

  afterAll(async () => {
    await (browser as Browser | undefined)?.close();
    await (serving as Serving | undefined)?.end('SIGTERM');
  });

  test('opens an application over HTTPS, under a name that needs no DNS', async () => {
    const answer = await page.goto(url);
    expect(answer?.status()).toBe(200);
    expect(new URL(page.url()).hostname).toBe('wiki.localhost');
    await expect(page.title()).resolves.toBe('wiki');
    await expect(page.textContent('p')).resolves.toContain('application wiki in group office');
    expect((await answer?.securityDetails())?.protocol).toBe('TLS 1.3');
  });

  test('uses the WebSocket of the application', async () => {
    await page.waitForSelector('#heard:has-text("connected")');
    await page.fill('#text', 'through the tunnel');
    await page.click('button');
    await page.waitForSelector('#heard:has-text("through the tunnel")');
    const cookies = await page.context().cookies(url);
    expect(cookies).toMatchObject([{ name: 'sample', value: 'wiki' }]);
  });

  test('gets its events as they come', async () => {
    await page.waitForSelector('#event:has-text("event ")');
    expect(faults).toEqual([]);
  });
});
