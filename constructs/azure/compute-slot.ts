import { LinuxVirtualMachine } from '@cdktf/provider-azurerm/lib/linux-virtual-machine';
import { NetworkInterface } from '@cdktf/provider-azurerm/lib/network-interface';
import { NetworkInterfaceBackendAddressPoolAssociation } from '@cdktf/provider-azurerm/lib/network-interface-backend-address-pool-association';
import { NetworkInterfaceSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/network-interface-security-group-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { Token, dependable, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { MarketplaceImage, OwnImage } from '../../declaration/model';
import { generation } from '../shared/generation';
import { PropCheck } from '../shared/prop-check';
import { NOBODYS_SSH_KEY } from './administrator-key';
import { Gate } from './gate';

/** Most characters of a machine's name without its generation; with it, Azure takes 64 as a Linux computer name. */
export const MAX_SLOT_NAME_LENGTH = 57;
/** Most bytes of the cloud-init text: Azure takes 65,535 characters of custom data, which is base64. */
export const MAX_CLOUD_INIT_BYTES = 49_149;
/** Name of the only IP configuration of a network interface. */
export const IP_CONFIGURATION = 'ip';

export interface ComputeSlotProps {
  /** Name of the machine without its generation: 1 to 57 lower-case letters, digits and hyphens, a letter first. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /**
   * Availability zone.
   * @default - none: Azure chooses, as in a region without zones
   */
  readonly zone?: string;
  /** Azure VM size, such as `Standard_D4s_v5`. */
  readonly size: string;
  /** Image, generation 2, of one exact version. */
  readonly image: MarketplaceImage | OwnImage;
  readonly administrator: { readonly username: string; readonly sshPublicKey?: string };
  /** Ids of the machine's user-assigned identities. */
  readonly identityIds: readonly string[];
  /** The cloud-init text, literal and in plain. It holds no secret: Azure and the state keep it readable. */
  readonly cloudInit: string;
  readonly subnetId: string;
  /**
   * Id of the network security group of the network interface.
   * @default - none: the subnet's alone
   */
  readonly networkSecurityGroupId?: string;
  /**
   * Load balancer pools that the machine is a member of: their ids, by a name that becomes part of the address.
   * @default {}
   */
  readonly backendPools?: Readonly<Record<string, string>>;
  /**
   * Public address of the machine's own. Each generation has a new one.
   * @default - none
   */
  readonly publicAddress?: PublicAddressProps;
  /**
   * Part of the generation: a change replaces the machine though nothing else changed.
   * @default ''
   */
  readonly rolloutSalt?: string;
  /**
   * What must exist before the machine boots, such as its rights and the way out of its subnet.
   * @default []
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface PublicAddressProps {
  /** Id of the public IP prefix that the address is taken from. */
  readonly prefixId: string;
  /** Zones of the prefix, exactly; empty in a region without zones. */
  readonly zones: readonly string[];
}

/**
 * The place of one machine, and the gate behind it. Whatever would rebuild, restart or stop the machine makes a new
 * generation of it, with a new name: it is created, the gate waits until it is in service, and only then the old one and
 * what it was attached to are destroyed.
 */
export class ComputeSlot extends Construct {
  /** Six hexadecimal digits. */
  public readonly generation: string;
  /** Name of the machine in Azure, which is its host name too. */
  public readonly machineName: string;
  public readonly machineId: string;
  /** Availability zone; `undefined` where Azure chooses. */
  public readonly zone: string | undefined;
  /** Depend on this to come after the machine is in service. */
  public readonly gate: Gate;
  /** The machine's own public address; `undefined` without `publicAddress`. */
  public readonly publicIpAddress: string | undefined;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: ComputeSlotProps) {
    super(scope, id);
    checkProps(this, props);
    const settings = machineSettings(props);
    this.generation = generation(this, generationInputs(props, settings), props.rolloutSalt ?? '');
    this.machineName = `${props.name}-${this.generation}`;
    this.zone = props.zone;
    const place = {
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tags: { ...props.tags },
    };
    const address = props.publicAddress && this.addPublicAddress(props.publicAddress, place);
    this.publicIpAddress = address?.ipAddress;

    const nic = new NetworkInterface(this, 'nic', {
      ...place,
      name: `${this.machineName}-nic`,
      acceleratedNetworkingEnabled: true,
      ipConfiguration: [
        {
          name: IP_CONFIGURATION,
          subnetId: props.subnetId,
          privateIpAddressAllocation: 'Dynamic',
          ...(address && { publicIpAddressId: address.id }),
        },
      ],
    });
    const machine = new LinuxVirtualMachine(this, 'vm', {
      ...place,
      ...settings,
      name: this.machineName,
      computerName: this.machineName,
      networkInterfaceIds: [nic.id],
      // All that the interface is attached to comes first: what stood beside the machine would be destroyed at the start
      // of a replacement, while the old machine serves.
      dependsOn: [...this.attach(nic, props), ...(props.dependsOn ?? [])],
      lifecycle: { createBeforeDestroy: true },
    });
    this.machineId = machine.id;
    this.gate = new Gate(this, 'gate', {
      virtualMachineId: machine.id,
      location: props.location,
      tags: place.tags,
    });
  }

  /**
   * Makes the gate wait for what hangs on the machine, such as an extension. Without it the old machine loses its own
   * as soon as the new machine exists.
   */
  public gateWaitsFor(...elements: readonly ITerraformDependable[]): void {
    this.gate.dependsOn = [...(this.gate.dependsOn ?? []), ...elements.map(dependable)];
  }

  private addPublicAddress(
    { prefixId, zones }: PublicAddressProps,
    place: {
      readonly location: string;
      readonly resourceGroupName: string;
      readonly tags: Record<string, string>;
    },
  ): PublicIp {
    return new PublicIp(this, 'address', {
      ...place,
      name: `${this.machineName}-pip`,
      allocationMethod: 'Static',
      sku: 'Standard',
      publicIpPrefixId: prefixId,
      ...(zones.length > 0 && { zones: [...zones] }),
    });
  }

  private attach(nic: NetworkInterface, props: ComputeSlotProps): ITerraformDependable[] {
    const attached: ITerraformDependable[] = [];
    if (props.networkSecurityGroupId !== undefined) {
      attached.push(
        new NetworkInterfaceSecurityGroupAssociation(this, 'nsg', {
          networkInterfaceId: nic.id,
          networkSecurityGroupId: props.networkSecurityGroupId,
        }),
      );
    }
    for (const [pool, id] of Object.entries(props.backendPools ?? {}).sort(byKey)) {
      attached.push(
        new NetworkInterfaceBackendAddressPoolAssociation(this, `pool-${pool}`, {
          networkInterfaceId: nic.id,
          ipConfigurationName: IP_CONFIGURATION,
          backendAddressPoolId: id,
        }),
      );
    }
    return attached;
  }
}

/** Everything that rebuilds or restarts the machine when it changes; nothing that Azure changes on a running machine. */
function generationInputs(props: ComputeSlotProps, settings: ReturnType<typeof machineSettings>): object {
  return {
    ...settings,
    name: props.name,
    location: props.location,
    resourceGroupName: props.resourceGroupName,
    subnetId: props.subnetId,
    networkSecurityGroupId: props.networkSecurityGroupId,
    backendPools: props.backendPools,
    publicAddress: props.publicAddress,
    // Searching the whole text for references would take longer than all else.
    customData: createHash('sha256').update(settings.customData).digest('hex'),
    bootDiagnostics: undefined,
    terminationNotification: undefined,
  };
}

function machineSettings(props: ComputeSlotProps) {
  const { image, administrator, zone, cloudInit } = props;
  return {
    size: props.size,
    ...(zone === undefined ? {} : { zone }),
    ...('id' in image ? { sourceImageId: image.id } : { sourceImageReference: image }),
    osDisk: { caching: 'ReadWrite', storageAccountType: 'Premium_LRS' },
    adminUsername: administrator.username,
    adminSshKey: [
      { username: administrator.username, publicKey: administrator.sshPublicKey ?? NOBODYS_SSH_KEY },
    ],
    disablePasswordAuthentication: true,
    customData: Buffer.from(cloudInit).toString('base64'),
    identity: { type: 'UserAssigned', identityIds: [...props.identityIds] },
    secureBootEnabled: true,
    vtpmEnabled: true,
    provisionVmAgent: true,
    // The gate is run by the agent.
    allowExtensionOperations: true,
    patchMode: 'ImageDefault',
    bootDiagnostics: {},
    // Time to drain before Azure takes the machine away.
    terminationNotification: { enabled: true, timeout: 'PT5M' },
  };
}

function checkProps(slot: ComputeSlot, props: ComputeSlotProps): void {
  const { image, cloudInit } = props;
  const bytes = Buffer.byteLength(cloudInit);
  new PropCheck(slot)
    .text(
      'name',
      props.name,
      /^(?=.{1,57}$)[a-z](-?[a-z0-9])*$/,
      `1 to ${MAX_SLOT_NAME_LENGTH} lower-case letters, digits and single hyphens, a letter first, so that the generation fits`,
    )
    .that(
      'id' in image || Token.isUnresolved(image.version) || image.version !== 'latest',
      "image.version is 'latest', allowed: an exact version; a machine that is built again must be the same",
    )
    .that(
      bytes <= MAX_CLOUD_INIT_BYTES,
      `cloudInit has ${bytes} bytes, allowed: at most ${MAX_CLOUD_INIT_BYTES}, which are 64 KiB of custom data`,
    )
    .that(
      !Token.isUnresolved(cloudInit),
      'cloudInit holds a value that is known only while Terraform runs, allowed: literal text',
    )
    .that(props.identityIds.length > 0, 'identityIds is empty, allowed: at least one identity')
    .done();
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
