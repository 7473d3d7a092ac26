import { createHash } from 'node:crypto';
import { NOBODYS_SSH_KEY } from '../../../constructs/azure/administrator-key';

/** Field and constant of edwards25519. Source: RFC 8032, section 5.1. */
const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

describe('NOBODYS_SSH_KEY', () => {
  test('is the first digest of the series that is a point of edwards25519', () => {
    let point: Buffer | undefined;
    for (let n = 0; point === undefined; n++) {
      const digest = createHash('sha256').update(`cdktf-app-proxy administrator key ${n}`).digest();
      if (isPoint(digest)) point = digest;
    }
    const fields = [Buffer.from('ssh-ed25519'), point].map((field) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return Buffer.concat([length, field]);
    });
    expect(NOBODYS_SSH_KEY).toBe(`ssh-ed25519 ${Buffer.concat(fields).toString('base64')}`);
  });
});

/** Whether the 32 bytes encode a point: x² = (y² - 1) / (d y² + 1) has a root. Source: RFC 8032, section 5.1.3. */
function isPoint(bytes: Buffer): boolean {
  const y = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`) & (2n ** 255n - 1n);
  if (y >= P) return false;
  const x2 = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n));
  return x2 === 0n || power(x2, (P - 1n) / 2n) === 1n;
}

function mod(value: bigint): bigint {
  return ((value % P) + P) % P;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % P) {
    if ((rest & 1n) === 1n) result = (result * square) % P;
  }
  return result;
}
