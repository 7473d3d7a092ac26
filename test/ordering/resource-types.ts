/**
 * What the harness must know of a resource type to behave like its provider: which changes replace the
 * object, which name it claims, and which changes in place stop a machine.
 *
 * Source: azurerm 4.55.0 and docker 3.6.2, the schemas' `ForceNew` and the create functions.
 */
export interface ResourceType {
  /** Attributes whose change replaces the object; `block.attribute` for one inside a block. */
  readonly forceNew: readonly string[];
  /** Attributes that no two living objects of the type may share. Empty: the type claims no name. */
  readonly identity: readonly string[];
  /** Attributes that, changed in place, stop or restart the machine. */
  readonly restarts?: readonly string[];
  /**
   * When the object of a creation that does not succeed is in the state, tainted.
   * `success`: never; what came to exist is an orphan. `failure`: when the creation fails or is interrupted, but not
   * when terraform is killed. `start`: from the start, as with `terraform_data`, whose provisioners run afterwards.
   * @default 'success'
   */
  readonly storedAt?: 'success' | 'failure' | 'start';
}

/** What most azurerm resources replace on, and are known by. */
const PLACED = ['name', 'resource_group_name', 'location'];
const NAMED = ['resource_group_name', 'name'];

function placed(...forceNew: string[]): ResourceType {
  return { forceNew: [...PLACED, ...forceNew], identity: NAMED };
}

/** A resource without a name of its own: all of `attributes` replace it and identify it. */
function pair(...attributes: string[]): ResourceType {
  return { forceNew: attributes, identity: attributes };
}

/** A resource that lives in `parent`. */
function child(parent: readonly string[], ...forceNew: string[]): ResourceType {
  return { forceNew: ['name', ...parent, ...forceNew], identity: [...parent, 'name'] };
}

const CONTAINER_FORCE_NEW = [
  'image',
  'name',
  'env',
  'command',
  'entrypoint',
  'user',
  'labels',
  'ports',
  'networks_advanced',
  'network_mode',
  'mounts',
  'volumes',
  'upload',
  'read_only',
  'capabilities',
  'security_opts',
  'log_driver',
  'log_opts',
  'hostname',
  'ulimit',
  'sysctls',
  'devices',
  'dns',
  'dns_opts',
  'dns_search',
  'ipc_mode',
  'shm_size',
  'working_dir',
  'privileged',
  'group_add',
  'storage_opts',
  'host',
];

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  azurerm_resource_group: { forceNew: ['name', 'location'], identity: ['name'] },
  azurerm_virtual_network: placed('edge_zone'),
  azurerm_subnet: child(['resource_group_name', 'virtual_network_name']),
  azurerm_subnet_network_security_group_association: {
    forceNew: ['subnet_id', 'network_security_group_id'],
    identity: ['subnet_id'],
  },
  azurerm_subnet_nat_gateway_association: {
    forceNew: ['subnet_id', 'nat_gateway_id'],
    identity: ['subnet_id'],
  },
  azurerm_subnet_route_table_association: {
    forceNew: ['subnet_id', 'route_table_id'],
    identity: ['subnet_id'],
  },
  azurerm_route_table: placed(),
  azurerm_network_security_group: placed(),
  azurerm_network_interface: placed('edge_zone'),
  azurerm_network_interface_security_group_association: {
    forceNew: ['network_interface_id', 'network_security_group_id'],
    identity: ['network_interface_id'],
  },
  azurerm_network_interface_backend_address_pool_association: pair(
    'network_interface_id',
    'ip_configuration_name',
    'backend_address_pool_id',
  ),
  azurerm_public_ip: placed(
    'ip_version',
    'sku',
    'sku_tier',
    'public_ip_prefix_id',
    'ip_tags',
    'zones',
    'domain_name_label_scope',
  ),
  azurerm_public_ip_prefix: placed(
    'prefix_length',
    'zones',
    'sku',
    'sku_tier',
    'ip_version',
    'custom_ip_prefix_id',
  ),
  azurerm_nat_gateway: placed('zones'),
  azurerm_nat_gateway_public_ip_association: pair('nat_gateway_id', 'public_ip_address_id'),
  azurerm_nat_gateway_public_ip_prefix_association: pair('nat_gateway_id', 'public_ip_prefix_id'),
  azurerm_lb: placed('sku', 'sku_tier', 'edge_zone'),
  azurerm_lb_backend_address_pool: child(['loadbalancer_id']),
  azurerm_lb_probe: child(['loadbalancer_id']),
  azurerm_lb_rule: child(['loadbalancer_id']),
  azurerm_lb_outbound_rule: child(['loadbalancer_id']),
  azurerm_dns_zone: { forceNew: ['name', 'resource_group_name'], identity: NAMED },
  azurerm_dns_a_record: child(['resource_group_name', 'zone_name']),
  azurerm_dns_srv_record: child(['resource_group_name', 'zone_name']),
  azurerm_linux_virtual_machine: {
    ...placed(
      'admin_username',
      'admin_password',
      'admin_ssh_key',
      'availability_set_id',
      'computer_name',
      'custom_data',
      'disable_password_authentication',
      'edge_zone',
      'eviction_policy',
      'os_managed_disk_id',
      'priority',
      'provision_vm_agent',
      'secure_boot_enabled',
      'vtpm_enabled',
      'source_image_id',
      'source_image_reference',
      'plan',
      'platform_fault_domain',
      'zone',
      'os_disk.name',
      'os_disk.storage_account_type',
      'os_disk.diff_disk_settings',
      'os_disk.security_encryption_type',
      'os_disk.secure_vm_disk_encryption_set_id',
    ),
    restarts: [
      'size',
      'os_disk',
      'network_interface_ids',
      'disk_controller_type',
      'capacity_reservation_group_id',
      'dedicated_host_id',
      'dedicated_host_group_id',
      'proximity_placement_group_id',
      'max_bid_price',
      'additional_capabilities',
      'encryption_at_host_enabled',
    ],
  },
  azurerm_virtual_machine_run_command: {
    ...child(['virtual_machine_id'], 'location'),
    storedAt: 'failure',
  },
  azurerm_virtual_machine_extension: child(['virtual_machine_id'], 'publisher', 'type'),
  azurerm_user_assigned_identity: placed(),
  azurerm_role_assignment: pair('scope', 'principal_id', 'role_definition_name', 'role_definition_id'),
  azurerm_key_vault: placed('tenant_id'),
  azurerm_key_vault_secret: child(['key_vault_id']),
  azurerm_key_vault_key: child(['key_vault_id'], 'key_type', 'key_size', 'curve'),
  azurerm_key_vault_certificate: child(['key_vault_id']),
  azurerm_storage_account: {
    ...placed(
      'account_tier',
      'is_hns_enabled',
      'nfsv3_enabled',
      'infrastructure_encryption_enabled',
      'immutability_policy',
      'dns_endpoint_type',
    ),
    identity: ['name'],
  },
  azurerm_storage_container: child(['storage_account_id', 'storage_account_name']),
  azurerm_storage_blob: child(
    ['storage_account_name', 'storage_container_name'],
    'type',
    'source',
    'source_content',
    'source_uri',
    'content_md5',
    'size',
    'parallelism',
    'encryption_scope',
  ),
  azurerm_log_analytics_workspace: placed(),
  azurerm_monitor_action_group: placed(),
  azurerm_monitor_data_collection_rule: placed(),
  azurerm_monitor_data_collection_rule_association: child(['target_resource_id']),
  azurerm_monitor_scheduled_query_rules_alert_v2: placed('scopes'),
  azurerm_monitor_metric_alert: { forceNew: ['name', 'resource_group_name'], identity: NAMED },
  azurerm_monitor_diagnostic_setting: child(['target_resource_id']),
  azurerm_firewall_policy: placed(),
  azurerm_firewall_policy_rule_collection_group: child(['firewall_policy_id']),
  azurerm_ip_group: placed(),

  docker_container: { forceNew: CONTAINER_FORCE_NEW, identity: ['name'] },
  docker_image: { forceNew: ['name', 'build', 'triggers', 'platform'], identity: ['name'] },
  docker_network: {
    forceNew: ['name', 'labels', 'driver', 'options', 'internal', 'ipam_config', 'attachable', 'ingress'],
    identity: ['name'],
  },
  docker_volume: { forceNew: ['name', 'labels', 'driver', 'driver_opts'], identity: ['name'] },

  terraform_data: { forceNew: ['triggers_replace'], identity: [], storedAt: 'start' },
};
