import { DURATION_BUCKETS } from './catalogue';

/** A value with its labels, as reports of prom-client hold it. */
export interface ReportedValue {
  /** Where it is not the metric's name: the parts of a histogram. */
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** How often something took how long. */
export class TimeTally {
  count = 0;
  private sum = 0;
  /** One for each bound, and one for what is beyond. */
  private readonly buckets = new Float64Array(DURATION_BUCKETS.length + 1);

  add(seconds: number): void {
    let bucket = 0;
    while (bucket < DURATION_BUCKETS.length && seconds > (DURATION_BUCKETS[bucket] ?? 0)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    this.sum += seconds;
    this.count += 1;
  }

  /** Buckets count what is below them too, as Prometheus wants it. */
  values(name: string, labels: Readonly<Record<string, string>>): ReportedValue[] {
    let below = 0;
    const buckets = DURATION_BUCKETS.map((bound, index) => {
      below += this.buckets[index] ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...labels, le: bound }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: this.count },
      { metricName: `${name}_sum`, labels: { ...labels }, value: this.sum },
      { metricName: `${name}_count`, labels: { ...labels }, value: this.count },
    ];
  }
}
