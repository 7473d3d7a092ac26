import { generateKeyPairSync, type X509Certificate } from 'node:crypto';
import { makeAuthority } from '../../../runtime/pki/make-certificate';
import { rotation } from '../../../runtime/pki/rotation';
import { localSigner } from '../../../runtime/pki/signer';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const START = Date.parse('2026-01-01T00:00:00Z');
const TIMES = { overlapHours: 240, longestLifeHours: 720 };
const LEAST = 5 * 60_000;

let first: X509Certificate;
let second: X509Certificate;

beforeAll(async () => {
  first = await authorityOf(START);
  second = await authorityOf(START + 1000 * HOUR);
});

function authorityOf(now: number): Promise<X509Certificate> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return makeAuthority('contoso', localSigner(privateKey), now);
}

function statesAt(now: number, certificates = [second, first]): readonly string[] {
  return rotation(certificates, now, TIMES).map(({ state }) => state);
}

test('the first authority signs from the start', () => {
  expect(statesAt(START, [first])).toEqual(['signing']);
});

test.each([
  ['is trusted before it signs', 1000, ['signing', 'waiting']],
  ['still waits at the end of the overlap', 1239.9, ['signing', 'waiting']],
  ['signs after the overlap, while the old one is trusted', 1240, ['retiring', 'signing']],
  ['leaves the old one until all that it signed has expired', 1959.9, ['retiring', 'signing']],
  ['is alone after that', 1960, ['dropped', 'signing']],
] as const)('a second authority %s', (_what, hours, states) => {
  // Certificates begin some minutes before they are made.
  expect(statesAt(START + hours * HOUR - LEAST)).toEqual(states);
});

test('a second authority signs at once where the first has ended', async () => {
  const late = await authorityOf(START + 10 * YEAR + HOUR);
  expect(statesAt(START + 10 * YEAR + HOUR, [first, late])).toEqual(['dropped', 'signing']);
});

test('the order in which authorities are given does not matter, even of two of the same second', async () => {
  const twins = [await authorityOf(START), await authorityOf(START), second];
  const inOrder = (certificates: readonly X509Certificate[]): readonly string[] =>
    rotation(certificates, START, TIMES).map(({ certificate }) => certificate.fingerprint256);
  expect(inOrder(twins)).toEqual(inOrder([...twins].reverse()));
});
