import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { ConnectorGroup } from 'cdktf-app-proxy/azure';
import { LocalBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

const TENANT_ID = '00000000-0000-0000-0000-000000000001';
const SUBSCRIPTION_ID = '00000000-0000-0000-0000-000000000002';

/** A stack as a team has it already: its own provider, backend, resource group and network. */
export class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: 'terraform.shop.tfstate' });
    new AzurermProvider(this, 'azurerm', {
      tenantId: TENANT_ID,
      subscriptionId: SUBSCRIPTION_ID,
      resourceProviderRegistrations: 'none',
      storageUseAzuread: true,
      features: [{}],
    });
    const resourceGroup = new ResourceGroup(this, 'shop', { name: 'rg-shop', location: 'westeurope' });
    const network = new VirtualNetwork(this, 'network', {
      name: 'vnet-shop',
      location: resourceGroup.location,
      resourceGroupName: resourceGroup.name,
      addressSpace: ['10.60.0.0/16'],
    });
    const subnet = new Subnet(this, 'connectors', {
      name: 'snet-connectors',
      resourceGroupName: resourceGroup.name,
      virtualNetworkName: network.name,
      addressPrefixes: ['10.60.4.0/26'],
    });

    // The connectors of the shop, beside the shop, in the deployment that the platform team runs.
    new ConnectorGroup(this, 'shop-connectors', {
      deployment: {
        name: 'contoso',
        domain: 'apps.example.com',
        region: 'westeurope',
        tenantId: TENANT_ID,
        subscriptionId: SUBSCRIPTION_ID,
      },
      group: 'shop',
      resourceGroup,
      subnet,
      load: { peakTps: 400, p99Ms: 325 },
      applications: {
        'shop-admin': { url: 'http://10.60.1.20:8080', timeout: 'long' },
      },
    });
  }
}
