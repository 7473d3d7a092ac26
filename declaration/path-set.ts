import type { Path } from './finding';

interface Branch {
  /** Whether a path of the set ends here. */
  ends: boolean;
  readonly next: Map<string | number, Branch>;
}

/** A set of paths that answers in time of the path's length, however many there are. */
export class PathSet {
  private readonly root: Branch = { ends: false, next: new Map() };

  public add(path: Path): void {
    let branch = this.root;
    for (const step of path) {
      let next = branch.next.get(step);
      if (next === undefined) {
        next = { ends: false, next: new Map() };
        branch.next.set(step, next);
      }
      branch = next;
    }
    branch.ends = true;
  }

  /** Whether the path, or one that it begins with, is in the set. */
  public covers(path: Path): boolean {
    const { reached, covered } = this.follow(path);
    return covered || reached?.ends === true;
  }

  /** Whether that is so, or a path that begins with this one is in the set. */
  public touches(path: Path): boolean {
    const { reached, covered } = this.follow(path);
    return covered || (reached !== undefined && (reached.ends || reached.next.size > 0));
  }

  /** The same below the path, except below one of its keys. */
  public touchesBut(path: Path, key: string): boolean {
    const { reached, covered } = this.follow(path);
    return (
      covered ||
      (reached !== undefined && (reached.ends || reached.next.size > (reached.next.has(key) ? 1 : 0)))
    );
  }

  private follow(path: Path): { readonly reached: Branch | undefined; readonly covered: boolean } {
    let branch = this.root;
    for (const step of path) {
      if (branch.ends) {
        return { reached: branch, covered: true };
      }
      const next = branch.next.get(step);
      if (next === undefined) {
        return { reached: undefined, covered: false };
      }
      branch = next;
    }
    return { reached: branch, covered: false };
  }
}
