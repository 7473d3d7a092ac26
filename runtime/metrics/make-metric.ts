import { Counter, Gauge, type Registry } from 'prom-client';
import { METRICS, type MetricName } from './catalogue';

/** A counter of the catalogue in a registry. */
export function counter(registry: Registry, name: MetricName): Counter {
  return new Counter(entryOf(registry, name));
}

/** A gauge of the catalogue in a registry. */
export function gauge(registry: Registry, name: MetricName): Gauge {
  return new Gauge(entryOf(registry, name));
}

function entryOf(
  registry: Registry,
  name: MetricName,
): { name: string; help: string; labelNames: string[]; registers: Registry[] } {
  const { help, labels } = METRICS[name];
  return { name, help, labelNames: [...labels], registers: [registry] };
}
