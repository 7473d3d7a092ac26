import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import type { AdmissionDocument } from '../documents/types.generated';
import type { Fields, Log } from '../log/log';
import { BadRequest, requestedKey } from '../pki/certificate-request';
import { lifeOf, readConnectorIdentity, type ConnectorIdentity } from '../pki/identity';
import type { Issuer } from '../pki/issuer';
import type { EnrolmentPeer, Refusal } from '../relay/messages';
import { AttemptLimit } from './attempt-limit';
import { MAX_ENROLMENTS_AT_ONCE } from './limits';
import type { ManagedIdentities } from './managed-identity';
import { enrolRequest, renewRequest, type EnrolmentAnswer, type EnrolRequest } from './messages';
import { RefusedEnrolment } from './refused';
import type { TokenStore } from './tokens';
import { messageOf } from '../store/fault';

export interface EnrolmentServiceOptions {
  readonly deployment: string;
  readonly issuer: Pick<Issuer, 'trust' | 'connectorCertificate'>;
  readonly tokens: Pick<TokenStore, 'redeem'>;
  readonly identities: Pick<ManagedIdentities, 'check'>;
  /** The admissions that are in force. */
  readonly admissions: () => readonly AdmissionDocument[];
  /** Connector ids that count no more. */
  readonly revoked: () => readonly string[];
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Enrolments and renewals of one address that may be refused in a minute. @default MAX_REFUSALS_PER_MINUTE */
  readonly refusalsPerMinute?: number;
  /** Enrolments and renewals at once. @default MAX_ENROLMENTS_AT_ONCE */
  readonly atOnce?: number;
}

/** Gives connectors their certificates. Runs in the instance process; the workers pass on what they are asked. */
export class EnrolmentService {
  private readonly attempts: AttemptLimit;
  private underWay = 0;

  constructor(private readonly options: EnrolmentServiceOptions) {
    const { now, refusalsPerMinute } = options;
    this.attempts = new AttemptLimit({ now, ...(refusalsPerMinute !== undefined && { refusalsPerMinute }) });
  }

  /** Answers a worker. Never throws; a fault of the relay's own is logged, and `unavailable` to the peer. */
  async answer(
    question: 'enrol' | 'renew',
    body: unknown,
    peer: EnrolmentPeer,
  ): Promise<{ readonly value: EnrolmentAnswer } | { readonly error: Refusal }> {
    try {
      return { value: await this[question](body, peer) };
    } catch (error) {
      if (error instanceof RefusedEnrolment) {
        return { error: { code: error.code, message: error.message } };
      }
      const reason = messageOf(error);
      this.options.log.event('enrolment-fault', { question, reason, remoteAddress: peer.remoteAddress });
      return { error: { code: 'unavailable', message: 'the relay cannot give certificates now; try again' } };
    }
  }

  /**
   * A first certificate, or a new one for a connector whose own has expired: it keeps its id if it shows that one.
   *
   * @throws RefusedEnrolment
   */
  enrol(body: unknown, peer: EnrolmentPeer): Promise<EnrolmentAnswer> {
    return this.guarded('enrol', peer, async () => {
      const request = enrolRequest(body);
      const key = await keyOf(request.csr);
      const known = this.knownConnector(request, peer);
      const connector = known ?? randomBytes(8).toString('hex');
      const admitted = await this.admit(request, connector, key, peer);
      const identity = {
        deployment: this.options.deployment,
        group: request.group,
        connector: admitted.connector,
      };
      try {
        const answer = await this.certify(request.csr, identity);
        this.options.log.event('connector-enrolled', {
          connector: identity.connector,
          group: identity.group,
          slot: request.slot,
          runtime: request.runtime,
          method: request.credential.kind,
          token: admitted.token,
          again: known !== undefined,
          remoteAddress: peer.remoteAddress,
          expires: answer.expires,
        });
        return answer;
      } catch (error) {
        await admitted.giveBack?.();
        throw error;
      }
    });
  }

  /**
   * A new certificate for a connector that shows one that still counts.
   *
   * @throws RefusedEnrolment
   */
  renew(body: unknown, peer: EnrolmentPeer): Promise<EnrolmentAnswer> {
    return this.guarded('renew', peer, async () => {
      const request = renewRequest(body);
      const shown = this.readPeer(peer, false);
      if ('code' in shown) {
        throw new RefusedEnrolment(shown.code, shown.message);
      }
      const { identity } = shown;
      await keyOf(request.csr);
      const answer = await this.certify(request.csr, identity);
      this.options.log.event('connector-renewed', {
        connector: identity.connector,
        group: identity.group,
        remoteAddress: peer.remoteAddress,
        expires: answer.expires,
      });
      return answer;
    });
  }

  private async guarded(
    question: 'enrol' | 'renew',
    { remoteAddress }: EnrolmentPeer,
    action: () => Promise<EnrolmentAnswer>,
  ): Promise<EnrolmentAnswer> {
    const succeeded = this.attempts.begin(remoteAddress);
    const refuse = (refusal: RefusedEnrolment, fields: Fields = {}): RefusedEnrolment => {
      const { code, message } = refusal;
      this.options.log.event(code.startsWith('token-') ? 'token-refused' : 'connector-refused', {
        question,
        refusal: code,
        reason: message,
        remoteAddress,
        ...fields,
      });
      return refusal;
    };
    if (succeeded === undefined) {
      throw refuse(
        new RefusedEnrolment(
          'too-many-attempts',
          'too many refused attempts from this address; wait a minute',
        ),
      );
    }
    if (this.underWay >= (this.options.atOnce ?? MAX_ENROLMENTS_AT_ONCE)) {
      succeeded();
      throw refuse(new RefusedEnrolment('busy', 'the relay answers many enrolments now; try again'));
    }
    this.underWay += 1;
    try {
      const answer = await action();
      succeeded();
      return answer;
    } catch (error) {
      if (error instanceof RefusedEnrolment) {
        throw refuse(error);
      }
      // A fault of the relay is not counted against the peer.
      succeeded();
      throw error;
    } finally {
      this.underWay -= 1;
    }
  }

  /** Checks the credential. A token's use is taken by it. */
  private async admit(
    { credential, group }: EnrolRequest,
    connector: string,
    key: string,
    { remoteAddress }: EnrolmentPeer,
  ): Promise<{
    readonly connector: string;
    readonly token?: string;
    readonly giveBack?: () => Promise<void>;
  }> {
    const { deployment, tokens, identities, admissions } = this.options;
    if (credential.kind === 'token') {
      const { token } = credential;
      const redeemed = await tokens.redeem({ token, deployment, group, key, connector, remoteAddress });
      return { connector: redeemed.connector, token: redeemed.id, giveBack: redeemed.giveBack };
    }
    const admission = admissions().find((each) => each.group === group && each.deployment === deployment);
    if (admission === undefined) {
      throw new RefusedEnrolment(
        'no-admission',
        `group '${group}' admits no managed identity; enrol with a token`,
      );
    }
    await identities.check(credential.jwt, admission);
    return { connector };
  }

  /**
   * The id of the connector whose certificate of the same group is shown. A revoked one is refused whatever else it shows; any
   * other certificate is as good as none.
   */
  private knownConnector({ group }: EnrolRequest, peer: EnrolmentPeer): string | undefined {
    const shown = this.readPeer(peer, true);
    if (!('code' in shown)) {
      return shown.identity.group === group ? shown.identity.connector : undefined;
    }
    if (shown.code === 'revoked') {
      throw new RefusedEnrolment('revoked', shown.message);
    }
    return undefined;
  }

  private readPeer(
    { certificate }: EnrolmentPeer,
    mayBeExpired: boolean,
  ): ReturnType<typeof readConnectorIdentity> {
    const { deployment, issuer, revoked, now } = this.options;
    return readConnectorIdentity(certificate === undefined ? undefined : new X509Certificate(certificate), {
      trust: issuer.trust,
      deployment,
      revoked: revoked(),
      now: now(),
      mayBeExpired,
    });
  }

  private async certify(csr: string, identity: ConnectorIdentity): Promise<EnrolmentAnswer> {
    const { issuer } = this.options;
    const certificate = await issuer.connectorCertificate(csr, identity);
    return {
      version: 1,
      connector: identity.connector,
      certificate: certificate.toString(),
      trust: issuer.trust,
      expires: new Date(lifeOf(certificate).expires).toISOString(),
    };
  }
}

/** SHA-256 of the key that a certificate is asked for. @throws RefusedEnrolment `bad-certificate-request` */
async function keyOf(csr: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await requestedKey(csr))
      .digest('hex');
  } catch (error) {
    if (error instanceof BadRequest) {
      throw new RefusedEnrolment('bad-certificate-request', error.message, { cause: error });
    }
    throw error;
  }
}
