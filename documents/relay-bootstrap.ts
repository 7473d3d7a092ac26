import type { Deployment } from '../declaration/model';
import { blobUrl } from './azure-addresses';
import {
  CONFIGURATION_CONTAINER,
  CONTAINER_DIRECTORIES,
  EXCHANGE_CONTAINER,
  STATE_DIRECTORY,
} from './places';

/**
 * What a relay instance must know before it can read its configuration: `schemas/relay-bootstrap.schema.json`. The
 * issuer is not in it: it comes with the configuration.
 */
export interface RelayBootstrap {
  readonly version: 1;
  readonly deployment: string;
  readonly instance: string;
  readonly listeners: RelayListeners;
  /** Address and port that connectors dial; a missing host is the machine's host name. */
  readonly address?: string;
  /** Where the configuration documents are read. */
  readonly configuration: Store;
  /** Where the instances write their notices and the trust bundle. */
  readonly exchange: Store;
  readonly stateDirectory: string;
}

export interface RelayListeners {
  /** Users, TLS. */
  readonly users: string;
  /** Connectors: tunnels, enrolment, renewal, configuration, artifacts. */
  readonly connectors: string;
  /** `/healthz` and `/readyz`, for the load balancer's probe. */
  readonly probe: string;
}

/** A directory, or a storage container that is entered with a managed identity, given by its resource id. */
export type Store = { readonly directory: string } | { readonly url: string; readonly identity: string };

/** Addresses that a relay instance listens on; a missing host is any. */
export const RELAY_LISTENERS: RelayListeners = { users: ':8443', connectors: ':443', probe: ':8081' };

export type RelayBootstrapOptions =
  | {
      readonly target: 'azure';
      /** Resource id of the relay's managed identity. */
      readonly identity: string;
    }
  | { readonly target: 'docker' }
  | {
      readonly target: 'local';
      readonly listeners: RelayListeners;
      readonly configurationDirectory: string;
      readonly stateDirectory: string;
    };

/** The bootstrap document of one relay instance. */
export function relayBootstrap(
  deployment: Deployment,
  instance: string,
  options: RelayBootstrapOptions,
): RelayBootstrap {
  return { version: 1, deployment: deployment.name, instance, ...surroundings(deployment, options) };
}

function surroundings(
  deployment: Deployment,
  options: RelayBootstrapOptions,
): Pick<RelayBootstrap, 'listeners' | 'address' | 'configuration' | 'exchange' | 'stateDirectory'> {
  switch (options.target) {
    case 'azure': {
      const container = (name: string) => ({
        url: `${blobUrl(deployment)}${name}/`,
        identity: options.identity,
      });
      return {
        listeners: RELAY_LISTENERS,
        configuration: container(CONFIGURATION_CONTAINER),
        exchange: container(EXCHANGE_CONTAINER),
        stateDirectory: STATE_DIRECTORY,
      };
    }
    case 'docker':
      return {
        listeners: RELAY_LISTENERS,
        // A container has an address on each of its networks; its name leads to the one that a connector shares.
        address: RELAY_LISTENERS.connectors,
        configuration: { directory: CONTAINER_DIRECTORIES.configuration },
        exchange: { directory: CONTAINER_DIRECTORIES.configuration },
        stateDirectory: CONTAINER_DIRECTORIES.state,
      };
    case 'local':
      return {
        listeners: options.listeners,
        configuration: { directory: options.configurationDirectory },
        exchange: { directory: options.configurationDirectory },
        stateDirectory: options.stateDirectory,
      };
  }
}
