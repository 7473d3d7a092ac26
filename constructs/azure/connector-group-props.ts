import type { ITerraformDependable } from 'cdktf';
import type {
  AzureTarget,
  Group as DeclaredGroup,
  MachineImage,
  Administrator,
} from '../../declaration/types.generated';
import type { GroupArtifact, GroupIdentity } from './deployment-group';
import type { ResourceGroupReference, ResourceReference } from './resource-reference';

/** The deployment that a group joins. Its platform and relay exist, or other stacks make them. All of it is literal text. */
export interface DeploymentReference {
  /** Name of the deployment. */
  readonly name: string;
  /** DNS domain of the deployment: the relay is found under it. */
  readonly domain: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Home region of the deployment. */
  readonly region: string;
  /** @default 'public' */
  readonly environment?: NonNullable<AzureTarget['environment']>;
  /**
   * Resource group of the platform, by id.
   * @default - `rg-<name>-platform` in the subscription
   */
  readonly resourceGroupId?: string;
  /**
   * Storage account of the artifact and the documents, by id.
   * @default - the one that the platform stack makes
   */
  readonly storageAccountId?: string;
  /**
   * Key vault of tokens and credentials, by id.
   * @default - the one that the platform stack makes
   */
  readonly keyVaultId?: string;
  /**
   * Public IP prefix of the relay endpoints, by id. Read while Terraform runs, unless `relayCidrs` are given.
   * @default - the one that the platform stack makes
   */
  readonly publicIpPrefixId?: string;
  /**
   * Ranges of the relay endpoints.
   * @default - read from the public IP prefix while Terraform runs
   */
  readonly relayCidrs?: readonly string[];
}

/**
 * Props of a connector group in a stack of your own. What is declared of the group (size, applications, egress, ...) means
 * the same as in a declaration, follows the same rules, and is literal text; references to Azure resources may be known
 * only while Terraform runs.
 */
export interface ConnectorGroupProps {
  readonly deployment: DeploymentReference;
  /**
   * Name of the group, unique in the deployment: lower-case letters, digits and single hyphens, at most 32.
   * @default - the id of the construct
   */
  readonly group?: string;
  /** Resource group that the group's resources are made in: a construct, or its name. */
  readonly resourceGroup: ResourceGroupReference;
  /**
   * Region of the machines.
   * @default - the region of `resourceGroup` where that is literal text, else the deployment's
   */
  readonly location?: string;
  /** Subnet of the machines: a construct, or its id. Its routes are yours. */
  readonly subnet: ResourceReference;
  /**
   * Availability zones that the machines are spread over; `[]` in a region without zones.
   * @default - all zones of the region
   */
  readonly zones?: readonly ('1' | '2' | '3')[];
  /**
   * DNS servers of the virtual network, where it has its own; the egress list opens them.
   * @default []
   */
  readonly dnsServers?: readonly string[];
  /**
   * What the group is, for people.
   * @default - nothing
   */
  readonly description?: string;
  /**
   * What the group must carry; size and number follow from it.
   * @default - `size` and `connectors`
   */
  readonly load?: DeclaredGroup['load'];
  /**
   * An explicit VM size, with `connectors`.
   * @default - from `load`
   */
  readonly size?: string;
  /**
   * An explicit number of connectors, with `size`.
   * @default - from `load`
   */
  readonly connectors?: number;
  /**
   * Accepts a group with one connector, and says why.
   * @default - refused
   */
  readonly fewerThanTwo?: DeclaredGroup['fewerThanTwo'];
  /**
   * How size and number follow from `load`.
   * @default - profile `seed-2023`, 30 % headroom, the loss of one connector survived
   */
  readonly capacity?: DeclaredGroup['capacity'];
  /**
   * What the connectors may reach beyond what follows from the rest, and who filters by name. `mode` is `existing` unless
   * it is given.
   * @default - mode `existing`, nothing more
   */
  readonly egress?: DeclaredGroup['egress'];
  /**
   * Outbound HTTP proxy.
   * @default - none
   */
  readonly proxy?: DeclaredGroup['proxy'];
  /**
   * How a new connector proves who it is.
   * @default 'managed-identity'
   */
  readonly enrolment?: DeclaredGroup['enrolment'];
  /**
   * Limits of each connector.
   * @default - 200 connections
   */
  readonly limits?: DeclaredGroup['limits'];
  /**
   * When and how connectors get a new runtime.
   * @default - by new machines, channel `stable`
   */
  readonly update?: DeclaredGroup['update'];
  /**
   * Applications by name, as in a declaration.
   * @default {}
   */
  readonly applications?: DeclaredGroup['applications'];
  /**
   * Image of the machines, of one exact version.
   * @default - a dated Ubuntu 24.04
   */
  readonly image?: MachineImage;
  /**
   * User name and SSH public key of the machines' administrator.
   * @default - `appproxy`, with a key that nobody holds
   */
  readonly administrator?: Administrator;
  /**
   * An identity that exists: its ids.
   * @default - a new identity in `resourceGroup`
   */
  readonly identity?: GroupIdentity;
  /**
   * The runtime's program in the storage account, with its SHA-256.
   * @default - the program that ships with the kit, uploaded by this construct
   */
  readonly artifact?: GroupArtifact & { readonly sha256: string; readonly version: string };
  /**
   * A new value replaces all machines one by one. Roll back with the old inputs and a new salt.
   * @default ''
   */
  readonly rolloutSalt?: string;
  /**
   * What must exist before a machine boots, such as the routes of its subnet.
   * @default []
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}
