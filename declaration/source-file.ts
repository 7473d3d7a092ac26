import { isAbsolute, relative, sep } from 'node:path';
import type { Path } from './finding';
import type { YamlNode } from './yaml-node';

/** Line and column of a value, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One YAML file that has been read. */
export class SourceFile {
  /** As findings name it: relative to the working directory where it lies below it. */
  public readonly name: string;
  private starts: readonly number[] | undefined;

  public constructor(
    /** Absolute. */
    public readonly path: string,
    private readonly text: string,
    public readonly root: YamlNode | undefined,
  ) {
    this.name = displayName(path);
  }

  /**
   * Where the value at a path stands; with `key`, where its key stands. Where the path leads further
   * than the file does, the key of the last part that exists.
   */
  public locate(path: Path, part: 'key' | 'value' = 'value'): Position {
    let node = this.root;
    let keyAt = node?.at ?? 0;
    let reached = 0;
    for (const step of path) {
      if (node?.kind === 'map') {
        const entry = node.entries.get(String(step));
        if (entry === undefined) {
          break;
        }
        keyAt = entry.keyAt;
        node = entry.node;
      } else if (node?.kind === 'list' && typeof step === 'number') {
        const item: YamlNode | undefined = node.items[step];
        if (item === undefined) {
          break;
        }
        keyAt = item.at;
        node = item;
      } else {
        break;
      }
      reached += 1;
    }
    const found = reached === path.length;
    return this.position(found && part === 'value' ? (node?.at ?? 0) : keyAt);
  }

  /** The scalar at a path as it is written; undefined for anything else. */
  public sourceText(path: Path): string | undefined {
    const node = path.reduce<YamlNode | undefined>((at, step) => {
      if (at?.kind === 'map') {
        return at.entries.get(String(step))?.node;
      }
      return at?.kind === 'list' ? at.items[Number(step)] : undefined;
    }, this.root);
    return node?.kind === 'scalar' ? node.source : undefined;
  }

  /** Line and column of an offset. */
  public position(at: number): Position {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: at - (this.starts[low] ?? 0) + 1 };
  }
}

function displayName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const outside = fromHere === '..' || fromHere.startsWith(`..${sep}`) || isAbsolute(fromHere);
  return outside || fromHere === '' ? path : fromHere;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(lineBreak.index + lineBreak[0].length);
  }
  return starts;
}
