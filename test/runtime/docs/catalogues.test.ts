import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { EVENTS } from '../../../runtime/log/events';
import { METRICS } from '../../../runtime/metrics/catalogue';
import { REFUSALS } from '../../../runtime/relay/worker/forward/refusals';
import { FINDINGS } from '../../../runtime/status/findings';
import { tableOf } from './table';

const RUNTIME = join(__dirname, '..', '..', '..', 'runtime');

/** All sources of the runtime: name and text. */
function sources(): readonly (readonly [string, string])[] {
  return readdirSync(RUNTIME, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(RUNTIME, name), 'utf8')]);
}

/** The names that a source passes to `event(...)`, of a conditional both. The same words elsewhere do not count. */
function loggedEvents(name: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [first] = node.arguments;
      if (node.expression.name.text === 'event' && first !== undefined) found.push(...namesIn(first));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
  return found;
}

function namesIn(node: ts.Expression): readonly string[] {
  if (ts.isConditionalExpression(node)) return [...namesIn(node.whenTrue), ...namesIn(node.whenFalse)];
  return ts.isStringLiteral(node) ? [node.text] : [];
}

describe('the pages', () => {
  it('list every event with code, level and text, and none that is not there', () => {
    expect(tableOf('events.md', 'event')).toEqual(
      Object.entries(EVENTS)
        .map(([name, { code, level, text }]) => [name, code, level, text])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
  });

  it('list every metric with kind, labels and meaning, and none that is not there', () => {
    expect(tableOf('metrics.md', 'metric')).toEqual(
      Object.entries(METRICS)
        .map(([name, { kind, labels, help }]) => [name, kind, labels.join(', '), help])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
  });

  it('list every refusal with status, Retry-After and text, and none that is not there', () => {
    expect(tableOf('refusals.md', 'code')).toEqual(
      Object.entries(REFUSALS)
        .map(([code, entry]) => [
          code,
          String(entry.status),
          'retryAfter' in entry ? String(entry.retryAfter) : '',
          entry.text,
        ])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
  });

  it('list every finding of status with what to do, the gravest first', () => {
    expect(tableOf('status.md', 'code')).toEqual(
      Object.entries(FINDINGS).map(([code, { severity, action }]) => [code, severity, action]),
    );
  });
});

describe('the catalogue of events', () => {
  it('holds what is logged somewhere, and nothing else', () => {
    const logged = sources().flatMap(([name, text]) => loggedEvents(name, text));
    expect([...new Set(logged)].sort()).toEqual(Object.keys(EVENTS).sort());
  });
});
