// Tells the host of every file that arrives in `incoming`. The host must be there already: Event Grid asks it for its
// consent when the subscription is made, and the key of the blob extension exists only once the code runs.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param materialsAccountName string
param functionAppName string

@description('Name of the blob-triggered function.')
param functionName string

@description('Container that takes what could not be delivered within a day.')
param undeliveredContainer string

param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: materialsAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource undelivered 'containers' existing = { name: undeliveredContainer }
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${name}'
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource keepUndelivered 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, topic.id, roles.storageBlobDataContributor)
  scope: account::blobs::undelivered
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource incoming 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'incoming'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/incoming/'
    }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${functionName}&code=${listKeys('${app.id}/host/default', app.apiVersion).systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
        minimumTlsVersionAllowed: '1.2'
      }
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: account.id, blobContainerName: undeliveredContainer }
      }
    }
  }
  dependsOn: [keepUndelivered]
}

#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: topic
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'DeliveryFailures', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output topicId string = topic.id
