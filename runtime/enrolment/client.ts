import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import {
  EnrolmentRefused,
  type Credential,
  type Enrolled,
  type Enroller,
  type EnrolmentTarget,
} from '../connector/enroller';
import type { Identity } from '../connector/identity';
import type { Dial } from '../dial/dial';
import { DialError, reasonOf } from '../dial/dial-error';
import { endpointText, type Endpoint } from '../dial/endpoint';
import { DIAL_SECONDS } from '../dial/limits';
import { connectRelay } from '../dial/relay-connection';
import { handshake } from '../dial/tls-handshake';
import { makeKeyWithRequest, type KeyWithRequest } from '../pki/certificate-request';
import { lifeOf, readConnectorIdentity } from '../pki/identity';
import { ENROLMENT_PROTOCOL } from '../tunnel/control';
import { ask, type HttpAnswer, type HttpQuestion } from './http-exchange';
import { enrolmentAnswer, type EnrolmentAnswer } from './messages';

export interface RelayEnrollerOptions {
  readonly dial: Dial;
  readonly deployment: string;
  readonly group: string;
  readonly slot?: number;
  /** Version of the connector's program. */
  readonly runtime: string;
  /** Name for SNI: the name that relays are found by. */
  readonly serverName?: string;
  /** Seconds for an answer. @default ENROLMENT_REQUEST_SECONDS */
  readonly answerSeconds?: number;
}

/**
 * Asks relays for certificates. Keys are made here and do not leave. The key of an attempt is kept for the next one until a
 * certificate has come: where an answer was lost, the relay knows the key again and does not count the token twice.
 */
export class RelayEnroller implements Enroller {
  private pending: KeyWithRequest | undefined;

  constructor(private readonly options: RelayEnrollerOptions) {}

  async fetchTrust(endpoint: Endpoint, signal: AbortSignal): Promise<string> {
    const socket = await connectUnchecked(this.options, endpoint, signal);
    const { status, text } = await this.ask(socket, { method: 'GET', path: '/trust' }, endpoint, signal);
    if (status !== 200) {
      throw new DialError('tls', `${endpointText(endpoint)} shows no trust bundle: status ${status}`);
    }
    return text;
  }

  async enrol(
    target: EnrolmentTarget,
    credential: Credential,
    known: Identity | undefined,
  ): Promise<Enrolled> {
    const { group, slot, runtime } = this.options;
    const socket = await this.connect(target, known);
    const keys = await this.keys();
    const body = {
      version: 1,
      csr: keys.request,
      group,
      runtime,
      credential,
      ...(slot !== undefined && { slot }),
    };
    return this.certified(socket, { method: 'POST', path: '/enrol', body }, keys, target);
  }

  async renew(target: EnrolmentTarget, identity: Identity): Promise<Enrolled> {
    const socket = await this.connect(target, identity);
    const keys = await this.keys();
    const question: HttpQuestion = {
      method: 'POST',
      path: '/renew',
      body: { version: 1, csr: keys.request },
    };
    return this.certified(socket, question, keys, target);
  }

  private async keys(): Promise<KeyWithRequest> {
    this.pending ??= await makeKeyWithRequest();
    return this.pending;
  }

  /** The relay is checked before this resolves, and before a client certificate is shown. */
  private connect(
    { endpoint, trust, signal }: EnrolmentTarget,
    identity: Identity | undefined,
  ): Promise<TLSSocket> {
    const { dial, deployment, serverName } = this.options;
    return connectRelay(dial, {
      endpoint,
      protocol: ENROLMENT_PROTOCOL,
      trust,
      deployment,
      signal,
      ...(serverName !== undefined && { serverName }),
      ...(identity !== undefined && { identity: { certificate: identity.certificate, key: identity.key } }),
    });
  }

  private async certified(
    socket: TLSSocket,
    question: HttpQuestion,
    keys: KeyWithRequest,
    { endpoint, signal }: EnrolmentTarget,
  ): Promise<Enrolled> {
    const answer = await this.ask(socket, question, endpoint, signal);
    if (answer.status !== 200) {
      throw refusalOf(answer, endpoint);
    }
    const value = enrolmentAnswer(parsed(answer.text));
    if (value === undefined) {
      throw new DialError('tls', `${endpointText(endpoint)} gave an answer that is no certificate`);
    }
    const enrolled = this.enrolled(value, keys, endpoint);
    this.pending = undefined;
    return enrolled;
  }

  private ask(
    socket: TLSSocket,
    question: HttpQuestion,
    endpoint: Endpoint,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const { answerSeconds } = this.options;
    return ask(socket, question, {
      signal,
      where: endpointText(endpoint),
      ...(answerSeconds !== undefined && { seconds: answerSeconds }),
    });
  }

  /** @throws DialError where the certificate is not for this connector */
  private enrolled(
    { certificate, connector, trust }: EnrolmentAnswer,
    keys: KeyWithRequest,
    endpoint: Endpoint,
  ): Enrolled {
    const { deployment, group } = this.options;
    const wrong = (why: string): DialError =>
      new DialError('tls', `${endpointText(endpoint)} gave a certificate that is of no use: ${why}`);
    let read: X509Certificate;
    try {
      read = new X509Certificate(certificate);
    } catch (error) {
      throw wrong(reasonOf(error));
    }
    const life = lifeOf(read);
    // Its own time: where the clock here is wrong, renewal is what puts the connector right, not a refusal.
    const check = { trust, deployment, group, revoked: [], now: life.notBefore };
    const result = readConnectorIdentity(read, check);
    if ('code' in result) {
      throw wrong(result.message);
    }
    if (
      result.identity.connector !== connector ||
      !read.publicKey.export({ type: 'spki', format: 'der' }).equals(keys.publicKey)
    ) {
      throw wrong('it names another connector or another key');
    }
    return { identity: { connector, deployment, group, certificate, key: keys.key, ...life }, trust };
  }
}

function refusalOf({ status, text }: HttpAnswer, endpoint: Endpoint): EnrolmentRefused {
  const value = parsed(text);
  const error = typeof value === 'object' && value !== null && 'error' in value ? value.error : undefined;
  const { code, message }: { code?: unknown; message?: unknown } =
    typeof error === 'object' && error !== null ? error : {};
  return new EnrolmentRefused(
    typeof code === 'string' && /^[a-z-]{1,64}$/.test(code) ? code : 'unavailable',
    `${endpointText(endpoint)}: ${typeof message === 'string' ? message.slice(0, 1024) : `status ${status}`}`,
    status,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** TLS with whoever is there: nothing is shown to it, and what it says has to prove itself. */
async function connectUnchecked(
  { dial, serverName }: RelayEnrollerOptions,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const where = endpointText(endpoint);
  return handshake({
    ...{
      carrier: await dial(endpoint, signal),
      where,
      signal,
      protocol: ENROLMENT_PROTOCOL,
      seconds: DIAL_SECONDS,
    },
    tls: {
      rejectUnauthorized: false,
      ...(serverName !== undefined && isIP(serverName) === 0 && { servername: serverName }),
    },
    errorOf: (error) => new DialError('tls', `TLS with ${where}: ${reasonOf(error)}`, { cause: error }),
  });
}
