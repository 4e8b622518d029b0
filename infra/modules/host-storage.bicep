// The account that the Functions host itself needs: the Durable task hub, its leases and keys, and the packages it runs.
// It holds ids only. When it is lost the sweep starts every orchestration anew; see docs/azure.md.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param redundancy string
param keepDeletedDays int
param privateOnly bool
param workspaceId string
param hostPrincipalId string

@description('Container of the packages that are deployed.')
param packageContainer string

module base 'storage-account.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    redundancy: redundancy
    containers: [packageContainer]
    keepDeletedDays: keepDeletedDays
    pointInTimeRestore: false
    privateOnly: privateOnly
    // The task hub writes and deletes all day; only the deletion of a blob, such as a package, is worth a line.
    blobLogs: ['StorageDelete']
    queueLogs: []
    workspaceId: workspaceId
  }
}

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: name
}

// What the host and the Durable extension ask for: blobs with leases, queues, tables.
var granted = [roles.storageBlobDataOwner, roles.storageQueueDataContributor, roles.storageTableDataContributor]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in granted: {
    name: guid(account.id, 'host', role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: hostPrincipalId
      principalType: 'ServicePrincipal'
    }
    dependsOn: [base]
  }
]

output id string = base.outputs.id
output name string = base.outputs.name
output blobEndpoint string = base.outputs.blobEndpoint
output queueEndpoint string = base.outputs.queueEndpoint
output tableEndpoint string = base.outputs.tableEndpoint
