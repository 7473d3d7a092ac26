import type { Deployment, Group, SecretReference } from '../../declaration/model';

/** Files of the engine's host that relay instances read: users' certificates and the sign-in providers' secrets. */
export function relayHostFiles(deployment: Deployment): string[] {
  const { certificates, signIn } = deployment.relay;
  return [
    ...Object.values(certificates).flatMap(({ files }) =>
      files === undefined ? [] : [files.certificate, files.key],
    ),
    ...Object.values(signIn).flatMap(({ clientSecret }) => fileOf(clientSecret)),
  ];
}

/** Files of the engine's host that the connectors of a group read: credentials for the proxy and the backends. */
export function connectorHostFiles(group: Group): string[] {
  return [
    ...fileOf(group.proxy?.credentials),
    ...Object.values(group.applications).flatMap(({ backend }) => fileOf(backend.tls?.clientCertificate)),
  ];
}

function fileOf(reference: SecretReference | undefined): string[] {
  return reference !== undefined && 'file' in reference ? [reference.file] : [];
}
