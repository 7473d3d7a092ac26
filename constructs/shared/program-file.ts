import { chmodSync, constants, copyFileSync, linkSync } from 'node:fs';
import type { IConstruct } from 'constructs';

/** Programs that a synthesis has written, by construct tree and source. */
const placed = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Copies a program into the folder of a stack, to be run by anyone. The program is a hundred megabytes: the stacks of one
 * synthesis share one copy where the file system has hard links. Never a link to the source, which somebody may write anew.
 *
 * @param construct any of the tree that is synthesized
 */
export function placeProgram(construct: IConstruct, from: string, to: string): void {
  const { root } = construct.node;
  const files = placed.get(root) ?? new Map<string, string>();
  placed.set(root, files);
  const first = files.get(from);
  if (first !== undefined && linked(first, to)) return;
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, 0o755);
  files.set(from, to);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}
