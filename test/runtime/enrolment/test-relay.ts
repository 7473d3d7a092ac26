import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Endpoint } from '../../../runtime/dial/endpoint';
import type { AdmissionDocument } from '../../../runtime/documents/types.generated';
import { RefusedEnrolment } from '../../../runtime/enrolment/refused';
import { createEnrolmentHandler, type EnrolmentHandlerOptions } from '../../../runtime/enrolment/server';
import { EnrolmentService, type EnrolmentServiceOptions } from '../../../runtime/enrolment/service';
import { TokenStore } from '../../../runtime/enrolment/tokens';
import { bundleDigest } from '../../../runtime/pki/trust-bundle';
import type { KeyPair } from '../../../runtime/relay/messages';
import { ENROLMENT_PROTOCOL } from '../../../runtime/tunnel/control';
import type { TestDeployment } from '../pki/test-deployment';
import { TestLog } from './test-log';

export const ADMISSION: AdmissionDocument = {
  version: 1,
  deployment: 'contoso',
  group: 'plant',
  authority: 'https://login.microsoftonline.com',
  tenantId: '00000000-0000-0000-0000-000000000001',
  audience: 'https://management.azure.com/',
  identity: '/subscriptions/x/resourceGroups/x/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x',
};

/** The parts of a relay instance that enrol connectors. */
export interface TestService {
  readonly service: EnrolmentService;
  readonly tokens: TokenStore;
  readonly log: TestLog;
  /** Ids that count no more. */
  readonly revoked: string[];
}

/** A managed identity's token counts if it is `right`. */
export function testService(
  contoso: TestDeployment,
  options: Partial<EnrolmentServiceOptions> = {},
): TestService {
  const tokens = new TokenStore(contoso.store, () => contoso.time);
  const log = new TestLog();
  const revoked: string[] = [];
  const service = new EnrolmentService({
    deployment: contoso.deployment,
    issuer: contoso.issuer,
    tokens,
    identities: {
      check: (jwt) =>
        jwt === 'right'
          ? Promise.resolve()
          : Promise.reject(new RefusedEnrolment('wrong-identity', 'not that one')),
    },
    admissions: () => [ADMISSION],
    revoked: () => revoked,
    log,
    now: () => contoso.time,
    ...options,
  });
  return { service, tokens, log, revoked };
}

/** A token of the deployment. */
export async function tokenOf(
  contoso: TestDeployment,
  { tokens }: Pick<TestService, 'tokens'>,
  options: { readonly group?: string; readonly life?: number; readonly uses?: number } = {},
): Promise<string> {
  const { deployment, issuer } = contoso;
  const made = { deployment, group: 'hq', life: 3_600_000, trust: bundleDigest(issuer.trust), ...options };
  return (await tokens.create(made)).text;
}

export interface TestRelay {
  readonly endpoint: Endpoint;
  /** What came further than the handshake. */
  readonly connections: TLSSocket[];
  close(): Promise<void>;
}

/** A relay instance's port for connectors, as far as enrolment goes, on loopback. */
export async function testRelay(
  identity: KeyPair,
  handler: EnrolmentHandlerOptions,
  maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3',
): Promise<TestRelay> {
  const http = createHttpServer(createEnrolmentHandler(handler));
  const connections: TLSSocket[] = [];
  const server = createServer(
    {
      cert: identity.certificate,
      key: identity.key,
      requestCert: true,
      rejectUnauthorized: false,
      maxVersion,
      ALPNProtocols: [ENROLMENT_PROTOCOL],
    },
    (socket) => {
      socket.on('error', () => socket.destroy());
      connections.push(socket);
      http.emit('connection', socket);
    },
  );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    connections,
    async close() {
      http.closeAllConnections();
      http.close();
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Asks a service as a worker does. */
export function askOf({ service }: Pick<TestService, 'service'>): EnrolmentHandlerOptions['ask'] {
  return async (question, body, peer) => {
    const answer = await service.answer(question, body, peer);
    if ('value' in answer) return answer.value;
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  };
}
