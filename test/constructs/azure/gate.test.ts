import { spawnSync } from 'node:child_process';
import { Gate, GATE_SCRIPT } from '../../../constructs/azure/gate';
import { synthesize } from '../../assertions';

const gate = () =>
  synthesize(
    (stack) => new Gate(stack, 'gate', { virtualMachineId: '/vm', location: 'westeurope' }),
  ).resource('azurerm_virtual_machine_run_command.gate');

describe('Gate', () => {
  test('is created before its predecessor goes, each time under a new name', () => {
    expect(gate()).toMatchObject({
      name: '${"in-service-${formatdate("YYYYMMDDhhmmss", plantimestamp())}"}'.slice(3, -2),
      lifecycle: { create_before_destroy: true, ignore_changes: ['name'] },
    });
  });

  test('gives up after the script does, and does not hang on a machine that is gone', () => {
    expect(gate()['timeouts']).toEqual({ create: '20m', delete: '5m' });
  });

  test('the script is constant: a change of it runs it on every machine', () => {
    expect(gate()['source']).toEqual({ script: GATE_SCRIPT });
    expect(GATE_SCRIPT).not.toMatch(/\$\{|%\{/);
  });

  test('the script is valid for sh', () => {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: GATE_SCRIPT, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
