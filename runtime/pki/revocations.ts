import type { Store } from '../store/store';
import { isConnectorId } from './identity-uri';

const FOLDER = 'revoked/';

/**
 * Takes a connector out for good: its certificates count no more, from the relays' next look at the exchange store on, and it
 * is given none.
 *
 * @returns false where it was revoked before
 * @throws Error where the id has another form
 */
export async function revokeConnector(store: Store, connector: string, now: number): Promise<boolean> {
  if (!isConnectorId(connector)) {
    throw new Error(
      `connector id '${connector}': expected 16 lower-case hexadecimal digits, as 'app-proxy status' shows them`,
    );
  }
  const document = { version: 1, connector, revoked: new Date(now).toISOString() };
  return store.create(`${FOLDER}${connector}.json`, `${JSON.stringify(document, undefined, 2)}\n`);
}
