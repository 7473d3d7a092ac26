import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

/** Minutes that a new machine has to come into service before the apply fails and leaves the old one serving. */
export const GATE_MINUTES = 15;

/** The name's time stamp, to the second. */
const STAMP = 'YYYYMMDDhhmmss';

export interface GateProps {
  readonly virtualMachineId: string;
  readonly location: string;
  /**
   * What must exist before the machine is asked, such as its extensions.
   * @default []
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Succeeds once the machine is in service by the relays' word. Azure's control plane runs the command on the machine, so
 * nothing has to reach the machine over the network. When it fails the apply fails, the old machine goes on serving, and
 * the next apply asks again.
 *
 * It is created before its predecessor is destroyed, and so may be what is published only afterwards. A failed gate stays
 * on its machine until its successor has passed; both are there at once, so each creation gets a name of its own.
 */
export class Gate extends VirtualMachineRunCommand {
  constructor(scope: Construct, id: string, props: GateProps) {
    super(scope, id, {
      name: `in-service-${Fn.formatdate(STAMP, Fn.plantimestamp())}`,
      virtualMachineId: props.virtualMachineId,
      location: props.location,
      source: { script: GATE_SCRIPT },
      tags: { ...props.tags },
      // Azure stops waiting after `create`; a machine whose agent is gone could hold up the deletion.
      timeouts: { create: `${GATE_MINUTES + 5}m`, delete: '5m' },
      ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['name'] },
    });
  }
}

/** A change of this text runs it again on every machine. The machine may still be fetching the program. */
export const GATE_SCRIPT = [
  '#!/bin/sh',
  `deadline=$(($(date +%s) + ${GATE_MINUTES * 60}))`,
  'until [ -x /usr/local/bin/app-proxy ]; do',
  '  if [ "$(date +%s)" -ge "$deadline" ]; then echo "app-proxy is not installed" >&2; exit 3; fi',
  '  sleep 2',
  'done',
  'exec /usr/local/bin/app-proxy wait-in-service --timeout $((deadline - $(date +%s)))s',
  '',
].join('\n');
