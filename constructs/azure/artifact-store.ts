import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';

export interface ArtifactStoreProps {
  /** Name, unique in all of Azure: 3 to 24 lower-case letters and digits. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /**
   * Redundancy: `ZRS` needs a region with zones.
   * @default 'ZRS'
   */
  readonly replication?: 'LRS' | 'ZRS' | 'GRS' | 'GZRS';
  /**
   * Public ranges that may reach the account. Azure takes single addresses without `/32`, and ranges up to `/30`.
   * @default []
   */
  readonly allowedIps?: readonly string[];
  /**
   * Ids of the subnets that may reach the account; each needs a service endpoint for storage.
   * @default []
   */
  readonly subnetIds?: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Storage account of the runtime's artifact, the configuration documents and what relay instances write:
 * entered by role only (no shared key), TLS 1.2, nothing public, closed to all networks but the listed ones.
 * Terraform refuses to destroy it.
 */
export class ArtifactStore extends Construct {
  public readonly accountId: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: ArtifactStoreProps) {
    super(scope, id);
    new PropCheck(this)
      .text('name', props.name, /^[a-z0-9]{3,24}$/, '3 to 24 lower-case letters and digits')
      .done();
    const account = new StorageAccount(this, 'account', {
      name: props.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      accountTier: 'Standard',
      accountReplicationType: props.replication ?? 'ZRS',
      minTlsVersion: 'TLS1_2',
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
      localUserEnabled: false,
      networkRules: {
        bypass: ['AzureServices'],
        defaultAction: 'Deny',
        ipRules: (props.allowedIps ?? []).flatMap(storageIpRules).sort(),
        virtualNetworkSubnetIds: [...(props.subnetIds ?? [])].sort(),
      },
      tags: { ...props.tags },
      lifecycle: { preventDestroy: true },
    });
    this.accountId = account.id;
  }
}

/** Azure refuses /31 and /32 in storage rules: they are written as addresses. */
function storageIpRules(range: string): string[] {
  const [address = '', length] = range.split('/');
  if (length === '32') return [address];
  if (length !== '31') return [range];
  const cut = address.lastIndexOf('.') + 1;
  return [address, `${address.slice(0, cut)}${Number(address.slice(cut)) + 1}`];
}
