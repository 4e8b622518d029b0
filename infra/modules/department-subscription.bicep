// What one department reads: the tasks whose application property `department` is its code, and nothing else.

import { roles } from 'roles.bicep'

param namespaceName string
param topicName string
param department string

@description('Principal ids of the department\'s own systems.')
param principalIds string[]

resource topic 'Microsoft.ServiceBus/namespaces/topics@2026-01-01' existing = {
  name: '${namespaceName}/${topicName}'
}

resource subscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2026-01-01' = {
  parent: topic
  name: department
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 10
    deadLetteringOnMessageExpiration: true
    deadLetteringOnFilterEvaluationExceptions: true
    // A department that reads no messages loses its subscription by its own wish only, never by silence.
    autoDeleteOnIdle: 'P10675199DT2H48M5.4775807S'
  }

  // It is called like the rule that lets everything through, and so takes its place.
  resource own 'rules' = {
    name: '$Default'
    properties: {
      filterType: 'CorrelationFilter'
      correlationFilter: { properties: { department: department } }
    }
  }
}

resource receive 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in principalIds: {
    name: guid(subscription.id, principalId, roles.serviceBusDataReceiver)
    scope: subscription
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
