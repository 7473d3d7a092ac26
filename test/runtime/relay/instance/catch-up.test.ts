import type { InstanceNotice } from '../../../../runtime/documents/types.generated';
import { CatchUp } from '../../../../runtime/relay/instance/catch-up';

let now = 0;
let own: Record<string, number> = {};
let others: InstanceNotice[] = [];

function notice(groups: Record<string, number>, state: InstanceNotice['state'] = 'ready'): InstanceNotice {
  return {
    version: 1,
    deployment: 'contoso',
    instance: 'r1',
    address: '127.0.0.1:443',
    generation: 'g',
    runtime: '1.0.0',
    state,
    time: '2026-01-01T00:00:00Z',
    groups,
  };
}

function make(): CatchUp {
  now = 0;
  own = {};
  others = [];
  return new CatchUp({ others: () => others, own: () => own, now: () => now, seconds: 60 });
}

describe('a new relay instance', () => {
  it('takes no users before it takes tunnels', () => {
    expect(make().missing()).toBe('takes no tunnels yet');
  });

  it('waits until it has as many connectors of each group as any ready instance', () => {
    const catchUp = make();
    catchUp.begin();
    others = [notice({ hq: 1 }), notice({ hq: 2, plant: 1 })];
    own = { hq: 1, plant: 1 };
    expect(catchUp.missing()).toBe('group hq: 1 of 2 connectors have come');
    own = { hq: 2, plant: 1 };
    expect(catchUp.missing()).toBeUndefined();
  });

  it('does not begin to wait again once it has caught up', () => {
    const catchUp = make();
    catchUp.begin();
    expect(catchUp.missing()).toBeUndefined();
    others = [notice({ hq: 5 })];
    expect(catchUp.missing()).toBeUndefined();
  });

  it('does not count an instance that drains', () => {
    const catchUp = make();
    catchUp.begin();
    others = [notice({ hq: 2 }, 'draining')];
    expect(catchUp.missing()).toBeUndefined();
  });

  it('waits no longer than its time', () => {
    const catchUp = make();
    catchUp.begin();
    others = [notice({ hq: 2 })];
    now = 59_999;
    expect(catchUp.missing()).toBeDefined();
    now = 60_000;
    expect(catchUp.missing()).toBeUndefined();
  });
});
