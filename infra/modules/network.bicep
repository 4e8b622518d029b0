// The network of an installation whose data is reachable from inside only: a subnet for the host, one for private endpoints.

param name string
param location string
param tags object

@description('Address space; it must not overlap with networks it is to be peered with.')
param addressPrefix string

@description('Which service runs in the host\'s subnet.')
param hostDelegation string

resource closed 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'nothing-from-the-internet'
        properties: {
          access: 'Deny'
          direction: 'Inbound'
          priority: 4000
          protocol: '*'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'host'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          networkSecurityGroup: { id: closed.id }
          delegations: [{ name: 'host', properties: { serviceName: hostDelegation } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          networkSecurityGroup: { id: closed.id }
          privateEndpointNetworkPolicies: 'Enabled'
          defaultOutboundAccess: false
        }
      }
    ]
  }

  resource host 'subnets' existing = { name: 'host' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

output id string = network.id
output hostSubnetId string = network::host.id
output endpointSubnetId string = network::endpoints.id
