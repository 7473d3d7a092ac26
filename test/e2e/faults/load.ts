import type { TestTopology } from '../topology';
import type { Users, UsersOptions } from '../users';
import { DOWNLOAD_BYTES } from './fault-backend';

const SMALL = Buffer.alloc(3_000, 's');
/** More than the relay keeps for another attempt, and more than a stream's window. */
const LARGE = Buffer.alloc(300_000, 'l');

/** What users do; a `FaultBackend` answers. */
const KINDS = {
  get: { accept: ({ status }) => status === 200 },
  post: { body: SMALL, accept: ({ body }) => body.toString() === String(SMALL.length) },
  upload: { body: LARGE, accept: ({ body }) => body.toString() === String(LARGE.length) },
  download: { path: '/download', accept: ({ body }) => body.length === DOWNLOAD_BYTES },
} as const satisfies Readonly<Record<string, UsersOptions>>;

export type Kind = keyof typeof KINDS;
export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];

export interface LoadOptions {
  /** @default 'wiki' */
  readonly application?: string;
  /** @default 'get' alone */
  readonly kinds?: readonly Kind[];
  /** Users of each kind and protocol. @default 3 */
  readonly concurrency?: number;
  /** @default both */
  readonly protocols?: readonly ('h1' | 'h2')[];
  /** Straight to one relay instance. @default by the entry address */
  readonly relay?: string;
}

/** Users of several kinds over HTTP/1.1 and HTTP/2, none of whom sends a request twice. */
export class Load {
  private readonly users: ReadonlyMap<string, Users>;

  constructor(topology: TestTopology, options: LoadOptions = {}) {
    const {
      application = 'wiki',
      kinds = ['get'],
      concurrency = 3,
      protocols = ['h1', 'h2'],
      relay,
    } = options;
    const users = new Map<string, Users>();
    for (const protocol of protocols) {
      for (const kind of kinds) {
        users.set(
          `${kind} over ${protocol}`,
          topology.users(application, {
            ...KINDS[kind],
            // A failure then says its code.
            headers: { accept: 'application/json' },
            protocol,
            concurrency,
            ...(relay !== undefined && { relay }),
          }),
        );
      }
    }
    this.users = users;
  }

  /** Milliseconds of each answered request up to now. */
  get times(): readonly number[] {
    return [...this.users.values()].flatMap(({ count }) => count.times);
  }

  get failures(): readonly string[] {
    return [...this.users].flatMap(([name, { count }]) => count.failures.map((text) => `${name}: ${text}`));
  }

  /** Waits for so many more answers or failures of each kind and protocol. */
  async more(requests: number): Promise<void> {
    await Promise.all([...this.users.values()].map((users) => users.more(requests)));
  }

  /** Lets requests in flight end. @returns what has failed */
  async stop(): Promise<readonly string[]> {
    await Promise.all([...this.users.values()].map((users) => users.stop()));
    return this.failures;
  }
}

/** Requests that fail while something happens, and for a while before and after. */
export async function failuresDuring(
  topology: TestTopology,
  options: LoadOptions,
  happens: (load: Load) => Promise<unknown>,
): Promise<readonly string[]> {
  const load = new Load(topology, options);
  await load.more(5);
  await happens(load);
  await load.more(10);
  return load.stop();
}
