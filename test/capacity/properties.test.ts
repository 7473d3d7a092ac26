import fc from 'fast-check';
import { isImpossible, planConnectors, type CapacityPlan, type CapacityRequest } from '../../capacity';
import { request } from './request';

const RUNS = { numRuns: 500 };

const requests: fc.Arbitrary<CapacityRequest> = fc
  .record({
    peakTps: fc.double({ min: 0.1, max: 60_000, noNaN: true }),
    p99Ms: fc.option(fc.constantFrom(245, 270, 320, 325, 500), { nil: undefined }),
    headroomPercent: fc.integer({ min: 0, max: 90 }),
    survive: fc.constantFrom('connector' as const, 'zone' as const),
    redundantMaintenance: fc.boolean(),
    raisedLimits: fc.boolean(),
    zones: fc.constantFrom(['1', '2'], ['1', '2', '3']),
    series: fc.constantFrom('Dsv5', 'Dasv5'),
  })
  .map(({ peakTps, p99Ms, ...rest }) =>
    request({ ...rest, demand: { peakTps, ...(p99Ms === undefined ? {} : { p99Ms }) } }),
  );

/** Runs the check on every request that can be met. */
function forPlans(check: (request: CapacityRequest, plan: CapacityPlan) => void): void {
  fc.assert(
    fc.property(requests, (each) => {
      const plan = planConnectors(each);
      if (!isImpossible(plan)) {
        check(each, plan);
      }
    }),
    RUNS,
  );
}

function zoneSizes(plan: CapacityPlan): readonly number[] {
  return [...new Set(plan.zones)].map((zone) => plan.zones.filter((each) => each === zone).length);
}

test('never fewer than two connectors, and three for redundant maintenance', () => {
  forPlans((each, plan) => {
    expect(plan.connectors).toBeGreaterThanOrEqual(each.redundantMaintenance ? 3 : 2);
  });
});

test('never over capacity with one connector or one zone gone, nor during maintenance', () => {
  forPlans((each, plan) => {
    const lost = each.survive === 'zone' ? Math.max(...zoneSizes(plan)) : 1;
    const left = plan.connectors - lost - (each.redundantMaintenance ? 1 : 0);
    const usable = (plan.tpsPerConnector ?? 0) * (1 - each.headroomPercent / 100);
    expect(left * usable).toBeGreaterThanOrEqual((each.demand?.peakTps ?? 0) * (1 - 1e-9));
  });
});

test('the cost never falls when the load grows', () => {
  fc.assert(
    fc.property(requests, fc.double({ min: 1, max: 3, noNaN: true }), (each, factor) => {
      const demand = each.demand ?? { peakTps: 1 };
      const low = planConnectors(each);
      const high = planConnectors({ ...each, demand: { ...demand, peakTps: demand.peakTps * factor } });
      if (isImpossible(low)) {
        expect(isImpossible(high)).toBe(true);
      } else if (!isImpossible(high)) {
        expect(high.connectors * (high.cores ?? 0)).toBeGreaterThanOrEqual(low.connectors * (low.cores ?? 0));
      }
    }),
    RUNS,
  );
});

test('the same request gives the same plan', () => {
  fc.assert(
    fc.property(requests, (each) => {
      expect(planConnectors(structuredClone(each))).toEqual(planConnectors(each));
    }),
    RUNS,
  );
});

test('every product and sum in the arithmetic is right to the digits that are printed', () => {
  forPlans((_, plan) => {
    for (const line of plan.arithmetic) {
      const product = /([\d.]+) (?:TPS |Mbit\/s )?x ([\d.]+)( %)? = ([\d.]+)/.exec(line);
      if (product !== null) {
        const [, left, right, percent, result] = product;
        const exact = (Number(left) * Number(right)) / (percent === undefined ? 1 : 100);
        // A factor is printed with one decimal, so the product of many connectors may be off by their number.
        expect(Math.abs(exact - Number(result))).toBeLessThanOrEqual(0.05 * (1 + Number(left)));
      }
      const sum = /^([\d]+ .+) = (\d+) connectors$/.exec(line);
      if (sum !== null) {
        const terms = [...(sum[1] as string).matchAll(/(?:^|\+ )(\d+)/g)].map((term) => Number(term[1]));
        expect(terms.reduce((total, term) => total + term, 0)).toBe(Number(sum[2]));
      }
    }
  });
});
