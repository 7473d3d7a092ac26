import { formerAddresses, isAccountedFor, type AddressChange } from '../../stacks/address-history';

const changes: readonly AddressChange[] = [
  {
    stack: 'azure-groups-*',
    from: 'azurerm_linux_virtual_machine.group-*_*_machine',
    to: 'azurerm_linux_virtual_machine.group-*_*_vm',
  },
  { stack: 'azure-relay', from: 'azurerm_lb_probe.old' },
];

describe('formerAddresses', () => {
  test('carries declared names over', () => {
    const addresses = ['azurerm_linux_virtual_machine.group-plant-7_slot-0_vm', 'azurerm_subnet.x'];
    expect([...formerAddresses('azure-groups-3', addresses, changes)]).toEqual([
      [
        'azurerm_linux_virtual_machine.group-plant-7_slot-0_vm',
        'azurerm_linux_virtual_machine.group-plant-7_slot-0_machine',
      ],
    ]);
  });

  test('minds the stack', () => {
    const addresses = ['azurerm_linux_virtual_machine.group-hq_slot-0_vm'];
    expect([...formerAddresses('docker', addresses, changes)]).toEqual([]);
  });
});

describe('isAccountedFor', () => {
  test.each([
    ['azure-groups-0', 'azurerm_linux_virtual_machine.group-hq_slot-0_machine', true],
    ['azure-relay', 'azurerm_lb_probe.old', true],
    ['azure-relay', 'azurerm_lb_probe.older', false],
    ['docker', 'azurerm_lb_probe.old', false],
  ])('in %s, %s: %p', (stack, address, accounted) => {
    expect(isAccountedFor(stack, address, changes)).toBe(accounted);
  });
});
