// Where the heads of the audit trail are published: lines are added, and nobody changes or deletes one before its time.

@description('Name of the storage account.')
param account string

@description('The container; the code knows it by the same name.')
param container string

@description('Days that a published day cannot be deleted, counted from its first line.')
@minValue(1)
@maxValue(146000)
param keptDays int

param hostPrincipalId string

resource storage 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: account

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource heads 'containers' = {
      name: container
      properties: { publicAccess: 'None' }

      // As deployed it can still be lifted by who manages the account. Lock it by hand, once and for good: docs/azure.md.
      resource policy 'immutabilityPolicies' = {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: keptDays
          allowProtectedAppendWrites: true
        }
      }
    }
  }
}

// Built-in roles that can add can also overwrite and delete, before the policy is there to refuse it.
resource adding 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, account, container, 'add-only')
  properties: {
    roleName: 'social-assistance-audit-heads ${account}'
    description: 'Adds to the published heads of the audit trail, and reads them.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: ['Microsoft.Storage/storageAccounts/blobServices/containers/read']
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
        ]
        notDataActions: []
      }
    ]
  }
}

resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, container, 'host', 'add-only')
  scope: storage::blobs::heads
  properties: {
    roleDefinitionId: adding.id
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}
