import { KEY_VAULT_SECONDS } from './limits';

/** A secret as the key vault gives it. */
export interface VaultSecret {
  readonly text: string;
  /** `application/x-pem-file` or `application/x-pkcs12` for the secret of a certificate. */
  readonly contentType?: string;
}

/** Reads the newest version of a secret. */
export type ReadVaultSecret = (vault: string, name: string) => Promise<VaultSecret>;

/**
 * Reads secrets of Azure key vaults with a managed identity that is given by its resource id. Azure's libraries are
 * loaded at the first secret.
 */
export function keyVaultReader(identity: string): ReadVaultSecret {
  const clients = new Map<string, Promise<ReadSecret>>();
  return async (vault, name) => {
    let client = clients.get(vault);
    if (client === undefined) {
      client = open(vault, identity);
      clients.set(vault, client);
    }
    return (await client)(name);
  };
}

type ReadSecret = (name: string) => Promise<VaultSecret>;

async function open(vault: string, identity: string): Promise<ReadSecret> {
  const [{ ManagedIdentityCredential }, { SecretClient }] = await Promise.all([
    import('@azure/identity'),
    import('@azure/keyvault-secrets'),
  ]);
  const client = new SecretClient(vault, new ManagedIdentityCredential({ resourceId: identity }));
  return async (name) => {
    const abortSignal = AbortSignal.timeout(KEY_VAULT_SECONDS * 1000);
    const { value = '', properties } = await client.getSecret(name, { abortSignal });
    return {
      text: value,
      ...(properties.contentType !== undefined && { contentType: properties.contentType }),
    };
  };
}
