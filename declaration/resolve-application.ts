import { endpointUrl, isUnusable, type Endpoint } from './backend-url';
import { compact, sortedMap } from './maps';
import { DEFAULTS } from './defaults.generated';
import { hostName } from './host-name';
import { normalizeRange } from './ipv4';
import { readPem } from './pem';
import type { SurveyedApplication } from './survey';
import type { Application, Backend, HeaderRules, Relay } from './model';
import type { BackendTLS, HeaderRules as DeclaredHeaders } from './types.generated';

export function resolveApplication(
  application: SurveyedApplication,
  timeouts: Relay['timeouts'],
  directory: string,
): Application {
  const { name, group, declared, host, prefix, backend } = application;
  if (host === undefined || isUnusable(backend)) {
    throw new Error('an application that the rules refuse reached the resolver');
  }
  const defaults = DEFAULTS.application;
  return {
    name,
    group: group.name,
    host,
    path: prefix,
    backend: resolveBackend(application, backend, directory),
    timeoutSeconds: timeoutSeconds(declared.timeout ?? defaults.timeout, timeouts),
    hostHeader: declared.hostHeader ?? defaults.hostHeader,
    translate: { ...defaults.translate, ...declared.translate },
    headers: {
      request: resolveHeaders(declared.headers?.request),
      response: resolveHeaders(declared.headers?.response),
    },
    limits: declared.limits ?? {},
    affinity: declared.affinity ?? defaults.affinity,
    preAuthentication: defaults.preAuthentication,
    ...compact({ description: declared.description }),
  };
}

function resolveBackend({ declared }: SurveyedApplication, endpoint: Endpoint, directory: string): Backend {
  const { protocol, host, port, isAddress } = endpoint;
  return {
    url: endpointUrl(endpoint),
    protocol,
    host,
    port,
    cidrs: (declared.backendCidrs ?? (isAddress ? [host] : [])).map(normalizeRange),
    ...(protocol === 'https' ? { tls: resolveTls(declared.backendTls ?? {}, directory) } : {}),
  };
}

function resolveTls(
  { verify, ca, serverName, clientCertificate }: BackendTLS,
  directory: string,
): NonNullable<Backend['tls']> {
  const pem = ca === undefined ? undefined : readPem(ca, directory);
  return {
    verify: verify ?? DEFAULTS.application.backendTls.verify,
    ...compact({
      ca: pem?.text,
      serverName: serverName === undefined ? undefined : hostName(serverName),
      clientCertificate,
    }),
  };
}

function resolveHeaders(declared: DeclaredHeaders | undefined): HeaderRules {
  return { set: sortedMap(declared?.set, (value) => value), remove: [...(declared?.remove ?? [])].sort() };
}

function timeoutSeconds(timeout: 'default' | 'long' | number, timeouts: Relay['timeouts']): number {
  if (typeof timeout === 'number') {
    return timeout;
  }
  return timeout === 'long' ? timeouts.longSeconds : timeouts.defaultSeconds;
}
