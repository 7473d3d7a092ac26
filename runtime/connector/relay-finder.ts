import { discover, type NameService } from '../dial/discovery';
import type { Endpoint } from '../dial/endpoint';
import type { ConnectorBootstrap } from '../documents/types.generated';
import type { Clock } from '../clock';

/** Port of relays that are found by address and not by SRV record. */
const RELAY_PORT = 443;

export interface RelayFinderOptions {
  readonly bootstrap: Pick<ConnectorBootstrap, 'relay' | 'proxy'>;
  /** @default the system's */
  readonly names?: NameService;
  readonly clock: Clock;
}

/** Finds relays by the name in the bootstrap. */
export class RelayFinder {
  constructor(private readonly options: RelayFinderOptions) {}

  /** @throws DialError `name-not-found` */
  async find(): Promise<readonly Endpoint[]> {
    const { bootstrap, names } = this.options;
    const { name, port = RELAY_PORT } = bootstrap.relay;
    try {
      return await discover({ name, port, ...(names !== undefined && { names }) });
    } catch (error) {
      // Behind an outbound proxy names of the internet are often unknown; the proxy resolves them.
      if (bootstrap.proxy === undefined) throw error;
      return [{ host: name, port }];
    }
  }

  /** Whom to ask for a certificate, in an order of chance: those that are reached, else those that are found. */
  async whomToAsk(reached: readonly Endpoint[]): Promise<readonly Endpoint[]> {
    const endpoints = reached.length > 0 ? reached : await this.find();
    return endpoints
      .map((endpoint) => ({ endpoint, order: this.options.clock.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ endpoint }) => endpoint);
  }
}
