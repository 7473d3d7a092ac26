import type { AzureEnvironment } from '../declaration/model';

/** How a cloud's tokens of managed identities are asked for and checked. */
export interface IdentityTokens {
  /** Whose tokens count: base address of the cloud's sign-in service. */
  readonly authority: string;
  /** What the token must be made for. */
  readonly audience: string;
}

/**
 * The audience is the cloud's own resource manager: only in tokens for Azure's own services does the claim `xms_mirid`
 * say which managed identity they belong to (https://github.com/hashicorp/vault-plugin-auth-azure/issues/237). The
 * groups' identities hold no right there.
 * Source of the addresses: the `environments` package of hashicorp/go-azure-sdk.
 */
export const IDENTITY_TOKENS: Readonly<Record<AzureEnvironment, IdentityTokens>> = {
  public: { authority: 'https://login.microsoftonline.com', audience: 'https://management.azure.com/' },
  usgovernment: {
    authority: 'https://login.microsoftonline.us',
    audience: 'https://management.usgovcloudapi.net/',
  },
  china: {
    authority: 'https://login.chinacloudapi.cn',
    audience: 'https://management.chinacloudapi.cn/',
  },
};
