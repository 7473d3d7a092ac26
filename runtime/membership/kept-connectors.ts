import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log/log';
import type { ConnectorRecord } from './connector-record';
import { isConnectorId } from '../pki/identity-uri';
import { LAST_SEEN_SECONDS, MAX_CONNECTORS_KEPT, MAX_KEPT_BYTES, MAX_KEPT_TEXT } from './limits';

const FILE = 'connectors.json';

/** The file in the state directory that says when each connector was last seen. */
export class KeptConnectors {
  private written = '';
  private failing = false;
  private writing = Promise.resolve();

  constructor(
    private readonly stateDirectory: string,
    private readonly log: Log,
  ) {}

  /** What was kept; nothing where there is no file. A file that cannot be understood is set aside, and said so. Never rejects. */
  async restore(): Promise<readonly ConnectorRecord[]> {
    try {
      const text = await readBounded(this.path);
      const { version, connectors } = JSON.parse(text) as { version?: unknown; connectors?: unknown };
      if (version !== 1 || !Array.isArray(connectors)) throw new Error('it is not of version 1');
      return connectors.filter(isRecord).slice(0, MAX_CONNECTORS_KEPT).map(recordOf);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      this.log.event('membership-unreadable', { reason: reasonOf(error) });
      await rename(this.path, `${this.path}.broken`).catch(() => undefined);
      return [];
    }
  }

  /** Writes, unless it is what the file already says; the file is whole at any time. Never rejects. */
  keep(connectors: readonly ConnectorRecord[]): Promise<void> {
    const text = `${JSON.stringify({ version: 1, connectors: connectors.map(kept) })}\n`;
    this.writing = this.writing.then(() => this.write(text));
    return this.writing;
  }

  private async write(text: string): Promise<void> {
    if (text === this.written) return;
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      await mkdir(this.stateDirectory, { recursive: true, mode: 0o700 });
      await writeFile(temporary, text, { mode: 0o600, flush: true });
      await rename(temporary, this.path);
      this.written = text;
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.event('membership-not-kept', { reason: reasonOf(error) });
      this.failing = true;
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  private get path(): string {
    return join(this.stateDirectory, FILE);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readBounded(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > MAX_KEPT_BYTES) throw new Error(`it has ${size} bytes, more than ${MAX_KEPT_BYTES}`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** The order of the connectors and the last seconds do not matter: without them the file changes seldom. */
function kept(record: ConnectorRecord): ConnectorRecord {
  const step = LAST_SEEN_SECONDS * 1000;
  return recordOf({ ...record, lastSeen: Math.floor(record.lastSeen / step) * step });
}

function recordOf({
  connector,
  group,
  slot,
  runtime,
  certificateExpires,
  remoteAddress,
  lastSeen,
}: ConnectorRecord): ConnectorRecord {
  return {
    connector,
    group,
    runtime,
    certificateExpires,
    remoteAddress,
    lastSeen,
    ...(slot !== undefined && { slot }),
  };
}

function isRecord(value: unknown): value is ConnectorRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Record<string, unknown>;
  return (
    ['connector', 'group', 'runtime', 'remoteAddress'].every((key) => {
      const text = record[key];
      return typeof text === 'string' && text.length <= MAX_KEPT_TEXT;
    }) &&
    isConnectorId(String(record['connector'])) &&
    isTime(record['lastSeen']) &&
    isTime(record['certificateExpires']) &&
    (record['slot'] === undefined || Number.isInteger(record['slot']))
  );
}

/** Milliseconds since 1970 that a `Date` can hold. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}
