import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from '../store/store';
import { isDeploymentName, isGroupName } from '../pki/identity-uri';
import { MAX_TOKEN_DAYS, MAX_TOKEN_USES, TOKEN_RECORD_DAYS } from './limits';
import { RefusedEnrolment } from './refused';
import { isTokenId, parseToken, tokenText } from './token-text';
import { tokenRecord, tokenUse, type TokenRecord, type TokenUse } from './token-record';

const FOLDER = 'tokens/';
const DAY = 86_400_000;

export interface NewToken {
  readonly deployment: string;
  readonly group: string;
  /** Milliseconds that it lives. */
  readonly life: number;
  /** Enrolments that it is good for. @default 1 */
  readonly uses?: number;
  /** SHA-256 of the trust bundle. */
  readonly trust: string;
}

/** A token as lists show it. */
export interface TokenSummary {
  readonly id: string;
  readonly group: string;
  readonly created: string;
  readonly expires: string;
  readonly uses: number;
  readonly used: number;
  readonly state: 'valid' | 'used' | 'expired' | 'revoked';
}

/** Who redeems a token. */
export interface Redemption {
  readonly token: string;
  readonly deployment: string;
  readonly group: string;
  /** SHA-256 of the connector's public key, hexadecimal. */
  readonly key: string;
  /** Id that the connector is to have. */
  readonly connector: string;
  readonly remoteAddress: string;
}

export interface Redeemed {
  readonly id: string;
  /** Id that the connector has: the one asked for, or the one of the same key's enrolment before. */
  readonly connector: string;
  /** Undoes the use, where no certificate came of it. */
  readonly giveBack: () => Promise<void>;
}

/**
 * Enrolment tokens in the exchange store. Of the secret only a hash is kept. Each use is a document of its own that one relay
 * instance alone succeeds in making, so that a token for one connector is good for one, whichever instances are asked at once.
 */
export class TokenStore {
  constructor(
    private readonly store: Store,
    /** Milliseconds since 1970. */
    private readonly now: () => number,
  ) {}

  /**
   * Makes a token.
   *
   * @returns its text, which is nowhere else
   * @throws Error where a value is not allowed
   */
  async create({
    deployment,
    group,
    life,
    uses = 1,
    trust,
  }: NewToken): Promise<{ id: string; text: string; expires: Date }> {
    if (!isDeploymentName(deployment)) {
      throw new Error(
        `deployment '${deployment}': expected 2 to 12 lower-case letters and digits, a letter first`,
      );
    }
    if (!isGroupName(group)) {
      throw new Error(
        `group '${group}': expected at most 32 lower-case letters, digits and single hyphens, a letter first`,
      );
    }
    if (!(life > 0 && life <= MAX_TOKEN_DAYS * DAY)) {
      throw new Error(
        `life of a token: ${life / 1000} seconds, allowed: more than 0 and at most ${MAX_TOKEN_DAYS} days`,
      );
    }
    if (!Number.isInteger(uses) || uses < 1 || uses > MAX_TOKEN_USES) {
      throw new Error(`uses of a token: ${uses}, allowed: 1 to ${MAX_TOKEN_USES}`);
    }
    const secret = randomBytes(32);
    const id = randomBytes(6).toString('hex');
    const created = this.now();
    const expires = new Date(created + life);
    const record: TokenRecord = {
      version: 1,
      id,
      deployment,
      group,
      secret: hashOf(secret).toString('hex'),
      created: new Date(created).toISOString(),
      expires: expires.toISOString(),
      uses,
    };
    if (!(await this.store.create(recordName(id), textOf(record)))) {
      throw new Error(`token ${id} is there already; try again`);
    }
    return { id, text: tokenText({ group, id, secret, trust }), expires };
  }

  /** All tokens, the newest first. A document that is none is left out. */
  async list(): Promise<readonly TokenSummary[]> {
    const names = (await this.store.list(FOLDER)).map(({ name }) => name);
    const records = await Promise.all(
      names.filter((name) => !name.includes('.use-')).map((name) => this.record(name)),
    );
    return records
      .filter((record) => record !== undefined)
      .map((record) => {
        const used = names.filter((name) => name.startsWith(`${FOLDER}${record.id}.use-`)).length;
        const { id, group, created, expires, uses } = record;
        return { id, group, created, expires, uses, used, state: this.state(record, used) };
      })
      .sort((a, b) => (a.created < b.created ? 1 : -1));
  }

  /** Ends a token. @returns false where there is none of that id, or it was ended before */
  async revoke(id: string): Promise<boolean> {
    if (!isTokenId(id)) {
      throw new Error(
        `token id '${id}': expected 12 lower-case hexadecimal digits, as 'app-proxy token list' shows them`,
      );
    }
    for (;;) {
      const content = await this.store.read(recordName(id));
      const record = typeof content === 'object' ? tokenRecord(content.text) : undefined;
      if (typeof content !== 'object' || record === undefined || record.revoked !== undefined) {
        return false;
      }
      const revoked = new Date(this.now()).toISOString();
      if (await this.store.write(recordName(id), textOf({ ...record, revoked }), { etag: content.etag })) {
        return true;
      }
    }
  }

  /**
   * Takes one use of a token. Once it is used up, a key that has used it may still come again, as the answer to it may have been
   * lost on the way: it gets the same connector id.
   *
   * @throws RefusedEnrolment
   */
  async redeem(redemption: Redemption): Promise<Redeemed> {
    const parts = parseToken(redemption.token);
    const record = parts === undefined ? undefined : await this.record(recordName(parts.id));
    // Whether the id or the secret is wrong is not told.
    if (
      parts === undefined ||
      record === undefined ||
      !timingSafeEqual(hashOf(parts.secret), Buffer.from(record.secret, 'hex'))
    ) {
      throw new RefusedEnrolment('token-invalid', 'the enrolment token is not one of this deployment');
    }
    const { id } = parts;
    if (record.deployment !== redemption.deployment) {
      throw new RefusedEnrolment(
        'wrong-deployment',
        `enrolment token ${id} is for deployment '${record.deployment}'`,
      );
    }
    if (record.group !== redemption.group) {
      throw new RefusedEnrolment(
        'wrong-group',
        `enrolment token ${id} is for group '${record.group}', not '${redemption.group}'`,
      );
    }
    if (record.revoked !== undefined) {
      throw new RefusedEnrolment('token-revoked', `enrolment token ${id} is revoked`);
    }
    if (!(this.now() < Date.parse(record.expires))) {
      throw new RefusedEnrolment('token-expired', `enrolment token ${id} expired at ${record.expires}`);
    }
    return this.use(record, redemption);
  }

  /** Takes away what is left of tokens that ended long ago. */
  async prune(): Promise<void> {
    const before = this.now() - TOKEN_RECORD_DAYS * DAY;
    const names = (await this.store.list(FOLDER)).map(({ name }) => name);
    for (const name of names.filter((each) => !each.includes('.use-'))) {
      const record = await this.record(name);
      if (record === undefined || Date.parse(record.expires) >= before) {
        continue;
      }
      for (const each of names.filter((other) => other.startsWith(`${FOLDER}${record.id}.use-`))) {
        await this.store.remove(each);
      }
      // Last, so that what is left behind by a crash is found the next time.
      await this.store.remove(name);
    }
  }

  private async use(record: TokenRecord, { key, connector, remoteAddress }: Redemption): Promise<Redeemed> {
    const { id, uses } = record;
    const taken = new Set((await this.store.list(FOLDER)).map(({ name }) => name));
    const use: TokenUse = {
      version: 1,
      time: new Date(this.now()).toISOString(),
      key,
      connector,
      remoteAddress,
    };
    const names = Array.from({ length: uses }, (_, index) => `${FOLDER}${id}.use-${index + 1}.json`);
    for (const name of names) {
      if (!taken.has(name) && (await this.store.create(name, textOf(use)))) {
        return { id, connector, giveBack: () => this.store.remove(name) };
      }
    }
    for (const name of names) {
      const before = await this.usedBy(name);
      if (before?.key === key) {
        return { id, connector: before.connector, giveBack: () => Promise.resolve() };
      }
    }
    throw new RefusedEnrolment(
      'token-used',
      `enrolment token ${id} is used up: ${uses === 1 ? 'it was for one enrolment' : `it was for ${uses} enrolments`}`,
    );
  }

  private async usedBy(name: string): Promise<TokenUse | undefined> {
    const content = await this.store.read(name);
    return typeof content === 'object' ? tokenUse(content.text) : undefined;
  }

  private async record(name: string): Promise<TokenRecord | undefined> {
    const content = await this.store.read(name);
    const record = typeof content === 'object' ? tokenRecord(content.text) : undefined;
    return record !== undefined && recordName(record.id) === name ? record : undefined;
  }

  private state({ revoked, expires, uses }: TokenRecord, used: number): TokenSummary['state'] {
    if (revoked !== undefined) {
      return 'revoked';
    }
    if (used >= uses) {
      return 'used';
    }
    return this.now() < Date.parse(expires) ? 'valid' : 'expired';
  }
}

function recordName(id: string): string {
  return `${FOLDER}${id}.json`;
}

function hashOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

function textOf(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
