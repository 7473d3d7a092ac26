import { isAbsolute, relative, sep } from 'node:path';
import type { Path } from './finding';
import { LineIndex, type Position } from './line-index';
import type { YamlNode } from './yaml-node';

/** One YAML file that has been read. */
export class SourceFile {
  /** As findings name it: relative to the working directory where it lies below it. */
  public readonly name: string;
  private readonly lines: LineIndex;

  public constructor(
    /** Absolute. */
    public readonly path: string,
    text: string,
    public readonly root: YamlNode | undefined,
  ) {
    this.name = displayName(path);
    this.lines = new LineIndex(text);
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
    return this.lines.position(at);
  }
}

function displayName(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const outside = fromHere === '..' || fromHere.startsWith(`..${sep}`) || isAbsolute(fromHere);
  return outside || fromHere === '' ? path : fromHere;
}
