import type { JsonWebKey } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { VaultKey } from './vault-authority';

/**
 * A key in Azure's key vault.
 *
 * @param url of the key, without a version: `https://<vault>/keys/<name>`
 * @param identity resource id of the managed identity that signs
 */
export async function azureVaultKey(url: string, identity: string): Promise<VaultKey> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  return vaultKey(url, new ManagedIdentityCredential({ resourceId: identity }));
}

/** @throws Error where the address is not one of a key without a version */
export async function vaultKey(url: string, credential: TokenCredential): Promise<VaultKey> {
  const match = /^(https:\/\/[^/]+)\/keys\/([0-9A-Za-z-]+)$/.exec(url);
  const [, vault, name] = match ?? [];
  if (vault === undefined || name === undefined) {
    throw new Error(`address of the authority's key: '${url}', expected https://<vault>/keys/<name>`);
  }
  const { CryptographyClient, KeyClient } = await import('@azure/keyvault-keys');
  const client = new KeyClient(vault, credential);
  const signers = new Map<string, InstanceType<typeof CryptographyClient>>();
  return {
    async versions() {
      const found: { version: string; created: number }[] = [];
      for await (const { version, createdOn, enabled } of client.listPropertiesOfKeyVersions(name)) {
        if (version !== undefined && enabled !== false) {
          found.push({ version, created: createdOn?.getTime() ?? 0 });
        }
      }
      return found;
    },
    async publicKey(version) {
      const { key } = await client.getKey(name, { version });
      return jwk(key?.crv, key?.x, key?.y);
    },
    /** The digest is taken here: only it goes to the vault. */
    async sign(version, data) {
      const signer = signers.get(version) ?? new CryptographyClient(`${url}/${version}`, credential);
      signers.set(version, signer);
      // The digest is taken here: only it goes to the vault.
      const { result } = await signer.signData('ES256', data);
      return result;
    },
  };
}

function jwk(crv: string | undefined, x: Uint8Array | undefined, y: Uint8Array | undefined): JsonWebKey {
  if (crv === undefined || x === undefined || y === undefined) {
    throw new Error("the authority's key in the key vault: expected an EC key");
  }
  return { kty: 'EC', crv, x: Buffer.from(x).toString('base64url'), y: Buffer.from(y).toString('base64url') };
}
