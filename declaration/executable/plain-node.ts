import { Elf } from './elf';

const LIBRARY = 'libatomic.so.1';
const FUNCTION = '__atomic_compare_exchange';

/**
 * `bool __atomic_compare_exchange(size_t size, void *at, void *expected, void *desired, int, int)` for eight bytes, the
 * only size that Node.js calls it for; any other size ends the process (`ud2`).
 */
const COMPARE_EXCHANGE = Buffer.from(
  [
    '4883ff08', //   cmp rdi, 8
    '7512', //       jne other
    '488b02', //     mov rax, [rdx]
    '488b09', //     mov rcx, [rcx]
    'f0480fb10e', // lock cmpxchg [rsi], rcx
    '7403', //       je equal
    '488902', //     mov [rdx], rax
    '0f94c0', //     equal: sete al
    'c3', //         ret
    '0f0b', //       other: ud2
  ].join(''),
  'hex',
);

/**
 * Node.js for Linux on x86-64 as a base for an executable: without debugging information, a fifth of the file, and
 * without the need for libatomic, one function of which it calls: Debian's slim images and Ubuntu's server images do
 * not have that library (https://github.com/nodejs/node/issues/60790). It needs glibc 2.28, libstdc++ and libgcc.
 *
 * @throws Error where the program is built in a way that this does not know
 */
export function plainNode(node: Buffer): Buffer {
  const elf = new Elf(new Elf(node).loaded);
  if (!elf.libraries.includes(LIBRARY)) return elf.bytes;
  elf.callAddress(FUNCTION, elf.addCode(COMPARE_EXCHANGE));
  elf.dropLibrary(LIBRARY);
  return elf.bytes;
}
