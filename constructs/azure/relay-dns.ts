import { DnsARecord } from '@cdktf/provider-azurerm/lib/dns-a-record';
import { DnsSrvRecord } from '@cdktf/provider-azurerm/lib/dns-srv-record';
import { Construct } from 'constructs';
import { PropCheck } from '../shared/prop-check';
import { TUNNEL_PORT } from './relay-ports';

/** Seconds that resolvers keep a record: how long a removed address may still be dialled. */
export const DNS_TTL_SECONDS = 60;
/** Records that Azure allows in one set, and so the most relay instances of a deployment. */
export const MOST_RELAY_INSTANCES = 20;

export interface RelayDnsProps {
  readonly zoneName: string;
  readonly zoneResourceGroupName: string;
  /** Name in the zone of a label under the deployment's domain. */
  readonly recordName: (label: string) => string;
  readonly domain: string;
  /** Names of the relay instances; instance `r0` is found at `r0.<domain>`. */
  readonly instances: readonly string[];
  /** Addresses of the load balancers that users come to. */
  readonly userAddresses: readonly string[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * How users and connectors find the relay: the domain and everything right under it lead to the load balancers; the SRV
 * record `_relay._tcp` lists the instances by names that never change, so it changes only when an instance is
 * added or removed.
 */
export class RelayDns extends Construct {
  /** @throws InvalidPropsError */
  constructor(scope: Construct, id: string, props: RelayDnsProps) {
    super(scope, id);
    new PropCheck(this)
      .that(
        props.instances.length > 0 && props.instances.length <= MOST_RELAY_INSTANCES,
        `instances has ${props.instances.length} names, allowed: 1 to ${MOST_RELAY_INSTANCES} (Azure's limit of a record set): ` +
          'declare fewer relay instances',
      )
      .done();
    const place = {
      zoneName: props.zoneName,
      resourceGroupName: props.zoneResourceGroupName,
      ttl: DNS_TTL_SECONDS,
      tags: { ...props.tags },
    };
    new DnsSrvRecord(this, 'discovery', {
      ...place,
      name: props.recordName('_relay._tcp'),
      record: [...props.instances]
        .sort()
        .map((name) => ({ priority: 10, weight: 10, port: TUNNEL_PORT, target: `${name}.${props.domain}` })),
    });
    new DnsARecord(this, 'domain', {
      ...place,
      name: props.recordName('@'),
      records: [...props.userAddresses],
    });
    new DnsARecord(this, 'applications', {
      ...place,
      name: props.recordName('*'),
      records: [...props.userAddresses],
    });
  }
}
