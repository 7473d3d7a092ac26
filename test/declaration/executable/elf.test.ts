import { Elf } from '../../../declaration/executable/elf';
import { plainNode } from '../../../declaration/executable/plain-node';

/**
 * A program that needs one library and calls one function of it, made by hand: headers, tables and one instruction in two
 * segments, loaded where the file has them.
 */
function program(library: string, symbol: string): Buffer {
  const bytes = Buffer.alloc(0x3000);
  const text = Buffer.from(`\0${library}\0${symbol}\0`);
  const at = { dynamic: 0x200, strings: 0x400, symbols: 0x500, versions: 0x600, relocations: 0x700 };
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeBigUInt64LE(64n, 32); // e_phoff
  bytes.writeBigUInt64LE(0x2800n, 40); // e_shoff: behind all that is loaded
  bytes.writeUInt16LE(3, 56); // e_phnum
  const segment = (index: number, type: number, flags: number, offset: number, size: number): void => {
    const header = 64 + index * 56;
    bytes.writeUInt32LE(type, header);
    bytes.writeUInt32LE(flags, header + 4);
    bytes.writeBigUInt64LE(BigInt(offset), header + 8);
    bytes.writeBigUInt64LE(BigInt(offset), header + 16);
    bytes.writeBigUInt64LE(BigInt(size), header + 32);
    bytes.writeBigUInt64LE(BigInt(size), header + 40);
  };
  const entries: readonly (readonly [number, number])[] = [
    [1, 1], // DT_NEEDED
    [5, at.strings],
    [6, at.symbols],
    [23, at.relocations],
    [2, 24], // DT_PLTRELSZ
    [0x6ffffffe, at.versions],
    [0x6fffffff, 1],
    [0, 0],
  ];
  segment(0, 1, 5, 0, 0x1001);
  segment(1, 1, 6, 0x2000, 0x100);
  segment(2, 2, 6, at.dynamic, entries.length * 16);
  entries.forEach(([tag, value], index) => {
    bytes.writeBigUInt64LE(BigInt(tag), at.dynamic + index * 16);
    bytes.writeBigUInt64LE(BigInt(value), at.dynamic + index * 16 + 8);
  });
  text.copy(bytes, at.strings);
  bytes.writeUInt32LE(2 + library.length, at.symbols + 24);
  bytes.writeUInt32LE(1, at.versions + 4); // vn_file
  bytes.writeUInt32LE(1, at.relocations + 12); // symbol 1
  bytes.writeUInt32LE(7, at.relocations + 8); // R_X86_64_JUMP_SLOT
  bytes[0x1000] = 0xc3;
  return bytes;
}

describe('plainNode', () => {
  const plain = plainNode(program('libatomic.so.1', '__atomic_compare_exchange'));

  test('takes away what is not loaded, and the table that says where it was', () => {
    expect(plain).toHaveLength(0x2100);
    expect(plain.readBigUInt64LE(40)).toBe(0n);
  });

  test('needs the library no more, and has its function behind its own code', () => {
    const elf = new Elf(plain);
    expect(elf.libraries).toEqual([]);
    expect(plain.readBigUInt64LE(0x700 + 8)).toBe(8n); // R_X86_64_RELATIVE
    const address = Number(plain.readBigUInt64LE(0x700 + 16));
    expect(address).toBe(0x1010);
    expect(plain.subarray(address, address + 4).toString('hex')).toBe('4883ff08');
    const loaded = Number(plain.readBigUInt64LE(64 + 32));
    expect(loaded).toBeGreaterThan(address);
    expect(plain[0x1000]).toBe(0xc3);
  });

  test('leaves the given bytes as they are', () => {
    const given = program('libatomic.so.1', '__atomic_compare_exchange');
    const before = Buffer.from(given);
    plainNode(given);
    expect(given.equals(before)).toBe(true);
  });

  test('leaves a program alone that does not need the library', () => {
    const given = program('libother.so.1', 'other');
    expect(plainNode(given).subarray(0, 40).equals(given.subarray(0, 40))).toBe(true);
    expect(new Elf(plainNode(given)).libraries).toEqual(['libother.so.1']);
  });

  test('says so where the program is built otherwise', () => {
    expect(() => plainNode(program('libatomic.so.1', '__atomic_load'))).toThrow(
      'the program does not call __atomic_compare_exchange',
    );
    const full = program('libatomic.so.1', '__atomic_compare_exchange').fill(0x90, 0x1001, 0x1100);
    expect(() => plainNode(full)).toThrow('the program has no room for 28 bytes of code');
    expect(() => plainNode(Buffer.from('#!/bin/sh\n'))).toThrow('not a 64-bit little-endian ELF file');
  });
});
