/** Line and column of a value, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds lines in a text, which is split once, when the first is asked for. */
export class LineIndex {
  private starts: readonly number[] | undefined;

  public constructor(private readonly text: string) {}

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

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(lineBreak.index + lineBreak[0].length);
  }
  return starts;
}
