// The account of the scans: what came in, what was accepted, what was refused.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param redundancy string
param keepDeletedDays int
param privateOnly bool
param workspaceId string
param hostPrincipalId string

@description('Principal ids of window scanners that write into incoming.')
param scannerPrincipalIds string[]

@description('Container where Event Grid leaves what it could not deliver. Events name files, and a file may be named after a person.')
param undeliveredContainer string

@description('Days after which a file that still lies in incoming moves to cheaper storage. It is never deleted by age.')
@minValue(1)
param incomingToCoolDays int

@description('Days after which storage itself deletes a quarantined file, whatever its case; 0 leaves it to the host.')
@minValue(0)
param quarantineDays int

var taken = ['incoming', 'materials', 'quarantine']

module base 'storage-account.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    redundancy: redundancy
    containers: concat(taken, [undeliveredContainer])
    keepDeletedDays: keepDeletedDays
    pointInTimeRestore: true
    privateOnly: privateOnly
    blobLogs: ['StorageRead', 'StorageWrite', 'StorageDelete']
    queueLogs: ['StorageDelete']
    workspaceId: workspaceId
  }
}

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: name

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource containers 'containers' existing = [for container in taken: { name: container }]
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-09-01' = {
  parent: account
  name: 'default'
  dependsOn: [base]
  properties: {
    policy: {
      rules: concat(
        [
          {
            name: 'incoming-left-lying'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['incoming/'] }
              actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: incomingToCoolDays } } }
            }
          }
          {
            // A version is what was overwritten or deleted; it lives as long as a deleted blob.
            name: 'earlier-versions'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: map(taken, container => '${container}/') }
              actions: { version: { delete: { daysAfterCreationGreaterThan: keepDeletedDays } } }
            }
          }
        ],
        quarantineDays == 0
          ? []
          : [
              {
                name: 'quarantine-expired'
                type: 'Lifecycle'
                definition: {
                  filters: { blobTypes: ['blockBlob'], prefixMatch: ['quarantine/'] }
                  actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: quarantineDays } } }
                }
              }
            ]
      )
    }
  }
}

// The host moves files between these three and sees no other container.
resource files 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, i) in taken: {
    name: guid(account.id, container, 'host', roles.storageBlobDataContributor)
    scope: account::blobs::containers[i]
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageBlobDataContributor
      )
      principalId: hostPrincipalId
      principalType: 'ServicePrincipal'
    }
    dependsOn: [base]
  }
]

// The blob trigger puts what arrived on a queue of its own, and what failed too often on another.
resource queues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, 'host', roles.storageQueueDataContributor)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageQueueDataContributor
    )
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
  dependsOn: [base]
}

resource scanners 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for scanner in scannerPrincipalIds: {
    name: guid(account.id, 'incoming', scanner, roles.storageBlobDataContributor)
    scope: account::blobs::containers[0]
    properties: {
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.storageBlobDataContributor
      )
      principalId: scanner
      principalType: 'ServicePrincipal'
    }
    dependsOn: [base]
  }
]

output id string = base.outputs.id
output name string = base.outputs.name
output blobEndpoint string = base.outputs.blobEndpoint
output queueEndpoint string = base.outputs.queueEndpoint
