import { runtimeArguments } from '../../cli/runtime-commands';
import { runCli } from './run-cli';

describe('commands of the runtime', () => {
  it('are handed over with their options as they are', () => {
    expect(runtimeArguments(['status', '--json', '-V'])).toEqual(['status', '--json', '-V']);
    expect(runtimeArguments(['help', 'token'])).toEqual(['token', '--help']);
    for (const own of [['plan'], ['help', 'plan'], ['help'], [], ['constructor'], ['--help', 'status']]) {
      expect(runtimeArguments(own)).toBeUndefined();
    }
  });

  it("answer as if they were the kit's own, with their exit code", () => {
    const { out, code } = runCli(['token', 'create', '--help']);
    expect(out).toContain('Usage: app-proxy token create');
    expect(code).toBe(0);
    expect(runCli(['token', 'create'])).toMatchObject({
      code: 2,
      err: expect.stringContaining("required option '--group <name>'") as string,
    });
  });

  it('have a section in the help', () => {
    expect(runCli(['--help']).out).toMatch(/Commands of the runtime.*\n {2}relay +run a relay instance\n/);
  });
});
