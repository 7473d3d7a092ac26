import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { LineIndex } from './line-index';
import { MAX_ALIASES, MAX_DEPTH, MAX_VALUES } from './limits';
import { setOwn } from './maps';
import { syntaxProblem, type YamlProblem } from './yaml-problem';
import { plainValue } from './yaml-scalar';
import type { Path } from './finding';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './yaml-node';

export interface YamlResult {
  /** The one document; undefined where the text could not be read at all. */
  readonly root?: YamlNode;
  readonly problems: readonly YamlProblem[];
}

/**
 * Reads one YAML document (YAML 1.2, core schema). Keys are always text, as they are written. Aliases
 * stand for the value that they name; tags and merge keys are refused, and so is every key that stands
 * twice. What can be read is returned beside the problems.
 */
export function parseYaml(text: string): YamlResult {
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    return { problems: [syntaxProblem(text, error)] };
  }
  return new TreeBuilder(text).build(events);
}

type Holder = MapHolder | ListHolder;

interface MapHolder {
  readonly node: YamlMap;
  readonly anchor?: string;
  /** Undefined while a key is awaited; 'skip' where the key was refused. */
  key: { readonly text: string; readonly at: number } | 'skip' | undefined;
}

interface ListHolder {
  readonly node: YamlList;
  readonly anchor?: string;
}

/** Thrown inside this file to stop reading; the problem is recorded before. */
class StopReading extends Error {}

class TreeBuilder {
  private readonly problems: YamlProblem[] = [];
  private readonly holders: Holder[] = [];
  private readonly anchors = new Map<string, YamlNode | 'open'>();
  private root: YamlNode | undefined;
  private documents = 0;
  private aliases = 0;
  private values = 0;
  /** End of the last token, for values that have no text of their own. */
  private last = 0;

  private readonly lines: LineIndex;

  public constructor(private readonly text: string) {
    this.lines = new LineIndex(text);
  }

  public build(events: readonly Event[]): YamlResult {
    try {
      for (const event of events) {
        this.take(event);
      }
    } catch (error) {
      if (!(error instanceof StopReading)) {
        throw error;
      }
      return { problems: this.problems };
    }
    return this.root === undefined
      ? { problems: this.problems }
      : { root: this.root, problems: this.problems };
  }

  private take(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.documents += 1;
        if (this.documents === 2) {
          this.stop({
            code: 'yaml-documents',
            at: this.text.indexOf('\n---', this.last) + 1,
            path: [],
            message: 'the file holds more than one YAML document',
            fix: "keep one, and put groups into files that 'include' names",
          });
        }
        return;
      case EVENT_ID.SCALAR:
        this.takeScalar(event);
        return;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        this.open(event);
        return;
      case EVENT_ID.ALIAS:
        this.takeAlias(event);
        return;
      case EVENT_ID.POP:
        this.close();
    }
  }

  private takeScalar(event: ScalarEvent): void {
    const at = this.position(event);
    this.refuseTag(event, at);
    const node = this.scalar(event, at);
    this.last = Math.max(this.last, event.valueEnd);
    this.remember(event, node);
    const holder = this.holders.at(-1);
    if (holder !== undefined && 'key' in holder && holder.key === undefined) {
      holder.key = this.keyOf(holder, event, node);
      return;
    }
    this.put(node);
  }

  /** The key, or 'skip' where it cannot stand. */
  private keyOf(holder: MapHolder, event: ScalarEvent, node: YamlScalar): MapHolder['key'] {
    const text = node.source;
    const plain = event.style === SCALAR_STYLE.PLAIN;
    if (plain && text === '') {
      this.problem({
        code: 'yaml-key',
        at: Math.max(this.text.indexOf(':', this.last), 0),
        path: this.path(),
        message: 'a key is empty',
        fix: 'write the key before the colon',
      });
      return 'skip';
    }
    if (plain && text === '<<') {
      this.problem({
        code: 'yaml-merge-key',
        at: node.at,
        path: this.path(),
        message: "merge keys ('<<') are not read",
        fix: 'write the keys out, or name a whole value by an alias',
      });
      return 'skip';
    }
    const first = holder.node.entries.get(text);
    if (first !== undefined) {
      this.problem({
        code: 'duplicate-key',
        at: node.at,
        path: [...this.path(), text],
        message: `this key stands here a second time, first in line ${this.lines.position(first.keyAt).line}`,
        fix: 'remove one of the two',
      });
      return 'skip';
    }
    return { text, at: node.at };
  }

  private open(event: SequenceEvent | MappingEvent): void {
    const at = event.start;
    this.refuseTag(event, at);
    const holder = this.holders.at(-1);
    if (holder !== undefined && 'key' in holder && holder.key === undefined) {
      this.stop({
        code: 'yaml-key',
        at,
        path: this.path(),
        message: 'a list or a map cannot be a key',
        fix: this.text.startsWith('{{', at - 1)
          ? 'replace the template placeholder by a value'
          : 'write the key as text',
      });
    }
    this.last = Math.max(this.last, at);
    const anchor =
      event.anchorStart === -1 ? {} : { anchor: this.text.slice(event.anchorStart, event.anchorEnd) };
    if (anchor.anchor !== undefined) {
      this.anchors.set(anchor.anchor, 'open');
    }
    this.count(1, at);
    if (event.type === EVENT_ID.MAPPING) {
      const node: YamlMap = { kind: 'map', at, entries: new Map(), value: {}, size: 1 };
      this.holders.push({ node, key: undefined, ...anchor });
    } else {
      this.holders.push({ node: { kind: 'list', at, items: [], value: [], size: 1 }, ...anchor });
    }
  }

  private close(): void {
    const holder = this.holders.pop();
    if (holder === undefined) {
      return; // The end of the document.
    }
    if (holder.anchor !== undefined) {
      this.anchors.set(holder.anchor, holder.node);
    }
    this.put(holder.node);
  }

  private takeAlias(event: AliasEvent): void {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const at = event.anchorStart - 1;
    this.last = Math.max(this.last, event.anchorEnd);
    this.aliases += 1;
    if (this.aliases > MAX_ALIASES) {
      this.stop({
        code: 'yaml-aliases',
        at,
        path: this.path(),
        message: 'too many aliases',
        allowed: `at most ${MAX_ALIASES} in a file`,
        fix: 'write the values out',
      });
    }
    const target = this.anchors.get(name);
    if (target === undefined || target === 'open') {
      this.stop({
        code: 'yaml-alias',
        at,
        path: this.path(),
        message:
          target === undefined
            ? `alias '*${name}' names an anchor that is not set before it`
            : `alias '*${name}' stands inside the value that it names`,
        fix: 'write the value out',
      });
    }
    const holder = this.holders.at(-1);
    if (holder !== undefined && 'key' in holder && holder.key === undefined) {
      this.problem({
        code: 'yaml-key',
        at,
        path: this.path(),
        message: 'an alias cannot be a key',
        fix: 'write the key out',
      });
      holder.key = 'skip';
      return;
    }
    this.count(target.size, at);
    this.put(target);
  }

  /** Puts a finished value where it belongs. */
  private put(node: YamlNode): void {
    const holder = this.holders.at(-1);
    if (holder === undefined) {
      this.root = node;
      return;
    }
    if (!('key' in holder)) {
      holder.node.items.push(node);
      holder.node.value.push(node.value);
    } else {
      const { key } = holder;
      holder.key = undefined;
      if (key === 'skip' || key === undefined) {
        return;
      }
      const entry: YamlEntry = { keyAt: key.at, node };
      holder.node.entries.set(key.text, entry);
      setOwn(holder.node.value, key.text, node.value);
    }
    holder.node.size += node.size;
  }

  private scalar(event: ScalarEvent, at: number): YamlScalar {
    this.count(1, at);
    const source = event.valueStart === -1 ? '' : getScalarValue(this.text, event);
    const value = event.style === SCALAR_STYLE.PLAIN ? plainValue(source) : source;
    return { kind: 'scalar', at, value, source, size: 1 };
  }

  private remember(event: ScalarEvent, node: YamlNode): void {
    if (event.anchorStart !== -1) {
      this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), node);
    }
  }

  private refuseTag(event: ScalarEvent | SequenceEvent | MappingEvent, at: number): void {
    if (event.tagStart === -1) {
      return;
    }
    this.problem({
      code: 'yaml-tag',
      at: event.tagStart,
      path: this.path(),
      message: `tags are not read: '${this.text.slice(event.tagStart, event.tagEnd)}'`,
      fix:
        at === event.tagStart
          ? 'remove the tag'
          : 'remove the tag; put text that looks like a number in quotes',
    });
  }

  private position(event: ScalarEvent): number {
    if (event.valueStart !== -1) {
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return quoted ? event.valueStart - 1 : event.valueStart;
    }
    if (event.tagStart !== -1 || event.anchorStart !== -1) {
      return event.tagStart === -1 ? event.anchorStart - 1 : event.tagStart;
    }
    // Nothing is written: point at the key.
    const holder = this.holders.at(-1);
    const key = holder !== undefined && 'key' in holder ? holder.key : undefined;
    return key === undefined || key === 'skip' ? this.last : key.at;
  }

  /** Keys down to the place that is being read. */
  private path(): Path {
    const path: (string | number)[] = [];
    for (const holder of this.holders) {
      if (!('key' in holder)) {
        path.push(holder.node.items.length);
      } else if (holder.key !== undefined && holder.key !== 'skip') {
        path.push(holder.key.text);
      }
    }
    return path;
  }

  private count(values: number, at: number): void {
    this.values += values;
    if (this.values > MAX_VALUES) {
      this.stop({
        code: this.aliases > 0 ? 'yaml-aliases' : 'yaml-size',
        at,
        path: this.path(),
        message: this.aliases > 0 ? 'what the aliases repeat is too large' : 'the file has too many values',
        allowed: `at most ${MAX_VALUES} values in a file, repeated ones counted each time`,
        fix: this.aliases > 0 ? 'write the values out' : "spread the groups over files that 'include' names",
      });
    }
  }

  private problem(problem: YamlProblem): void {
    this.problems.push(problem);
  }

  private stop(problem: YamlProblem): never {
    this.problems.push(problem);
    throw new StopReading(problem.message);
  }
}
