// Private endpoints for the services that hold data, and the DNS zones through which their names lead there.

import { hostOf } from 'settings.bicep'

param name string
param location string
param tags object
param networkId string
param subnetId string

@description('Resource ids of the services, by their names: host, materials, cosmos, bus, vault.')
param ids { *: string }

@description('The address of one service for each part, as the resource tells it: the zone\'s name follows from it, so that it fits every cloud.')
param addresses { *: string }

type service = {
  @description('Name of the service.')
  of: string
  @description('Which part of it: blob, queue, table, Sql, namespace, vault.')
  part: string
}

// What is reached privately.
var services service[] = [
  { of: 'host', part: 'blob' }
  { of: 'host', part: 'queue' }
  { of: 'host', part: 'table' }
  { of: 'materials', part: 'blob' }
  { of: 'materials', part: 'queue' }
  { of: 'cosmos', part: 'Sql' }
  { of: 'bus', part: 'namespace' }
  { of: 'vault', part: 'vault' }
]

// From https://name.service.domain/ to privatelink.service.domain. Key Vault alone has a private zone of another name than its public one.
func zoneOf(address string, part string) string =>
  'privatelink.${part == 'vault' ? replace(domainOf(address), 'vault.', 'vaultcore.') : domainOf(address)}'
func domainOf(address string) string => join(skip(split(hostOf(address), '.'), 1), '.')

var parts = union(map(services, s => s.part), [])

module zones 'private-zone.bicep' = [
  for part in parts: {
    params: {
      name: zoneOf(addresses[part], part)
      tags: tags
      networkId: networkId
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for s in services: {
    name: 'pe-${name}-${s.of}-${toLower(s.part)}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: s.part
          properties: {
            #disable-next-line use-resource-id-functions
            privateLinkServiceId: ids[s.of]
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
          properties: { privateDnsZoneId: zones[indexOf(parts, s.part)].outputs.id }
        }
      ]
    }
  }
]
