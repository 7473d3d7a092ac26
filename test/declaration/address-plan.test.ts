import fc from 'fast-check';
import { addressPlan } from '../../declaration';
import { contains, overlaps, parseRange, rangeText, type Range } from '../../declaration/ipv4';

it('the address space is cut into relay, firewall and connectors', () => {
  expect(addressPlan('10.80.0.0/16')).toEqual({
    relay: '10.80.0.0/26',
    firewall: '10.80.0.64/26',
    connectors: '10.80.128.0/17',
  });
  expect(addressPlan('192.168.7.0/24')).toEqual({
    relay: '192.168.7.0/26',
    firewall: '192.168.7.64/26',
    connectors: '192.168.7.128/25',
  });
});

it.each(['10.0.0.0/25', '0.0.0.0/7', '10.0.0.1', 'x'])('%s cannot be cut', (space) => {
  expect(() => addressPlan(space)).toThrow(
    `address space '${space}' cannot be cut into subnets: expected a range from /8 to /24, such as 10.80.0.0/16`,
  );
});

it('the parts lie inside and never overlap', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 24 }), (address, bits) => {
      const size = 2 ** (32 - bits);
      const first = Math.floor(address / size) * size;
      const space: Range = { first, last: first + size - 1, bits };
      const plan = addressPlan(rangeText(space));
      const parts = [plan.relay, plan.firewall, plan.connectors].map((text) => parseRange(text) as Range);

      expect(parts.every((part) => contains(space, part))).toBe(true);
      parts.forEach((part, index) => {
        expect(parts.some((other, position) => position !== index && overlaps(part, other))).toBe(false);
      });
    }),
  );
});
