import type { CredentialSources } from '../connector/credential';
import type { ConnectorBootstrap } from '../documents/types.generated';
import type { Log } from '../log/log';
import { Secrets } from '../secrets/secrets';
import { IDENTITY_TOKEN_SECONDS } from './limits';

/**
 * Where a connector's credentials are: files, the key vault that the bootstrap names, and the machine's metadata service. Nothing
 * is kept: a token that was replaced is read anew.
 */
export function credentialSources(vault: ConnectorBootstrap['vault'], log: Log): CredentialSources {
  return {
    async secret(reference) {
      const secrets = new Secrets({ log, ...(vault !== undefined && { identity: vault.identity }) });
      try {
        return await secrets.text(reference, vault?.url);
      } finally {
        secrets.stop();
      }
    },
    identityToken,
  };
}

/**
 * An access token of a managed identity, from the machine's metadata service.
 *
 * @param identity its resource id
 * @param audience what it is for: `https://management.azure.com/`
 */
export async function identityToken(identity: string, audience: string): Promise<string> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const credential = new ManagedIdentityCredential({ resourceId: identity });
  const abortSignal = AbortSignal.timeout(IDENTITY_TOKEN_SECONDS * 1000);
  const { token } = await credential.getToken(`${audience}/.default`, { abortSignal });
  return token;
}
