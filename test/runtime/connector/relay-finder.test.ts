import { RelayFinder } from '../../../runtime/connector/relay-finder';
import { ManualClock } from './manual-clock';

const relay = { name: 'apps.example.com' };
const nowhere = {
  srv: () => Promise.reject(new Error('queryServfail')),
  addresses: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')),
};

test('a name that is unknown here is left to the outbound proxy', async () => {
  const proxy = { url: 'http://proxy.example.com:3128' };
  const finder = new RelayFinder({ bootstrap: { relay, proxy }, names: nowhere, clock: new ManualClock() });
  await expect(finder.find()).resolves.toEqual([{ host: 'apps.example.com', port: 443 }]);
});

test('without a proxy it is said', async () => {
  const finder = new RelayFinder({ bootstrap: { relay }, names: nowhere, clock: new ManualClock() });
  await expect(finder.find()).rejects.toMatchObject({ code: 'name-not-found' });
});

test('relays that are reached are asked for certificates, without a question to DNS', async () => {
  const finder = new RelayFinder({ bootstrap: { relay }, names: nowhere, clock: new ManualClock() });
  const reached = [{ host: '20.0.0.4', port: 443 }];
  await expect(finder.whomToAsk(reached)).resolves.toEqual(reached);
});
