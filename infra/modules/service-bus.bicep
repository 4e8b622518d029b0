// Service Bus: a topic that tells the departments of their tasks, a queue that takes what they say of them.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object

@allowed(['Standard', 'Premium'])
param tier string

@description('Reachable through private endpoints only; Premium can, Standard cannot.')
param privateOnly bool

@description('Principal ids of the departments\' own systems, by department code. Each reads its subscription and writes decisions.')
param departmentPrincipalIds { *: string[] }

param workspaceId string
param hostPrincipalId string

// The guide's own file: a department that is added there gets its subscription with the next deployment.
var departments = map(
  loadJsonContent('../../functions/SocialAssistance/Guide/Data/departments.json').departments,
  department => department.code
)

// A task may be offered again hours later, when its outcome could not be recorded. Seven days is the most there is.
var duplicatesKnownFor = 'P7D'

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: tier == 'Premium' ? { name: 'Premium', tier: 'Premium', capacity: 1 } : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateOnly && tier != 'Premium'
      ? fail('Private endpoints need the Premium tier of Service Bus.')
      : privateOnly ? 'Disabled' : 'Enabled'
  }
}

resource tasks 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' = {
  parent: namespace
  name: 'department-tasks'
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: duplicatesKnownFor
    // Whoever reads no messages for so long has the work list; what expires is dead-lettered and raises an alert.
    defaultMessageTimeToLive: 'P30D'
    maxSizeInMegabytes: 5120
    supportOrdering: false
  }
}

module subscriptions 'department-subscription.bicep' = [
  for department in departments: {
    params: {
      namespaceName: namespace.name
      topicName: tasks.name
      department: department
      principalIds: departmentPrincipalIds[?department] ?? []
    }
  }
]

resource decisions 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'department-decisions'
  properties: {
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: duplicatesKnownFor
    // No time to live: a decision that was handed in waits until it is taken.
    deadLetteringOnMessageExpiration: true
    // Short, because it is how long a decision waits after the host that held it was killed. The host renews it.
    lockDuration: 'PT1M'
    // What is wrong with a message is told at once. This bound is for outages behind the host, which holds a
    // message for half a minute before it gives it back: some eight hours.
    maxDeliveryCount: 1000
    maxSizeInMegabytes: 5120
  }
}

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(tasks.id, 'host', roles.serviceBusDataSender)
  scope: tasks
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource receive 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(decisions.id, 'host', roles.serviceBusDataReceiver)
  scope: decisions
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource decide 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in flatten(map(items(departmentPrincipalIds), department => department.value)): {
    name: guid(decisions.id, principalId, roles.serviceBusDataSender)
    scope: decisions
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = namespace.id
output name string = namespace.name
output endpoint string = namespace.properties.serviceBusEndpoint
output topic string = tasks.name
output queue string = decisions.name
