import {
  MAX_CONNECTORS,
  builtInProfiles,
  isImpossible,
  planConnectors,
  type CapacityProfile,
} from '../../capacity';
import { planned, request } from './request';

/** Size and count in one text, such as `4 x Standard_D2s_v5`. */
function choice(overrides: Parameters<typeof planned>[0]): string {
  const plan = planned(overrides);
  return `${plan.connectors} x ${plan.size ?? 'unknown'}`;
}

describe('the peak decides the count', () => {
  // 586 TPS at 70 % are 410.2 TPS a connector, and one more may be lost.
  test.each([
    [1, '2 x Standard_D2s_v5'],
    [410.2, '2 x Standard_D2s_v5'],
    [410.3, '3 x Standard_D2s_v5'],
    [820.4, '3 x Standard_D2s_v5'],
    [820.5, '4 x Standard_D2s_v5'],
    [900, '4 x Standard_D2s_v5'],
  ])('%d TPS take %s', (peakTps, expected) => {
    expect(choice({ demand: { peakTps } })).toBe(expected);
  });

  test('a peak that a whole number of connectors carries exactly takes no further one', () => {
    const wrong: string[] = [];
    for (const row of builtInProfiles['seed-2023']?.rows ?? []) {
      const profile = { date: '2023-09', source: 'one row', rows: [{ ...row, raisedLimits: false }] };
      for (let headroomPercent = 0; headroomPercent <= 90; headroomPercent += 1) {
        for (let carry = 1; carry < MAX_CONNECTORS; carry += 1) {
          const peakTps = Number(((carry * row.maxTps * (100 - headroomPercent)) / 100).toFixed(2));
          const { connectors } = planned({
            profileName: 'row',
            profile,
            headroomPercent,
            demand: { peakTps },
          });
          if (connectors !== carry + 1) {
            wrong.push(`${peakTps} TPS at ${headroomPercent} %: ${connectors}, not ${carry + 1}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('no headroom uses the whole of the row', () => {
    expect(choice({ headroomPercent: 0, demand: { peakTps: 586 } })).toBe('2 x Standard_D2s_v5');
    expect(choice({ headroomPercent: 0, demand: { peakTps: 587 } })).toBe('3 x Standard_D2s_v5');
  });
});

describe('latency alone makes machines bigger', () => {
  test.each([
    [undefined, '2 x Standard_D2s_v5'],
    [325, '2 x Standard_D2s_v5'],
    [324.9, '2 x Standard_D4s_v5'],
    [320, '2 x Standard_D4s_v5'],
    [319, '2 x Standard_D8s_v5'],
    [270, '2 x Standard_D8s_v5'],
  ])('a P99 target of %p ms takes %s', (p99Ms, expected) => {
    expect(choice({ demand: { peakTps: 100, ...(p99Ms === undefined ? {} : { p99Ms }) } })).toBe(expected);
  });

  test('the last row is taken only with raised limits', () => {
    const refused = planConnectors(request({ demand: { peakTps: 100, p99Ms: 245 } }));
    expect(refused).toMatchObject({
      impossible: true,
      reason: "no size of profile 'seed-2023' answers within 245 ms at P99",
      possible: [
        "p99Ms: 270, the best of profile 'seed-2023'",
        'p99Ms: 245, with limits.connections above 200',
        'a profile of your own with measured rows',
      ],
    });
    expect(choice({ raisedLimits: true, demand: { peakTps: 100, p99Ms: 245 } })).toBe('2 x Standard_D16s_v5');
  });

  test('more TPS never lead to 8 or 16 cores, which carry little more than 4', () => {
    for (const peakTps of [100, 1000, 10_000, 20_000]) {
      expect(planned({ raisedLimits: true, demand: { peakTps } }).cores).toBeLessThanOrEqual(4);
    }
  });
});

describe('what may be lost', () => {
  test('a zone: the fullest zone is counted', () => {
    // 3 carry 900 TPS; of 5 in three zones 2 may go at once.
    expect(choice({ survive: 'zone', demand: { peakTps: 900 } })).toBe('5 x Standard_D2s_v5');
    expect(choice({ survive: 'zone', zones: ['1', '2'], demand: { peakTps: 900 } })).toBe(
      '6 x Standard_D2s_v5',
    );
  });

  test.each([
    [[], 'the loss of a zone cannot be survived with no zones'],
    [['2'], 'the loss of a zone cannot be survived with one zone'],
  ])('a zone, with the zones %p, is refused', (zones, reason) => {
    const size = 'Standard_D4s_v5';
    for (const what of [{ demand: { peakTps: 10 } }, { explicit: { size, connectors: 2 } }]) {
      const refused = planConnectors(request({ survive: 'zone', zones, ...what }));
      expect(refused).toMatchObject({ impossible: true, reason });
    }
  });

  test('maintenance without loss of redundancy takes a third connector', () => {
    expect(planned({ redundantMaintenance: true, demand: { peakTps: 10 } }).connectors).toBe(3);
    expect(planned({ redundantMaintenance: true, demand: { peakTps: 900 } }).connectors).toBe(5);
  });

  test('nothing, in a group that accepts to be without redundancy, so one zone is enough for it', () => {
    const alone = { survive: 'zone', zones: ['1'], minimumConnectors: 1 } as const;
    expect(planned({ ...alone, demand: { peakTps: 10 } }).connectors).toBe(1);
    expect(planned({ ...alone, explicit: { size: 'Standard_D2s_v5', connectors: 1 } }).zones).toEqual(['1']);
  });

  test('during maintenance as well is said in a line of its own', () => {
    const { arithmetic } = planned({ redundantMaintenance: true, demand: { peakTps: 900 } });
    expect(arithmetic).toContain('with 1 connector gone: 4 x 410.2 = 1640.8 TPS usable, 740.8 left over');
    expect(arithmetic).toContain(
      'with 1 connector gone and 1 under maintenance: 3 x 410.2 = 1230.6 TPS usable, 330.6 left over',
    );
  });

  test('a group that accepts one connector gets one where one carries the peak', () => {
    expect(planned({ minimumConnectors: 1, demand: { peakTps: 10 } }).connectors).toBe(1);
  });
});

describe('bandwidth', () => {
  const guidance = { profileName: 'guidance-2025' } as const;

  test('decides where the profile gives one, on the smallest machine that the profile asks for', () => {
    expect(choice({ ...guidance, demand: { peakTps: 900, bandwidthMbps: 1050 } })).toBe(
      '2 x Standard_D4s_v5',
    );
    expect(choice({ ...guidance, demand: { peakTps: 900, bandwidthMbps: 1051 } })).toBe(
      '3 x Standard_D4s_v5',
    );
  });

  test('comes from the mean response where it is not given: 900 x 200 KiB are 1474.6 Mbit/s', () => {
    const plan = planned({ ...guidance, demand: { peakTps: 900, responseKiB: 200 } });
    expect(plan.connectors).toBe(3);
    expect(plan.arithmetic).toContain('1474.6 Mbit/s / 1050 = 1.404 -> 2 carry the bandwidth');
  });

  test('the profile caps the utilisation even where less headroom is declared', () => {
    expect(
      planned({ ...guidance, headroomPercent: 0, demand: { peakTps: 1, bandwidthMbps: 1051 } }).connectors,
    ).toBe(3);
  });

  test('is said to be left over when one connector is gone', () => {
    const { arithmetic } = planned({ ...guidance, demand: { peakTps: 1, bandwidthMbps: 1051 } });
    expect(arithmetic).toContain('with 1 connector gone: 2 x 1050 = 2100 Mbit/s usable, 1049 left over');
  });

  test('is named where it takes more than the most connectors', () => {
    const refused = planConnectors(
      request({ ...guidance, demand: { peakTps: 9, bandwidthMbps: 1_000_000 } }),
    );
    expect(isImpossible(refused) && refused.reason).toContain(
      'a peak of 9 TPS and 1000000 Mbit/s takes more',
    );
  });

  test('does not stand for a P99 target, which a profile without rows cannot judge', () => {
    const refused = planConnectors(
      request({ ...guidance, demand: { peakTps: 1, p99Ms: 1, bandwidthMbps: 1 } }),
    );
    expect(isImpossible(refused) && refused.reason).toContain('load.p99Ms cannot be judged');
  });

  test('TPS alone are refused by a profile without a TPS table', () => {
    const refused = planConnectors(request({ ...guidance, demand: { peakTps: 900 } }));
    expect(isImpossible(refused) && refused.possible).toContain('profile: seed-2023');
  });

  test('is said not to be considered where the profile gives none', () => {
    const plan = planned({ demand: { peakTps: 10, bandwidthMbps: 100 } });
    expect(plan.arithmetic).toContain(
      "100 Mbit/s: profile 'seed-2023' gives no bandwidth, so it is not considered",
    );
  });
});

describe('prices', () => {
  const prices = { Standard_D2s_v5: 1, Standard_D4s_v5: 1.1, Standard_D8s_v5: 9 };

  test('decide instead of vCPUs', () => {
    expect(choice({ prices, demand: { peakTps: 900 } })).toBe('3 x Standard_D4s_v5');
  });

  test('are refused where a size that fits has none', () => {
    const refused = planConnectors(request({ prices: { Standard_D2s_v5: 1 }, demand: { peakTps: 900 } }));
    expect(refused).toMatchObject({
      reason: 'capacity.prices has no price for Standard_D4s_v5, Standard_D8s_v5',
    });
  });
});

describe('limits of a group', () => {
  test('more than the most connectors is refused with what would be possible', () => {
    const refused = planConnectors(request({ demand: { peakTps: 1_000_000 } }));
    expect(refused).toMatchObject({
      reason: `a peak of 1000000 TPS takes more than ${MAX_CONNECTORS} connectors, the most of one group`,
    });
    // 99 x 833 TPS: what 100 connectors of the third row carry with one gone.
    expect(isImpossible(refused) && refused.possible[0]).toBe(
      'at most 82467 TPS in one group, with 100 x Standard_D8s_v5',
    );
    expect(isImpossible(planConnectors(request({ demand: { peakTps: 82_467 } })))).toBe(false);
    expect(isImpossible(planConnectors(request({ demand: { peakTps: 82_468 } })))).toBe(true);
  });

  test.each(['connector', 'zone'] as const)(
    'a row that carries next to nothing is refused at once (%s)',
    (survive) => {
      const rows = [{ cores: 2, ramGiB: 8, maxTps: 1e-9, raisedLimits: false }];
      const profile = { date: '2026-01', source: 'measured here', rows };
      const demand = { peakTps: 1_000_000 };
      expect(isImpossible(planConnectors(request({ survive, profileName: 'own', profile, demand })))).toBe(
        true,
      );
    },
  );

  test('an unknown series is refused with the known ones', () => {
    expect(planConnectors(request({ series: 'Dsv9', demand: { peakTps: 1 } }))).toMatchObject({
      impossible: true,
      possible: ['Dadsv5', 'Dasv5', 'Ddsv5', 'Dsv5'],
    });
  });
});

describe('an explicit size and count', () => {
  test('are kept, and what they carry is said', () => {
    const plan = planned({ explicit: { size: 'Standard_D4s_v5', connectors: 3 } });
    expect(plan).toMatchObject({
      size: 'Standard_D4s_v5',
      connectors: 3,
      tpsTotal: 3450,
      tpsAfterLoss: 2300,
    });
    expect(plan.arithmetic).toContain('with 1 connector gone: 2 x 805 = 1610 TPS usable');
  });

  test('a size between two rows counts as the lower one', () => {
    const plan = planned({ explicit: { size: 'Standard_D16s_v5', connectors: 2 } });
    expect(plan.tpsPerConnector).toBe(1190);
    expect(plan.arithmetic[0]).toContain(
      '(Standard_D16s_v5: 16 cores, 64 GiB, by the row of 8 cores, 32 GiB)',
    );
  });

  test('hosts of your own have a count only', () => {
    const plan = planned({ zones: [], explicit: { connectors: 2 } });
    expect(plan).toMatchObject({ connectors: 2, zones: [] });
    expect(plan.size).toBeUndefined();
  });
});

test('slots take the zones in turn, so that one more slot moves no other', () => {
  const four = planned({ explicit: { size: 'Standard_D2s_v5', connectors: 4 } }).zones;
  const five = planned({ explicit: { size: 'Standard_D2s_v5', connectors: 5 } }).zones;
  expect(four).toEqual(['1', '2', '3', '1']);
  expect(five.slice(0, 4)).toEqual(four);
});

test("a profile of the user's own is planned with like the built-in ones", () => {
  const profile: CapacityProfile = {
    date: '2026-01',
    source: 'measured here',
    rows: [{ cores: 2, ramGiB: 8, maxTps: 2000, raisedLimits: false }],
    maxMbps: 400,
  };
  const plan = planned({ profileName: 'measured', profile, demand: { peakTps: 2000, bandwidthMbps: 600 } });
  // 1,400 TPS and 280 Mbit/s a connector: 2 by TPS, 3 by bandwidth, and one that may be lost.
  expect(plan.connectors).toBe(4);
});

test('the neighbouring choices are rejected with a reason each', () => {
  expect(planned({ demand: { peakTps: 900, p99Ms: 325 } }).rejected).toEqual([
    {
      choice: '3 x Standard_D2s_v5',
      why: 'with 1 connector gone 2 x 410.2 = 820.4 TPS, under the peak of 900',
    },
    { choice: '3 x Standard_D4s_v5', why: '12 vCPU against 8' },
    { choice: '3 x Standard_D8s_v5', why: '24 vCPU against 8' },
    { choice: 'Standard_D16s_v5', why: 'its row holds only with limits.connections above 200' },
  ]);
});
