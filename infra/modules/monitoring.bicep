// Log Analytics and the Application Insights on top of it: every log and trace of the installation ends here.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object

@description('Days that logs are kept. The law asks for six months at least.')
@minValue(180)
@maxValue(730)
param retentionDays int

@description('Most gigabytes of logs taken a day, -1 for no limit. What comes beyond is lost until the next day, alerts with it.')
param dailyQuotaGb int

@description('Telemetry is taken from identities with a role only, and not from whoever has the connection string.')
param byIdentity bool

@description('Principal id of the host, which writes telemetry.')
param hostPrincipalId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: byIdentity
    DisableIpMasking: false
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, 'host', roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// Who asked the logs what. (Of this type every file takes the preview: the last stable version dates from 2016.)
#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: workspace
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'Audit', enabled: true }]
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
output connectionString string = insights.properties.ConnectionString
