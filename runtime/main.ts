import { ProcessIo } from './commands/io';
import { run } from './commands/program';

const io = new ProcessIo();

// Whoever runs the program for its own sake (`app-proxy local`) may be killed: the channel closes then.
if (process.env['APP_PROXY_EXIT_WITH_PARENT'] === '1' && process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

/** A command is done: what it has left open (a connection kept for the next request) must not hold the process. */
void run(process.argv.slice(2), io).then(() => {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(io.exitCode)));
});
