import type { ConnectorBootstrap, SecretReference } from '../documents/types.generated';
import { reasonOf } from '../dial/dial-error';
import type { Credential } from './enroller';

/** How a connector comes by what it enrols with. */
export interface CredentialSources {
  /** @throws Error where it is not there (yet). */
  secret(reference: SecretReference): Promise<string>;
  /** An access token of a managed identity. */
  identityToken(identity: string, audience: string): Promise<string>;
}

/** The credential is not there yet: it is waited for. */
export class CredentialMissing extends Error {
  override readonly name = 'CredentialMissing';

  constructor(
    message: string,
    /** Looking again costs next to nothing. */
    readonly isFile: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Reads the credential that the bootstrap names.
 *
 * @throws CredentialMissing
 */
export async function readCredential(
  enrolment: ConnectorBootstrap['enrolment'],
  sources: CredentialSources,
): Promise<Credential> {
  try {
    if (enrolment.method === 'managed-identity') {
      return {
        kind: 'managed-identity',
        jwt: await sources.identityToken(enrolment.identity, enrolment.audience),
      };
    }
    const token = (await sources.secret(enrolment.token)).trim();
    if (token === '') throw new Error('it is empty');
    return { kind: 'token', token };
  } catch (error) {
    const isFile = enrolment.method === 'token' && 'file' in enrolment.token;
    const message = `${credentialText(enrolment)} is not there: ${reasonOf(error)}`;
    throw new CredentialMissing(message, isFile, { cause: error });
  }
}

function credentialText(enrolment: ConnectorBootstrap['enrolment']): string {
  if (enrolment.method === 'managed-identity') return `a token of managed identity ${enrolment.identity}`;
  const { token } = enrolment;
  return 'file' in token
    ? `enrolment token in ${token.file}`
    : `enrolment token in secret ${token.keyVaultSecret}`;
}
