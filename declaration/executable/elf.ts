/** Types and tags of the format: https://refspecs.linuxfoundation.org/elf/elf.pdf, x86-64 psABI. */
const SEGMENT = { load: 1, dynamic: 2, executable: 1, headerBytes: 56 };
const TAG = {
  needed: 1,
  pltRelocationBytes: 2,
  strings: 5,
  symbols: 6,
  pltRelocations: 23,
  versions: 0x6ffffffe,
  versionCount: 0x6fffffff,
};
const RELOCATION = { bytes: 24, relative: 8n };
const DYNAMIC_BYTES = 16;
const SYMBOL_BYTES = 24;

interface Segment {
  /** Of its header in the file. */
  readonly at: number;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly bytes: number;
}

/** A program as the loader of Linux reads it, 64-bit and little-endian, to be changed in place. */
export class Elf {
  /** @throws Error where the bytes are no such program */
  constructor(public readonly bytes: Buffer) {
    if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes.readUInt16BE(4) !== 0x0201) {
      throw new Error('not a 64-bit little-endian ELF file');
    }
  }

  /** Names of the libraries that the loader must find. */
  public get libraries(): readonly string[] {
    return this.dynamic.filter(({ tag }) => tag === TAG.needed).map(({ value }) => this.text(value));
  }

  /** What the loader reads, without debugging information and symbol names. */
  public get loaded(): Buffer {
    const end = Math.max(...this.segments.map(({ offset, bytes }) => offset + bytes));
    const loaded = Buffer.from(this.bytes.subarray(0, end));
    // No table of sections: e_shoff, e_shentsize, e_shnum, e_shstrndx.
    loaded.writeBigUInt64LE(0n, 40);
    loaded.fill(0, 58, 64);
    return loaded;
  }

  /** Writes machine code behind the program's own, where the last page has room. @returns its address */
  public addCode(code: Buffer): number {
    const { segments } = this;
    const text = segments.find(
      ({ type, flags }) => type === SEGMENT.load && (flags & SEGMENT.executable) !== 0,
    );
    if (text === undefined) throw new Error('the program has no code');
    const at = Math.ceil((text.offset + text.bytes) / 16) * 16;
    const next = segments.filter(({ type, offset }) => type === SEGMENT.load && offset > text.offset);
    const room = Math.min(this.bytes.length, ...next.map(({ offset }) => offset)) - at;
    if (room < code.length || !this.bytes.subarray(at, at + code.length).every((byte) => byte === 0)) {
      throw new Error(`the program has no room for ${code.length} bytes of code`);
    }
    code.copy(this.bytes, at);
    const bytes = BigInt(at + code.length - text.offset);
    this.bytes.writeBigUInt64LE(bytes, text.at + 32);
    this.bytes.writeBigUInt64LE(bytes, text.at + 40);
    return text.address + at - text.offset;
  }

  /** Lets calls of a library's function lead to an address in the program. */
  public callAddress(symbol: string, address: number): void {
    const from = this.offsetOf(this.dynamicValue(TAG.pltRelocations));
    const to = from + this.dynamicValue(TAG.pltRelocationBytes);
    const symbols = this.offsetOf(this.dynamicValue(TAG.symbols));
    for (let at = from; at < to; at += RELOCATION.bytes) {
      const entry = symbols + this.bytes.readUInt32LE(at + 12) * SYMBOL_BYTES;
      if (this.text(this.bytes.readUInt32LE(entry)) !== symbol) continue;
      this.bytes.writeBigUInt64LE(RELOCATION.relative, at + 8);
      this.bytes.writeBigUInt64LE(BigInt(address), at + 16);
      return;
    }
    throw new Error(`the program does not call ${symbol}`);
  }

  /** Takes a library that is the first of those whose versions are checked from what the loader must find. */
  public dropLibrary(name: string): void {
    const entries = this.dynamic;
    const needed = entries.find(({ tag, value }) => tag === TAG.needed && this.text(value) === name);
    const versions = entries.find(({ tag }) => tag === TAG.versions);
    const count = entries.find(({ tag }) => tag === TAG.versionCount);
    const last = entries.at(-1);
    if (needed === undefined || versions === undefined || count === undefined || last === undefined) {
      throw new Error(`the program does not need ${name}`);
    }
    const first = this.offsetOf(versions.value);
    if (this.text(this.bytes.readUInt32LE(first + 4)) !== name) {
      throw new Error(`the versions of ${name} are not the first`);
    }
    this.bytes.writeBigUInt64LE(
      BigInt(versions.value + this.bytes.readUInt32LE(first + 12)),
      versions.at + 8,
    );
    this.bytes.writeBigUInt64LE(BigInt(count.value - 1), count.at + 8);
    this.bytes.copyWithin(needed.at, needed.at + DYNAMIC_BYTES, last.at + DYNAMIC_BYTES);
  }

  private get segments(): readonly Segment[] {
    const first = this.number(32);
    return Array.from({ length: this.bytes.readUInt16LE(56) }, (_, index) => {
      const at = first + index * SEGMENT.headerBytes;
      return {
        at,
        type: this.bytes.readUInt32LE(at),
        flags: this.bytes.readUInt32LE(at + 4),
        offset: this.number(at + 8),
        address: this.number(at + 16),
        bytes: this.number(at + 32),
      };
    });
  }

  /** The entries that the loader works by, with the empty one at their end. */
  private get dynamic(): readonly { readonly at: number; readonly tag: number; readonly value: number }[] {
    const segment = this.segments.find(({ type }) => type === SEGMENT.dynamic);
    if (segment === undefined) throw new Error('the program needs no library');
    return Array.from({ length: segment.bytes / DYNAMIC_BYTES }, (_, index) => {
      const at = segment.offset + index * DYNAMIC_BYTES;
      return { at, tag: this.number(at), value: this.number(at + 8) };
    });
  }

  private dynamicValue(tag: number): number {
    const entry = this.dynamic.find((each) => each.tag === tag);
    if (entry === undefined) throw new Error(`the program has no dynamic entry ${tag}`);
    return entry.value;
  }

  private text(index: number): string {
    const at = this.offsetOf(this.dynamicValue(TAG.strings)) + index;
    return this.bytes.toString('latin1', at, this.bytes.indexOf(0, at));
  }

  private offsetOf(address: number): number {
    const segment = this.segments.find(
      (each) => each.type === SEGMENT.load && address >= each.address && address < each.address + each.bytes,
    );
    if (segment === undefined) throw new Error(`nothing is loaded at ${address}`);
    return segment.offset + address - segment.address;
  }

  private number(at: number): number {
    return Number(this.bytes.readBigUInt64LE(at));
  }
}
