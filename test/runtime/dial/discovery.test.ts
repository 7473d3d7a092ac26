import { discover, type NameService } from '../../../runtime/dial/discovery';

const NOTHING = Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });

function names({
  srv = [],
  addresses = [],
}: {
  srv?: { name: string; port: number }[] | Error;
  addresses?: string[] | Error;
}): NameService & {
  readonly asked: string[];
} {
  const asked: string[] = [];
  const answer = <T>(value: T | Error): Promise<T> =>
    value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  return {
    asked,
    srv: (name) => {
      asked.push(`SRV ${name}`);
      return answer(srv);
    },
    addresses: (name) => {
      asked.push(name);
      return answer(addresses);
    },
  };
}

test('all targets of the SRV record, with their ports', async () => {
  const service = names({
    srv: [
      { name: 'r0.example.com', port: 443 },
      { name: 'r1.example.com', port: 8443 },
    ],
  });
  await expect(discover({ name: 'apps.example.com', port: 443, names: service })).resolves.toEqual([
    { host: 'r0.example.com', port: 443 },
    { host: 'r1.example.com', port: 8443 },
  ]);
  expect(service.asked).toEqual(['SRV _relay._tcp.apps.example.com']);
});

test.each([
  ['there is no SRV record', NOTHING],
  ['the SRV record says that there is no such service', [{ name: '.', port: 0 }]],
])('all addresses of the name where %s, IPv4 and IPv6', async (_, srv) => {
  const service = names({ srv, addresses: ['20.0.0.4', '2001:db8::4', '20.0.0.4'] });
  await expect(discover({ name: 'apps.example.com', port: 443, names: service })).resolves.toEqual([
    { host: '20.0.0.4', port: 443 },
    { host: '2001:db8::4', port: 443 },
  ]);
});

test('an address is taken as it is, without a question', async () => {
  const service = names({});
  await expect(discover({ name: '::1', port: 9443, names: service })).resolves.toEqual([
    { host: '::1', port: 9443 },
  ]);
  expect(service.asked).toEqual([]);
});

test('localhost has no SRV record', async () => {
  const service = names({ addresses: ['127.0.0.1'] });
  await discover({ name: 'localhost', port: 9443, names: service });
  expect(service.asked).toEqual(['localhost']);
});

test('a name that leads nowhere is said', async () => {
  const service = names({ srv: NOTHING, addresses: NOTHING });
  await expect(discover({ name: 'apps.example.com', port: 443, names: service })).rejects.toMatchObject({
    code: 'name-not-found',
    message: "relay name 'apps.example.com' leads nowhere: queryA ENOTFOUND",
  });
});

test('more addresses than a deployment can have are left out', async () => {
  const service = names({ addresses: Array.from({ length: 200 }, (_, index) => `10.0.0.${index}`) });
  await expect(discover({ name: 'apps.example.com', port: 443, names: service })).resolves.toHaveLength(64);
});
