// Processes of the benchmark: started here, ended here, measured by what Linux tells about them (proc(5)).
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { clearTimeout, setTimeout } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';

/** Clock ticks a second in /proc/<pid>/stat: USER_HZ is 100 on every Linux that Node.js runs on. */
const TICKS = 100;
const STOP_MS = 5000;

const running = new Set();

/** Starts a process that lives until `stop`; its output is kept and shown when it ends too early. */
export function start(name, command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const process_ = { name, child, pid: child.pid, output: '', ended: false, wanted: false };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      process_.output = (process_.output + text).slice(-8192);
    });
  }
  process_.exited = new Promise((resolve) => {
    const end = (how) => {
      process_.ended = true;
      running.delete(process_);
      if (!process_.wanted) process_.failure = `${name} ended with ${how}:\n${process_.output}`;
      resolve(how);
    };
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
    child.once('error', (error) => end(error.message));
  });
  running.add(process_);
  return process_;
}

export async function stop(process_) {
  if (process_.ended) return;
  process_.wanted = true;
  process_.child.kill('SIGTERM');
  const deadline = setTimeout(() => process_.child.kill('SIGKILL'), STOP_MS);
  await process_.exited;
  clearTimeout(deadline);
}

/** Ends every process at once: for the end of the program, whatever caused it. */
export function killAll() {
  for (const { pid } of running) {
    if (pid === undefined) continue;
    for (const each of family(pid)) {
      try {
        process.kill(each, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

/** Runs a program to its end and returns what it printed. */
export async function run(name, command, args, { seconds = 60, ...options } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const process_ = { pid: child.pid };
  running.add(process_);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const deadline = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  const how = await new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  clearTimeout(deadline);
  running.delete(process_);
  if (how !== 0) throw new Error(`${name} ended with ${how}\n${stdout}${stderr}`);
  return stdout;
}

/** A process with its children and theirs. */
export function family(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(stat(Number(name))?.[1]));
  }
  const members = [pid];
  for (const member of members) {
    for (const [child, parent] of parents) {
      if (parent === member) members.push(child);
    }
  }
  return members;
}

/** Processor seconds, user and system, that these processes have used. */
export function processorSeconds(pids) {
  return pids.reduce((sum, pid) => {
    const fields = stat(pid);
    return fields === undefined ? sum : sum + (Number(fields[11]) + Number(fields[12])) / TICKS;
  }, 0);
}

/** Resident KiB of these processes that nothing else shares. */
export function residentKib(pids) {
  return pids.reduce((sum, pid) => {
    try {
      const text = readFileSync(`/proc/${pid}/status`, 'utf8');
      return sum + Number(/^RssAnon:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);
}

/** What follows the name in /proc/<pid>/stat. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** A TCP port of the loopback address that is free now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function until(what, condition, milliseconds = 15_000) {
  const deadline = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${milliseconds / 1000} s in vain for ${what}`);
    await pause(25);
  }
}
