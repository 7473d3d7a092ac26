import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the children of a process, lowest first. Linux. */
export function childProcesses(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
    .sort((a, b) => a - b);
}

/** Whether a process runs: there, and no zombie. */
export function isRunning(pid: number): boolean {
  const state = fields(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function parentOf(pid: number): number | undefined {
  const parent = fields(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** What follows the name in `/proc/<pid>/stat`: state, parent, ... (proc(5)). */
function fields(pid: number): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
