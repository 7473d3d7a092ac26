import type { X509Certificate } from 'node:crypto';
import type { KeyPair } from '../relay/messages';
import type { Content, Store } from '../store/store';
import type { AuthoritySource, KeptAuthority } from './authority-source';
import { requestedKey, makeKeyWithRequest } from './certificate-request';
import {
  CLIENT_AUTH,
  connectorUri,
  relayUri,
  SERVER_AUTH,
  type ConnectorIdentity,
  type RelayIdentity,
} from './identity';
import {
  AUTHORITY_OVERLAP_DAYS,
  CONNECTOR_CERTIFICATE_HOURS,
  MAX_CERTIFICATE_HOSTS,
  MAX_TRUST_ATTEMPTS,
  RELAY_CERTIFICATE_HOURS,
  USER_CERTIFICATE_HOURS,
} from './limits';
import { makeLeaf, type SigningAuthority } from './make-certificate';
import { rotation, type AuthorityState, type RotationTimes } from './rotation';
import { authoritiesOf, bundleOf, TRUST_NAME } from './trust-bundle';

/** Times of a rotation where nothing else is said. */
export const DEFAULT_ROTATION_TIMES: RotationTimes = {
  overlapHours: AUTHORITY_OVERLAP_DAYS * 24,
  longestLifeHours: Math.max(CONNECTOR_CERTIFICATE_HOURS, RELAY_CERTIFICATE_HOURS, USER_CERTIFICATE_HOURS),
};

export interface IssuerOptions {
  readonly source: AuthoritySource;
  /** The exchange store, where the trust bundle is published. */
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default CONNECTOR_CERTIFICATE_HOURS */
  readonly connectorHours?: number;
  /** @default RELAY_CERTIFICATE_HOURS */
  readonly relayHours?: number;
  /** @default USER_CERTIFICATE_HOURS */
  readonly userHours?: number;
  /** @default AUTHORITY_OVERLAP_DAYS * 24 */
  readonly overlapHours?: number;
}

/**
 * Signs the deployment's certificates and publishes the authorities that they are checked against. `refresh` comes first; after it,
 * at each look at the configuration, so that rotations by others show.
 */
export class Issuer {
  private states: readonly AuthorityState[] = [];
  private authority: SigningAuthority | undefined;
  private bundle = '';

  constructor(private readonly options: IssuerOptions) {}

  /** The trust bundle as it is published, PEM; empty before the first `refresh`. */
  get trust(): string {
    return this.bundle;
  }

  /** Each authority that is kept, oldest first. */
  get authorities(): readonly AuthorityState[] {
    return this.states;
  }

  /**
   * Takes over what has changed, and brings the published trust bundle up to date.
   *
   * @returns whether the trust bundle or the authority that signs has changed
   * @throws StoreError, or Error of the authorities' source; what was known before stays
   */
  async refresh(): Promise<boolean> {
    for (let attempt = 0; attempt < MAX_TRUST_ATTEMPTS; attempt += 1) {
      const content = await this.published();
      const published = content === undefined ? [] : authoritiesOf(content.text);
      const kept = await this.options.source.load(published);
      const states = this.rotation([...published, ...kept.map(({ certificate }) => certificate)]);
      const bundle = bundleOf(
        states.filter(({ state }) => state !== 'dropped').map(({ certificate }) => certificate),
      );
      if (await this.publish(bundle, content)) {
        return this.take(states, bundle, kept);
      }
    }
    throw new Error(
      `${TRUST_NAME} of ${this.options.store.place} changed ${MAX_TRUST_ATTEMPTS} times while it was written`,
    );
  }

  /**
   * A connector's certificate for the key of a certificate request.
   *
   * @returns the certificate, PEM; the authorities are in `trust`
   * @throws BadRequest where the request does not count
   */
  async connectorCertificate(request: string, identity: ConnectorIdentity): Promise<X509Certificate> {
    return this.leafFor(await requestedKey(request), {
      commonName: `connector ${identity.connector}`,
      names: [{ type: 'url', value: connectorUri(identity) }],
      usage: CLIENT_AUTH,
      hours: this.options.connectorHours ?? CONNECTOR_CERTIFICATE_HOURS,
    });
  }

  /** A relay instance's certificate, with a new key. */
  relayCertificate(identity: RelayIdentity): Promise<KeyPair> {
    return this.withKey({
      commonName: `relay ${identity.instance}`,
      names: [{ type: 'url', value: relayUri(identity) }],
      usage: SERVER_AUTH,
      hours: this.options.relayHours ?? RELAY_CERTIFICATE_HOURS,
    });
  }

  /**
   * A users' certificate for host names, with a new key. It names neither a connector nor a relay instance.
   *
   * @param hosts lower case, in IDNA form; `*.` in front for any one label
   * @throws Error where a name is of another form, or there are none or more than `MAX_CERTIFICATE_HOSTS`
   */
  async userCertificate(hosts: readonly string[]): Promise<KeyPair> {
    if (hosts.length === 0 || hosts.length > MAX_CERTIFICATE_HOSTS) {
      throw new Error(
        `users' certificate: ${hosts.length} host names, allowed: 1 to ${MAX_CERTIFICATE_HOSTS}`,
      );
    }
    const wrong = hosts.find((host) => !HOST.test(host));
    if (wrong !== undefined) {
      throw new Error(`users' certificate: '${wrong}' is not a host name in lower case`);
    }
    return this.withKey({
      commonName: "users' certificate",
      names: hosts.map((value) => ({ type: 'dns' as const, value })),
      usage: SERVER_AUTH,
      hours: this.options.userHours ?? USER_CERTIFICATE_HOURS,
    });
  }

  private async withKey(content: LeafDescription): Promise<KeyPair> {
    const { key, publicKey } = await makeKeyWithRequest();
    const certificate = await this.leafFor(publicKey, content);
    return { certificate: certificate.toString(), key };
  }

  private leafFor(publicKey: Uint8Array, content: LeafDescription): Promise<X509Certificate> {
    if (this.authority === undefined) {
      throw new Error('the deployment has no authority that signs: its key cannot be reached');
    }
    return makeLeaf(this.authority, { ...content, publicKey }, this.options.now());
  }

  private rotation(certificates: readonly X509Certificate[]): readonly AuthorityState[] {
    const { overlapHours, connectorHours, relayHours, userHours, now } = this.options;
    const distinct = new Map(certificates.map((certificate) => [certificate.fingerprint256, certificate]));
    return rotation([...distinct.values()], now(), {
      overlapHours: overlapHours ?? AUTHORITY_OVERLAP_DAYS * 24,
      longestLifeHours: Math.max(
        connectorHours ?? CONNECTOR_CERTIFICATE_HOURS,
        relayHours ?? RELAY_CERTIFICATE_HOURS,
        userHours ?? USER_CERTIFICATE_HOURS,
      ),
    });
  }

  private async published(): Promise<Content | undefined> {
    const content = await this.options.store.read(TRUST_NAME);
    return typeof content === 'object' ? content : undefined;
  }

  /** False: somebody else has written in the meantime. */
  private publish(bundle: string, before: Content | undefined): Promise<boolean> {
    if (before === undefined) {
      return this.options.store.create(TRUST_NAME, bundle);
    }
    return before.text === bundle
      ? Promise.resolve(true)
      : this.options.store.write(TRUST_NAME, bundle, { etag: before.etag });
  }

  private take(states: readonly AuthorityState[], bundle: string, kept: readonly KeptAuthority[]): boolean {
    const authority = signingAuthority(states, kept);
    const changed =
      bundle !== this.bundle ||
      authority?.certificate.fingerprint256 !== this.authority?.certificate.fingerprint256;
    this.states = states;
    this.bundle = bundle;
    this.authority = authority;
    return changed;
  }
}

type LeafDescription = Omit<Parameters<typeof makeLeaf>[1], 'publicKey'>;

const HOST =
  /^(?=.{1,253}$)(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The authority whose turn it is; where its key cannot be reached, the latest before it, and at last one that waits. */
function signingAuthority(
  states: readonly AuthorityState[],
  kept: readonly KeptAuthority[],
): SigningAuthority | undefined {
  const alive = states.filter(({ state }) => state !== 'dropped');
  const turns = [
    ...alive.filter(({ state }) => state !== 'waiting').reverse(),
    ...alive.filter(({ state }) => state === 'waiting'),
  ];
  for (const { certificate } of turns) {
    const signer = kept.find(
      (each) => each.certificate.fingerprint256 === certificate.fingerprint256,
    )?.signer;
    if (signer !== undefined) {
      return { certificate, signer };
    }
  }
  return undefined;
}
