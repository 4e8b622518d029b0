// Cosmos DB: the cases, which are the truth of the whole installation, and what stands beside them.

import { roles } from 'roles.bicep'

@description('Name of the account. After a restore it is the name of the account that was restored to.')
param name string
param location string
param tags object

@description('autoscale: throughput follows the load up to a maximum. serverless: every operation is paid by itself.')
@allowed(['autoscale', 'serverless'])
param capacity string

@description('Most request units a second, shared by all containers; with autoscale only.')
@minValue(1000)
param maxThroughput int

@description('How far back the account can be restored to any second.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param backupTier string

@description('Spread over the zones of the region.')
param zoneRedundant bool

@description('Reachable through private endpoints only.')
param privateOnly bool

param workspaceId string
param hostPrincipalId string

// Containers with their keys and indexes; the code that queries them reads the same file.
var declared = loadJsonContent('../cosmos/containers.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    // Several hosts serve one case, and what one of them has answered the next must not contradict.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    capabilities: capacity == 'serverless' ? [{ name: 'EnableServerless' }] : []
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backupTier }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAclBypass: 'None'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: declared.database
  properties: {
    resource: { id: declared.database }
    options: capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: maxThroughput } } : {}
  }
}

resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for container in declared.containers: {
    parent: database
    name: container.id
    properties: { resource: container }
  }
]

// The audit trail is added to and read; nothing in it is ever changed. The host deletes what its period is over of, and no role
// can tell a day from another: what is deleted before its time is missed by the heads that are published (audit-heads.bicep).
var audit = 'audit'

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = [
  for container in filter(declared.containers, c => c.id != audit): {
    parent: account
    name: guid(account.id, 'host', roles.cosmosDataContributor, container.id)
    properties: {
      roleDefinitionId: '${account.id}/sqlRoleDefinitions/${roles.cosmosDataContributor}'
      principalId: hostPrincipalId
      scope: '${account.id}/dbs/${database.name}/colls/${container.id}'
    }
    dependsOn: [containers]
  }
]

resource auditing 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2026-03-15' = {
  parent: account
  name: guid(account.id, 'audit')
  properties: {
    roleName: 'social-assistance-audit'
    type: 'CustomRole'
    assignableScopes: [account.id]
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/readMetadata'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/create'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/delete'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
        ]
      }
    ]
  }
}

resource worksOnAudit 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: account
  name: guid(account.id, 'host', 'audit', audit)
  properties: {
    roleDefinitionId: auditing.id
    principalId: hostPrincipalId
    scope: '${account.id}/dbs/${database.name}/colls/${audit}'
  }
  dependsOn: [containers]
}

#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'DataPlaneRequests', enabled: true }
      { category: 'ControlPlaneRequests', enabled: true }
    ]
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output endpoint string = account.properties.documentEndpoint
