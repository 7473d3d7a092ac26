/** Who a connector is: what its certificate names. */
export interface ConnectorIdentity {
  readonly deployment: string;
  readonly group: string;
  /** 16 lower-case hexadecimal digits, given at the first enrolment and kept. */
  readonly connector: string;
}

/** Who a relay instance is: what its certificate names. */
export interface RelayIdentity {
  readonly deployment: string;
  readonly instance: string;
}

export type NamedIdentity =
  ({ readonly kind: 'connector' } & ConnectorIdentity) | ({ readonly kind: 'relay' } & RelayIdentity);

const DEPLOYMENT = '[a-z][a-z0-9]{1,11}';
const GROUP = '(?=[^/]{1,32}$)[a-z](?:-?[a-z0-9])*';
const CONNECTOR = '[0-9a-f]{16}';
const INSTANCE = '[a-z][a-z0-9-]{0,63}';

const GROUP_NAME = new RegExp(`^${GROUP}$`);
const CONNECTOR_ID = new RegExp(`^${CONNECTOR}$`);
const INSTANCE_NAME = new RegExp(`^${INSTANCE}$`);
const DEPLOYMENT_NAME = new RegExp(`^${DEPLOYMENT}$`);

export function isDeploymentName(text: string): boolean {
  return DEPLOYMENT_NAME.test(text);
}

export function isGroupName(text: string): boolean {
  return GROUP_NAME.test(text);
}

export function isConnectorId(text: string): boolean {
  return CONNECTOR_ID.test(text);
}

/** `app-proxy://<deployment>/connectors/<group>/<id>` */
export function connectorUri({ deployment, group, connector }: ConnectorIdentity): string {
  return checked(`app-proxy://${deployment}/connectors/${group}/${connector}`);
}

/** `app-proxy://<deployment>/relays/<instance>` */
export function relayUri({ deployment, instance }: RelayIdentity): string {
  return checked(`app-proxy://${deployment}/relays/${instance}`);
}

/** The identity that a URI names; `undefined` where it names none. */
export function parseIdentityUri(uri: string): NamedIdentity | undefined {
  const [scheme, empty, deployment, kind, ...names] = uri.split('/');
  if (scheme !== 'app-proxy:' || empty !== '' || deployment === undefined || !isDeploymentName(deployment)) {
    return undefined;
  }
  const [first, second, ...rest] = names;
  if (kind === 'connectors' && first !== undefined && second !== undefined && rest.length === 0) {
    return isGroupName(first) && isConnectorId(second)
      ? { kind: 'connector', deployment, group: first, connector: second }
      : undefined;
  }
  if (kind === 'relays' && first !== undefined && second === undefined) {
    return INSTANCE_NAME.test(first) ? { kind: 'relay', deployment, instance: first } : undefined;
  }
  return undefined;
}

function checked(uri: string): string {
  if (parseIdentityUri(uri) === undefined) {
    throw new Error(
      `'${uri}' names no connector and no relay instance: a part of it has a form that is not allowed`,
    );
  }
  return uri;
}
