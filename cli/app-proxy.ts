#!/usr/bin/env node
import { run } from './run';
import { Terminal } from './terminal';

const terminal = new Terminal(process.stdout, process.stderr);
// At the very end: a stream may report after the command has ended that it could not be written.
process.on('exit', () => {
  process.exitCode = terminal.exitCode;
});
void run(process.argv.slice(2), terminal);
