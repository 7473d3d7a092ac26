import { LbBackendAddressPool } from '@cdktf/provider-azurerm/lib/lb-backend-address-pool';
import { LbProbe } from '@cdktf/provider-azurerm/lib/lb-probe';
import { LbRule } from '@cdktf/provider-azurerm/lib/lb-rule';
import { Lb } from '@cdktf/provider-azurerm/lib/lb';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';
import { PROBE_PATH, PROBE_PORT, USER_BACKEND_PORT, USER_PORT } from './relay-ports';

/** Seconds between two probes; Azure's least. */
export const PROBE_INTERVAL_SECONDS = 5;
/** Probes in a row that decide whether an instance gets users. */
export const PROBE_THRESHOLD = 2;
/** Minutes before an idle user connection is reset; long enough for WebSockets with a slow heartbeat. Azure allows 4 to 100. */
export const USER_IDLE_MINUTES = 30;

export interface UserLoadBalancerProps {
  /** Name, at most 76 characters; the public address is named after it. */
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /**
   * Zones of the public address; give all zones of a region that has them.
   * @default [] - no zone
   */
  readonly zones?: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Where users of one region come in: TCP 443, spread over the relay instances that answer `/readyz`. Connectors do not
 * pass here: each dials the instances themselves.
 */
export class UserLoadBalancer extends Construct {
  public readonly poolId: string;
  /** Public address, known after apply. */
  public readonly address: string;

  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: UserLoadBalancerProps) {
    super(scope, id);
    new PropCheck(this)
      .text(
        'name',
        props.name,
        /^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,74}[a-zA-Z0-9_])?$/,
        '1 to 76 letters, digits, underscores, full stops and hyphens',
      )
      .done();
    const place = {
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tags: { ...props.tags },
    };
    const address = new PublicIp(this, 'ip', {
      ...place,
      name: `pip-${props.name}`,
      allocationMethod: 'Static',
      sku: 'Standard',
      ...(props.zones === undefined || props.zones.length === 0 ? {} : { zones: [...props.zones] }),
      // Users' DNS records point here, some of them outside of this deployment.
      lifecycle: { preventDestroy: true },
    });
    const balancer = new Lb(this, 'balancer', {
      ...place,
      name: props.name,
      sku: 'Standard',
      frontendIpConfiguration: [{ name: 'users', publicIpAddressId: address.id }],
    });
    const pool = new LbBackendAddressPool(this, 'pool', { loadbalancerId: balancer.id, name: 'relay' });
    const probe = new LbProbe(this, 'probe', {
      loadbalancerId: balancer.id,
      name: 'ready',
      protocol: 'Http',
      port: PROBE_PORT,
      requestPath: PROBE_PATH,
      intervalInSeconds: PROBE_INTERVAL_SECONDS,
      probeThreshold: PROBE_THRESHOLD,
    });
    new LbRule(this, 'rule', {
      loadbalancerId: balancer.id,
      name: 'users',
      protocol: 'Tcp',
      frontendPort: USER_PORT,
      backendPort: USER_BACKEND_PORT,
      frontendIpConfigurationName: 'users',
      backendAddressPoolIds: [pool.id],
      probeId: probe.id,
      tcpResetEnabled: true,
      disableOutboundSnat: true,
      idleTimeoutInMinutes: USER_IDLE_MINUTES,
      loadDistribution: 'Default',
    });
    this.poolId = pool.id;
    this.address = address.ipAddress;
  }
}
