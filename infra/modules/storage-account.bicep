// A storage account as both accounts here are: no keys, no anonymous access, TLS 1.2, deleted blobs kept for a while.

param name string
param location string
param tags object

@description('How often and where the account keeps its data.')
param redundancy string

@description('Names of its blob containers.')
param containers string[]

@description('Days that a deleted blob or container can be brought back.')
@minValue(7)
@maxValue(365)
param keepDeletedDays int

@description('Keep earlier versions of blobs and let the whole account be set back to a moment of the past days.')
param pointInTimeRestore bool

@description('Reachable through private endpoints only.')
param privateOnly bool

@description('Which requests are logged, in each service.')
param blobLogs string[]
param queueLogs string[]

param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowCrossTenantReplication: false
    allowedCopyScope: 'AAD'
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: {
      // Azure's own services with an identity and a role: Event Grid writes what it could not deliver.
      bypass: 'AzureServices'
      defaultAction: privateOnly ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: keepDeletedDays }
      containerDeleteRetentionPolicy: { enabled: true, days: keepDeletedDays }
      isVersioningEnabled: pointInTimeRestore
      changeFeed: pointInTimeRestore ? { enabled: true, retentionInDays: keepDeletedDays } : { enabled: false }
      // Must be shorter than deleted blobs are kept.
      restorePolicy: pointInTimeRestore ? { enabled: true, days: keepDeletedDays - 1 } : { enabled: false }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource queues 'queueServices' = {
    name: 'default'
  }
}

#disable-next-line use-recent-api-versions
resource accountMetrics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [for category in blobLogs: { category: category, enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

#disable-next-line use-recent-api-versions
resource queueDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account::queues
  properties: {
    workspaceId: workspaceId
    logs: [for category in queueLogs: { category: category, enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
