import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import {
  KEY_SET_HOURS,
  KEY_SET_PAUSE_SECONDS,
  KEY_SET_SECONDS,
  MAX_KEY_SET_BYTES,
  MAX_KEY_SETS,
} from './limits';
import { RefusedEnrolment } from './refused';
import { messageOf } from '../store/fault';

/** What the sign-in service says of a tenant. */
export interface KeySet {
  /** `iss` of its tokens. */
  readonly issuers: readonly string[];
  readonly keys: JWTVerifyGetKey;
}

export interface KeySetsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default Node's */
  readonly fetch?: typeof fetch;
}

/**
 * The keys that the sign-in services of Azure's clouds sign with, by tenant, found by their metadata. Read once and kept; the keys
 * are read anew when a token names one that is not among them.
 */
export class KeySets {
  private readonly known = new Map<string, { readonly until: number; readonly set: Promise<KeySet> }>();

  constructor(private readonly options: KeySetsOptions) {}

  /**
   * @param authority sign-in service of the cloud: `https://login.microsoftonline.com`
   * @throws RefusedEnrolment `key-set-unavailable`
   */
  async of(authority: string, tenant: string): Promise<KeySet> {
    const base = `${authority.replace(/\/+$/, '')}/${tenant.toLowerCase()}`;
    const now = this.options.now();
    const known = this.known.get(base);
    if (known !== undefined && now < known.until) {
      return known.set;
    }
    const set = this.discover(base, tenant);
    this.keep(base, set, now + KEY_SET_HOURS * 3_600_000);
    // A service that is away is not asked again by each attempt.
    set.catch(() => this.keep(base, set, now + KEY_SET_PAUSE_SECONDS * 1000));
    return set;
  }

  private keep(base: string, set: Promise<KeySet>, until: number): void {
    this.known.delete(base);
    this.known.set(base, { until, set });
    for (const key of this.known.keys()) {
      if (this.known.size <= MAX_KEY_SETS) {
        return;
      }
      this.known.delete(key);
    }
  }

  /**
   * Tokens for Azure's own services are of version 1.0: issuer and keys come from the metadata of that version. The issuer of
   * version 2.0 is known by its form (learn.microsoft.com/entra/identity-platform/access-tokens).
   */
  private async discover(base: string, tenant: string): Promise<KeySet> {
    const metadata = await this.json(`${base}/.well-known/openid-configuration`);
    const { issuer, jwks_uri: keys } = metadata;
    if (typeof issuer !== 'string' || !issuer.toLowerCase().includes(`/${tenant.toLowerCase()}/`)) {
      throw unavailable(`${base} names an issuer that is not of the tenant`);
    }
    if (typeof keys !== 'string' || !keys.startsWith('https://')) {
      throw unavailable(`${base} names no keys that are read by https`);
    }
    const remote = createRemoteJWKSet(new URL(keys), {
      timeoutDuration: KEY_SET_SECONDS * 1000,
      cooldownDuration: KEY_SET_PAUSE_SECONDS * 1000,
      [customFetch]: async (url, init) => new Response(JSON.stringify(await this.json(url, init.signal))),
    });
    return { issuers: [issuer, `${base}/v2.0`], keys: remote };
  }

  private async json(url: string, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    try {
      const response = await (this.options.fetch ?? fetch)(url, {
        redirect: 'error',
        signal: signal ?? AbortSignal.timeout(KEY_SET_SECONDS * 1000),
        headers: { accept: 'application/json' },
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new Error(`status ${response.status}`);
      }
      const value: unknown = JSON.parse(await textOf(response));
      if (typeof value !== 'object' || value === null) {
        throw new Error('no JSON object');
      }
      return value as Readonly<Record<string, unknown>>;
    } catch (error) {
      throw unavailable(`${url}: ${messageOf(error)}`, error);
    }
  }
}

/** @throws Error where it is larger than `MAX_KEY_SET_BYTES` */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_KEY_SET_BYTES) {
      throw new Error(`more than ${MAX_KEY_SET_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function unavailable(what: string, cause?: unknown): RefusedEnrolment {
  return new RefusedEnrolment(
    'key-set-unavailable',
    `the sign-in service cannot be asked for its keys: ${what}`,
    { cause },
  );
}
