// The Functions app: Linux, .NET 10 isolated, run from a package in the host's own account.

param name string
param location string
param tags object

@description('flex-consumption where the cloud has it, else elastic-premium.')
@allowed(['flex-consumption', 'elastic-premium'])
param hosting string

@description('Memory of an instance; with Flex Consumption.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Most instances; Flex Consumption takes no less than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('Instances that always run. One for Durable keeps timers and wakes from waiting for a cold start.')
@minValue(0)
param alwaysReady int

@description('Spread over availability zones.')
param zoneRedundant bool

@description('Resource id of the host\'s identity.')
param identityId string

@description('Blob container that packages are deployed to, as an address without a slash at its end.')
param packageContainerUri string

@description('Name of the package that Elastic Premium runs. Flex Consumption keeps its own, and needs none.')
param packageName string

@description('The host\'s settings.')
param settings object

@description('Subnet that outgoing traffic takes; empty for none.')
param subnetId string

@description('Addresses (CIDR) that may call; empty for all.')
param allowedAddresses string[]

param workspaceId string

var flex = hosting == 'flex-consumption'

// What Flex Consumption states in functionAppConfig, and may not have as settings.
var premiumSettings = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
  // The package is read by identity from the container. So no file share is needed, which could be mounted by key only.
  WEBSITE_RUN_FROM_PACKAGE: '${packageContainerUri}/${packageName}'
  WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identityId
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: flex ? 'functionapp' : 'elastic'
  sku: flex
    ? { name: 'FC1', tier: 'FlexConsumption' }
    : { name: 'EP1', tier: 'ElasticPremium', capacity: zoneRedundant ? 3 : 1 }
  properties: flex
    ? { reserved: true, zoneRedundant: zoneRedundant }
    : { reserved: true, zoneRedundant: zoneRedundant, maximumElasticWorkerCount: maximumInstances }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    // Flex Consumption sends all its traffic there by itself.
    outboundVnetRouting: empty(subnetId) || flex ? null : { allTraffic: true }
    // Event Grid calls from outside even where data is private, so the app has a public address; see allowedAddresses.
    publicNetworkAccess: 'Enabled'
    functionAppConfig: flex
      ? {
          deployment: {
            storage: {
              type: 'blobContainer'
              value: packageContainerUri
              authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
            }
          }
          runtime: { name: 'dotnet-isolated', version: '10.0' }
          scaleAndConcurrency: {
            instanceMemoryMB: instanceMemoryMB
            maximumInstanceCount: max(40, maximumInstances)
            alwaysReady: alwaysReady == 0
              ? []
              : [{ name: 'durable', instanceCount: alwaysReady }, { name: 'http', instanceCount: alwaysReady }]
          }
        }
      : null
    siteConfig: union(
      {
        minTlsVersion: '1.2'
        scmMinTlsVersion: '1.2'
        ftpsState: 'Disabled'
        http20Enabled: true
        ipSecurityRestrictionsDefaultAction: empty(allowedAddresses) ? 'Allow' : 'Deny'
        ipSecurityRestrictions: empty(allowedAddresses)
          ? []
          : concat(
              [{ name: 'event-grid', tag: 'ServiceTag', ipAddress: 'AzureEventGrid', action: 'Allow', priority: 100 }],
              map(
                allowedAddresses,
                (address, i) => { name: 'caller-${i}', ipAddress: address, action: 'Allow', priority: 200 + i }
              )
            )
        appSettings: map(
          items(flex ? settings : union(settings, premiumSettings)),
          setting => { name: setting.key, value: setting.value }
        )
      },
      flex
        ? {}
        : {
            linuxFxVersion: 'DOTNET-ISOLATED|10.0'
            minimumElasticInstanceCount: max(zoneRedundant ? 3 : 1, alwaysReady)
            functionAppScaleLimit: maximumInstances
            functionsRuntimeScaleMonitoringEnabled: true
            healthCheckPath: '/api/health/live'
          }
    )
  }

  // Deployments come by identity too, never by a publishing password.
  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: app
  properties: {
    workspaceId: workspaceId
    // Also what the host says while Application Insights cannot be reached.
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
