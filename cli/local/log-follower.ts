import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Milliseconds between two looks at the logs. */
const LOOK_MS = 250;
/** Bytes that are read at once. */
const PIECE_BYTES = 64 * 1024;

/** Tells the lines that processes add to the logs of a folder, each with the name of its process. */
export class LogFollower {
  private readonly read = new Map<
    string,
    { offset: number; begun: string; readonly decoder: StringDecoder }
  >();
  private readonly timer: NodeJS.Timeout;

  /** @param tell gets the name of the process (`relay-r0`) and a line of its log */
  constructor(
    private readonly folder: string,
    private readonly tell: (process: string, line: string) => void,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Tells what is there still, and ends. */
  public close(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    for (const file of readdirSync(this.folder).sort()) {
      this.lookAt(file);
    }
  }

  private lookAt(file: string): void {
    const state = this.read.get(file) ?? { offset: 0, begun: '', decoder: new StringDecoder('utf8') };
    this.read.set(file, state);
    const descriptor = openSync(join(this.folder, file), 'r');
    try {
      const { size } = fstatSync(descriptor);
      while (state.offset < size) {
        const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size - state.offset));
        const bytes = readSync(descriptor, piece, 0, piece.length, state.offset);
        if (bytes === 0) {
          return;
        }
        state.offset += bytes;
        const lines = (state.begun + state.decoder.write(piece.subarray(0, bytes))).split('\n');
        state.begun = lines.pop() ?? '';
        for (const line of lines) {
          this.tell(file.replace(/\.log$/, ''), line);
        }
      }
    } finally {
      closeSync(descriptor);
    }
  }
}
