import type { RelayView } from '../../../runtime/relay/messages';
import { Routing, type RouteEntry } from '../../../runtime/relay/worker/routing';
import type { Transaction } from '../../../runtime/relay/worker/transaction';
import { makeRoute } from '../relay/worker/headers/route';

type Names = Pick<RouteEntry['route'], 'group' | 'application'>;

/** Entries of published applications, as a worker makes them. */
export function entries(...names: readonly Names[]): readonly RouteEntry[] {
  const routes = names.map((each) => ({
    ...makeRoute(),
    ...each,
    host: `${each.application}.apps.example.com`,
  }));
  return new Routing({ routes } as Pick<RelayView, 'routes'> as RelayView, 1, undefined, 0).entries;
}

const [MES] = entries({ group: 'hq', application: 'mes' });

/** A finished exchange of application `mes` of group `hq`, or of the application that is named. */
export function transaction(given: Partial<Transaction>, names?: Names): Transaction {
  return {
    requestId: 'request-1',
    entry: names === undefined ? MES : entries(names)[0],
    connector: '0123456789abcdef',
    method: 'GET',
    host: 'mes.apps.example.com',
    path: '/',
    httpVersion: '1.1',
    status: 200,
    code: undefined,
    bytesIn: 0,
    bytesOut: 0,
    started: 0,
    answered: undefined,
    ended: 1,
    attempts: 1,
    ...given,
  };
}
