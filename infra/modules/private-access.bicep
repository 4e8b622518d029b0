// Private endpoints for a list of services, and the DNS zones through which their names lead there.

import { hostOf } from 'settings.bicep'

param location string
param tags object
param networkId string
param subnetId string

@description('What is reached privately. The zone\'s name comes from the service\'s own address, so that it fits every cloud.')
param services service[]

@export()
@description('A service to be reached privately.')
type service = {
  @description('Name of the private endpoint.')
  name: string
  @description('Resource id of the service.')
  id: string
  @description('Which part of it: blob, queue, table, Sql, namespace, vault.')
  part: string
  @description('Its address, as the resource tells it.')
  address: string
}

// https://name.vault.azure.net/ → vault.azure.net. Key Vault alone has a private zone of another name than its public one.
func zoneOf(address string, part string) string =>
  'privatelink.${part == 'vault' ? replace(domainOf(address), 'vault.', 'vaultcore.') : domainOf(address)}'
func domainOf(address string) string => join(skip(split(hostOf(address), '.'), 1), '.')


var zoneNames = union(map(services, s => zoneOf(s.address, s.part)), [])

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, i) in zoneNames: {
    parent: zones[i]
    name: 'installation'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for s in services: {
    name: s.name
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: s.part
          properties: {
            #disable-next-line use-resource-id-functions
            privateLinkServiceId: s.id
            groupIds: [s.part]
          }
        }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (s, i) in services: {
    parent: endpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: s.part
          properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', zoneOf(s.address, s.part)) }
        }
      ]
    }
    dependsOn: [zones]
  }
]
