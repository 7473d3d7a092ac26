import { KeyVault } from '@cdktf/provider-azurerm/lib/key-vault';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

/** Days that a deleted key, certificate or secret can be brought back; Azure's most. */
export const SOFT_DELETE_DAYS = 90;

export interface DeploymentVaultProps {
  /** Name, unique in all of Azure: 3 to 24 letters, digits and single hyphens, a letter first. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tenantId: string;
  /**
   * Public ranges that may reach the vault.
   * @default []
   */
  readonly allowedIps?: readonly string[];
  /**
   * Ids of the subnets that may reach the vault; each needs the service endpoint `Microsoft.KeyVault`.
   * @default []
   */
  readonly subnetIds?: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Key vault of a deployment: entered by role, never by access policy; closed to all networks but the listed
 * ones; what is deleted in it can be brought back for 90 days. Terraform refuses to destroy it.
 */
export class DeploymentVault extends Construct {
  public readonly vaultId: string;
  public readonly uri: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: DeploymentVaultProps) {
    super(scope, id);
    new PropCheck(this)
      .text(
        'name',
        props.name,
        /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
        '3 to 24 letters, digits and single hyphens, beginning with a letter',
      )
      .done();
    const vault = new KeyVault(this, 'vault', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tenantId: props.tenantId,
      skuName: 'standard',
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: SOFT_DELETE_DAYS,
      networkAcls: {
        bypass: 'AzureServices',
        defaultAction: 'Deny',
        ipRules: [...(props.allowedIps ?? [])].sort(),
        virtualNetworkSubnetIds: [...(props.subnetIds ?? [])].sort(),
      },
      tags: { ...props.tags },
      lifecycle: { preventDestroy: true },
    });
    this.vaultId = vault.id;
    this.uri = vault.vaultUri;
  }
}
