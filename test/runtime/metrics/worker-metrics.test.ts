import { AggregatorRegistry } from 'prom-client';
import { MAX_CODES } from '../../../runtime/metrics/limits';
import { WorkerMetrics } from '../../../runtime/metrics/worker-metrics';
import { entries, transaction } from './transaction';

let metrics: WorkerMetrics;

beforeEach(() => {
  metrics = new WorkerMetrics();
});

async function text(...workers: readonly WorkerMetrics[]): Promise<string> {
  const reports = await Promise.all(
    (workers.length === 0 ? [metrics] : workers).map((each) => each.report(3, 2, new Map())),
  );
  // As it comes from another process.
  return AggregatorRegistry.aggregate(JSON.parse(JSON.stringify(reports)) as object[]).metrics();
}

describe('the metrics of a worker', () => {
  it('count requests, time, bytes, retries and refusals by application and group', async () => {
    const [entry] = entries({ group: 'hq', application: 'mes' });
    metrics.update([entry].flatMap((each) => each ?? []));
    metrics.record(
      transaction({
        entry,
        status: 200,
        bytesIn: 10,
        bytesOut: 100,
        started: 0,
        answered: 20,
        ended: 60,
        attempts: 3,
      }),
    );
    metrics.record(transaction({ entry, status: 502, code: 'backend-closed', ended: 400_000 }));
    const said = await text();
    expect(said).toContain('app_proxy_requests_total{application="mes",group="hq",status="2xx"} 1');
    expect(said).toContain('app_proxy_requests_total{application="mes",group="hq",status="5xx"} 1');
    expect(said).toContain(
      'app_proxy_request_duration_seconds_bucket{application="mes",group="hq",le="0.05"} 0',
    );
    expect(said).toContain(
      'app_proxy_request_duration_seconds_bucket{application="mes",group="hq",le="0.1"} 1',
    );
    expect(said).toContain(
      'app_proxy_request_duration_seconds_bucket{application="mes",group="hq",le="180"} 1',
    );
    expect(said).toContain(
      'app_proxy_request_duration_seconds_bucket{application="mes",group="hq",le="+Inf"} 2',
    );
    expect(said).toContain('app_proxy_request_duration_seconds_sum{application="mes",group="hq"} 400.06');
    expect(said).toContain('app_proxy_request_duration_seconds_count{application="mes",group="hq"} 2');
    expect(said).toContain('app_proxy_backend_wait_seconds_count{application="mes",group="hq"} 1');
    expect(said).toContain('app_proxy_received_bytes_total{group="hq"} 10');
    expect(said).toContain('app_proxy_sent_bytes_total{group="hq"} 100');
    expect(said).toContain('app_proxy_retries_total{group="hq"} 2');
    expect(said).toContain('app_proxy_refusals_total{code="backend-closed"} 1');
    expect(said).toContain('app_proxy_tunnels 3');
    expect(said).toContain('app_proxy_requests_in_flight 2');
  });

  it('add up over workers', async () => {
    const other = new WorkerMetrics();
    const known = entries({ group: 'hq', application: 'mes' });
    metrics.update(known);
    other.update(known);
    metrics.record(transaction({ entry: known[0] }));
    other.record(transaction({ entry: known[0] }));
    other.record(transaction({ entry: known[0] }));
    const said = await text(metrics, other);
    expect(said).toContain('app_proxy_requests_total{application="mes",group="hq",status="2xx"} 3');
    expect(said).toContain('app_proxy_request_duration_seconds_count{application="mes",group="hq"} 3');
    expect(said).toContain('app_proxy_tunnels 6');
  });

  it('count what belongs to no published application as other, whatever a user asks for', async () => {
    for (let i = 0; i < 1000; i += 1) {
      metrics.record(
        transaction({ entry: undefined, host: `h${i}`, path: `/${i}`, status: 421, code: 'unknown-host' }),
      );
      metrics.record(transaction({}, { group: `g${i}`, application: `a${i}` }));
    }
    const said = await text();
    expect(said).toContain('app_proxy_requests_total{application="other",group="other",status="4xx"} 1000');
    expect(said).toContain('app_proxy_requests_total{application="other",group="other",status="2xx"} 1000');
    expect(said.split('\n').length).toBeLessThan(100);
  });

  it('keep the number of codes bounded', async () => {
    for (let i = 0; i < MAX_CODES + 50; i += 1) metrics.refused(`code-${i}`);
    const said = await text();
    expect(said.match(/^app_proxy_refusals_total\{/gm)).toHaveLength(MAX_CODES + 1);
    expect(said).toContain('app_proxy_refusals_total{code="other"} 50');
  });

  it('go on counting an application over a new configuration, and forget one that is gone', async () => {
    metrics.update(entries({ group: 'hq', application: 'mes' }, { group: 'plant', application: 'erp' }));
    const before = entries({ group: 'hq', application: 'mes' }, { group: 'plant', application: 'erp' });
    metrics.update(before);
    for (const entry of before) metrics.record(transaction({ entry, bytesOut: 1 }));
    const after = entries({ group: 'hq', application: 'mes' });
    metrics.update(after);
    for (const entry of after) metrics.record(transaction({ entry, bytesOut: 1 }));
    const said = await text();
    expect(said).toContain('app_proxy_requests_total{application="mes",group="hq",status="2xx"} 2');
    expect(said).toContain('app_proxy_sent_bytes_total{group="hq"} 2');
    expect(said).not.toContain('erp');
    expect(said).not.toContain('plant');
  });

  it('count what a request of the configuration before adds', async () => {
    const before = entries({ group: 'hq', application: 'mes' });
    metrics.update(before);
    metrics.update(entries({ group: 'hq', application: 'mes' }));
    metrics.record(transaction({ entry: before[0] }));
    expect(await text()).toContain('app_proxy_requests_total{application="mes",group="hq",status="2xx"} 1');
  });

  it('count every class of status, and nothing for a status that is none', async () => {
    const [entry] = entries({ group: 'hq', application: 'mes' });
    metrics.update([entry].flatMap((each) => each ?? []));
    for (const status of [0, 101, 204, 302, 404, 504, 999]) metrics.record(transaction({ entry, status }));
    const said = await text();
    for (const status of ['0', '1xx', '2xx', '3xx', '4xx', '5xx']) {
      expect(said).toContain(`{application="mes",group="hq",status="${status}"} 1`);
    }
    expect(said.match(/^app_proxy_requests_total/gm)).toHaveLength(6);
  });
});
