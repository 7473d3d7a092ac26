import type { JsonObject } from './json';
import type { Roles } from './promises';

/** A stack by hand in the form of the kit's groups stack, which can be built wrong on purpose. */
export interface SmallStack {
  /** Group -> what it is made of. */
  readonly groups: Readonly<Record<string, SmallGroup>>;
  /**
   * `replaced-before`: create before destroy, with a name that is new for each creation.
   * `replaced-after`: destroyed first, with a constant name.
   * @default 'replaced-before'
   */
  readonly gate?: 'replaced-before' | 'replaced-before-under-one-name' | 'replaced-after' | 'none';
  /** @default true */
  readonly createBeforeDestroy?: boolean;
  /** @default 'before the machine' */
  readonly association?: 'before the machine' | 'beside the machine';
  /** An extension on each machine. @default 'none' */
  readonly extension?: 'before the gate' | 'beside the gate' | 'none';
  /** @default 'after the gates' */
  readonly document?: 'after the gates' | 'at once' | 'destroyed first' | 'none';
}

export interface SmallGroup {
  /** Generation of each slot. */
  readonly slots: readonly string[];
  /** @default 'Standard_D4s_v5' */
  readonly size?: string;
  /** Version of the group's document. @default 'one' */
  readonly document?: string;
}

/** Roles of the addresses of a small stack: `<group>-0_vm`, `<group>-0_gate`, `<group>_document`, ... */
export const smallRoles: Roles = (address) => {
  const found = /\.([a-z]+)(?:-\d+)?_(vm|gate|nsga|agent|document)$/.exec(address);
  const role = (
    { vm: 'machine', gate: 'gate', nsga: 'association', agent: 'attachment', document: 'document' } as const
  )[found?.[2] ?? ''];
  return role === undefined ? undefined : { role, group: found?.[1] ?? '' };
};

export function smallStack(stack: SmallStack): JsonObject {
  const nics: Record<string, JsonObject> = {};
  const associations: Record<string, JsonObject> = {};
  const machines: Record<string, JsonObject> = {};
  const extensions: Record<string, JsonObject> = {};
  const gates: Record<string, JsonObject> = {};
  const documents: Record<string, JsonObject> = {};
  for (const [group, { slots, size, document }] of Object.entries(stack.groups)) {
    slots.forEach((generation, slot) => {
      const id = `${group}-${slot}`;
      const name = `kit-${id}-${generation}`;
      nics[`${id}_nic`] = {
        ...PLACE,
        name: `${name}-nic`,
        ip_configuration: [{ name: 'ip', private_ip_address_allocation: 'Dynamic' }],
      };
      associations[`${id}_nsga`] = {
        network_interface_id: `\${azurerm_network_interface.${id}_nic.id}`,
        network_security_group_id: '${azurerm_network_security_group.nsg.id}',
      };
      machines[`${id}_vm`] = {
        ...PLACE,
        name,
        size: size ?? 'Standard_D4s_v5',
        network_interface_ids: [`\${azurerm_network_interface.${id}_nic.id}`],
        depends_on:
          stack.association === 'beside the machine'
            ? []
            : [`azurerm_network_interface_security_group_association.${id}_nsga`],
        lifecycle: { create_before_destroy: stack.createBeforeDestroy ?? true },
      };
      if (stack.extension !== undefined && stack.extension !== 'none') {
        extensions[`${id}_agent`] = {
          name: 'agent',
          virtual_machine_id: `\${azurerm_linux_virtual_machine.${id}_vm.id}`,
          publisher: 'Microsoft.Azure.Monitor',
          type: 'AzureMonitorLinuxAgent',
          type_handler_version: '1.33',
          lifecycle: { create_before_destroy: true },
        };
      }
      if (stack.gate !== 'none') {
        gates[`${id}_gate`] = {
          location: PLACE.location,
          virtual_machine_id: `\${azurerm_linux_virtual_machine.${id}_vm.id}`,
          source: { script: 'wait' },
          ...(stack.extension === 'before the gate'
            ? { depends_on: [`azurerm_virtual_machine_extension.${id}_agent`] }
            : {}),
          ...gate(stack.gate ?? 'replaced-before'),
        };
      }
    });
    documents[`${group}_document`] = {
      name: `groups/${group}-${document ?? 'one'}.json`,
      storage_account_name: 'st',
      storage_container_name: 'configuration',
      type: 'Block',
      depends_on:
        stack.document === 'at once' || stack.gate === 'none'
          ? []
          : slots.map((_, slot) => `azurerm_virtual_machine_run_command.${group}-${slot}_gate`),
      lifecycle: { create_before_destroy: stack.document !== 'destroyed first' },
    };
  }
  return {
    provider: { azurerm: [{ features: [{}] }] },
    resource: {
      azurerm_resource_group: { rg: { name: 'rg-groups', location: PLACE.location } },
      azurerm_network_security_group: { nsg: { ...PLACE, name: 'nsg', security_rule: [] } },
      azurerm_network_interface: nics,
      azurerm_network_interface_security_group_association: associations,
      azurerm_linux_virtual_machine: machines,
      azurerm_virtual_machine_extension: extensions,
      ...(stack.gate === 'none' ? {} : { azurerm_virtual_machine_run_command: gates }),
      ...(stack.document === 'none' ? {} : { azurerm_storage_blob: documents }),
    },
  };
}

const PLACE = { location: 'westeurope', resource_group_name: '${azurerm_resource_group.rg.name}' };

function gate(kind: 'replaced-before' | 'replaced-before-under-one-name' | 'replaced-after'): JsonObject {
  switch (kind) {
    case 'replaced-before':
      return {
        name: 'in-service-${formatdate("YYYYMMDDhhmmss", plantimestamp())}',
        lifecycle: { create_before_destroy: true, ignore_changes: ['name'] },
      };
    case 'replaced-before-under-one-name':
      return { name: 'in-service', lifecycle: { create_before_destroy: true } };
    case 'replaced-after':
      return { name: 'in-service' };
  }
}
