// Everything that one installation needs, in one resource group. How to deploy and run it: docs/azure.md.
// No name of a cloud's domain stands here: addresses come from the resources themselves, so that every cloud works.

import { caller, decisionSender, scanner, storageConnection, callerSettings, decisionSettings, scannerSettings, hostOf } from 'modules/settings.bicep'

@description('Which installation this is. It is part of every name.')
@minLength(2)
@maxLength(4)
param environmentName string

@description('First part of every name.')
@minLength(2)
@maxLength(4)
param prefix string = 'sa'

param location string = resourceGroup().location

@description('Flex Consumption where the cloud offers it; China\'s does not.')
@allowed(['flex-consumption', 'elastic-premium'])
param hosting string = environment().name == 'AzureCloud' ? 'flex-consumption' : 'elastic-premium'

@description('Memory of a host instance; with Flex Consumption.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most host instances; Flex Consumption takes no less than 40.')
param maximumInstances int = hosting == 'flex-consumption' ? 40 : 10

@description('Host instances that always run.')
param alwaysReady int = 1

@description('Package that Elastic Premium runs, a name in the container packages.')
param packageName string = 'app.zip'

@description('Whether the code runs already. Only then can the events of incoming be subscribed to: false once, then true.')
param codeDeployed bool

@description('Spread over availability zones, as far as each service can.')
param zoneRedundant bool = false

@description('Redundancy of both storage accounts.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'

@description('Days that deleted and overwritten files can be brought back.')
param keepDeletedDays int = 30

@description('Days until a file left in incoming moves to cheaper storage. It is never deleted by age.')
param incomingToCoolDays int = 30

@description('Days until storage itself deletes a file in quarantine, refused or still undecided, also of a case that is held; 0 leaves it to the host, which goes by the period of retention and by holds.')
param quarantineDays int = 0

@description('Days that published heads of the audit trail cannot be deleted; longer than the trail itself is kept.')
param auditHeadsKeptDays int = 1461

@allowed(['autoscale', 'serverless'])
param cosmosCapacity string

@description('Most request units a second; with autoscale.')
param cosmosMaxThroughput int = 4000

@allowed(['Continuous7Days', 'Continuous30Days'])
param cosmosBackup string = 'Continuous30Days'

@description('Name of the Cosmos DB account; after a restore, of the one that was restored to.')
param cosmosAccountName string = 'cosmos-${prefix}-${environmentName}-${uniqueString(resourceGroup().id, environmentName)}'

@allowed(['Standard', 'Premium'])
param serviceBusTier string = 'Standard'

@description('Data is reachable through private endpoints only. Needs Service Bus Premium.')
param privateNetwork bool = false

@description('Address space of that network, /24 or larger.')
param networkPrefix string = '10.60.0.0/24'

@description('Addresses (CIDR) that may call the API; empty for all.')
param allowedAddresses string[] = []

@description('Callers of the API, with the hashes of their keys.')
param callers caller[]

@description('Departments that may send decisions by message, signed.')
param decisionSenders decisionSender[] = []

@description('Further settings of the API by their names: tokens (Jwt__…) and limits (Limits__…), see docs/operations.md.')
param apiSettings object = {}

@description('Principal ids of departments\' own systems that use Service Bus, by department code.')
param departmentPrincipalIds { *: string[] } = {}

@description('Principal ids of window scanners that write into incoming.')
param scannerPrincipalIds string[] = []

@description('Principal ids of operators that may set secrets.')
param secretOfficerIds string[] = []

param virusScanner scanner = { kind: 'content-only' }

@description('Days that logs are kept; six months at least.')
@minValue(180)
param logRetentionDays int = 180

@description('Most gigabytes of logs a day, -1 for no limit.')
param logDailyQuotaGb int = -1

@description('Telemetry is sent by the host\'s identity. Other clouds want an audience of their own for it, which the host cannot be told.')
param telemetryByIdentity bool = environment().name == 'AzureCloud'

@description('Who is written to when an alert fires.')
param alertEmails string[]

@description('Webhook that is called when an alert fires.')
@secure()
param alertWebhook string = ''

param tags object = { application: 'social-assistance', environment: environmentName }

var token = uniqueString(resourceGroup().id, environmentName)
var name = '${prefix}-${environmentName}-${token}'
var compact = replace(name, '-', '')
var packages = 'packages'
var undelivered = 'undelivered'
var appName = 'func-${name}'
var materialsName = take('stm${compact}', 24)
var hostSubnetId = network.?outputs.hostSubnetId ?? ''

module identity 'modules/identity.bicep' = {
  params: { name: 'id-${name}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    byIdentity: telemetryByIdentity
    hostPrincipalId: identity.outputs.principalId
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  params: {
    name: take('sth${compact}', 24)
    location: location
    tags: tags
    redundancy: storageRedundancy
    keepDeletedDays: keepDeletedDays
    privateOnly: privateNetwork
    packageContainer: packages
    workspaceId: monitoring.outputs.workspaceId
    hostPrincipalId: identity.outputs.principalId
  }
}

module materials 'modules/materials-storage.bicep' = {
  params: {
    name: materialsName
    location: location
    tags: tags
    redundancy: storageRedundancy
    keepDeletedDays: keepDeletedDays
    privateOnly: privateNetwork
    undeliveredContainer: undelivered
    scannerPrincipalIds: scannerPrincipalIds
    incomingToCoolDays: incomingToCoolDays
    quarantineDays: quarantineDays
    workspaceId: monitoring.outputs.workspaceId
    hostPrincipalId: identity.outputs.principalId
  }
}

module auditHeads 'modules/audit-heads.bicep' = {
  params: {
    account: materialsName
    container: 'audit-heads'
    keptDays: auditHeadsKeptDays
    hostPrincipalId: identity.outputs.principalId
  }
  dependsOn: [materials]
}

module cosmos 'modules/cosmos.bicep' = {
  params: {
    name: cosmosAccountName
    location: location
    tags: tags
    capacity: cosmosCapacity
    maxThroughput: cosmosMaxThroughput
    backupTier: cosmosBackup
    zoneRedundant: zoneRedundant
    privateOnly: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
    hostPrincipalId: identity.outputs.principalId
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  params: {
    name: 'sb-${name}'
    location: location
    tags: tags
    tier: serviceBusTier
    privateOnly: privateNetwork
    departmentPrincipalIds: departmentPrincipalIds
    workspaceId: monitoring.outputs.workspaceId
    hostPrincipalId: identity.outputs.principalId
  }
}

module vault 'modules/key-vault.bicep' = {
  params: {
    name: take('kv${compact}', 24)
    location: location
    tags: tags
    privateOnly: privateNetwork
    secretOfficerIds: secretOfficerIds
    workspaceId: monitoring.outputs.workspaceId
    hostPrincipalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    name: name
    location: location
    tags: tags
    addressPrefix: networkPrefix
    hostDelegation: hosting == 'flex-consumption' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
  }
}

module privateAccess 'modules/private-access.bicep' = if (privateNetwork) {
  params: {
    name: name
    location: location
    tags: tags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
    ids: {
      host: hostStorage.outputs.id
      materials: materials.outputs.id
      cosmos: cosmos.outputs.id
      bus: serviceBus.outputs.id
      vault: vault.outputs.id
    }
    // The zones' names are the cloud's and known only with the addresses; what-if cannot foresee them.
    #disable-next-line what-if-short-circuiting
    addresses: {
      blob: hostStorage.outputs.blobEndpoint
      queue: hostStorage.outputs.queueEndpoint
      table: hostStorage.outputs.tableEndpoint
      Sql: cosmos.outputs.endpoint
      namespace: serviceBus.outputs.endpoint
      vault: vault.outputs.uri
    }
  }
}

module app 'modules/function-app.bicep' = {
  params: {
    name: appName
    location: location
    tags: tags
    hosting: hosting
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    zoneRedundant: zoneRedundant
    identityId: identity.outputs.id
    packageContainerUri: '${hostStorage.outputs.blobEndpoint}${packages}'
    packageName: packageName
    subnetId: hostSubnetId
    allowedAddresses: allowedAddresses
    workspaceId: monitoring.outputs.workspaceId
    settings: union(
      storageConnection(
        'AzureWebJobsStorage',
        {
          blob: hostStorage.outputs.blobEndpoint
          queue: hostStorage.outputs.queueEndpoint
          table: hostStorage.outputs.tableEndpoint
        },
        identity.outputs.clientId
      ),
      storageConnection(
        'Materials',
        { blob: materials.outputs.blobEndpoint, queue: materials.outputs.queueEndpoint },
        identity.outputs.clientId
      ),
      {
        AZURE_CLIENT_ID: identity.outputs.clientId
        Cosmos__AccountEndpoint: cosmos.outputs.endpoint
        ServiceBus__fullyQualifiedNamespace: hostOf(serviceBus.outputs.endpoint)
        ServiceBus__credential: 'managedidentity'
        ServiceBus__clientId: identity.outputs.clientId
        Departments__Channel: 'service-bus'
        Privacy__WrappingKey: vault.outputs.wrappingKey
        PersonKeys__Secret: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/person-keys-secret)'
        APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
        // Files are told of by Event Grid here; looking for them is for one machine.
        'AzureWebJobs.IncomingByPolling.Disabled': 'true'
      },
      telemetryByIdentity
        ? { APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD' }
        : {},
      scannerSettings(virusScanner),
      decisionSettings(decisionSenders, vault.outputs.uri),
      callerSettings(callers),
      apiSettings
    )
  }
  dependsOn: [privateAccess]
}

module incomingEvents 'modules/incoming-events.bicep' = if (codeDeployed) {
  params: {
    name: name
    location: location
    tags: tags
    materialsAccountName: materialsName
    undeliveredContainer: undelivered
    functionAppName: appName
    functionName: 'IncomingByEvents'
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [app, materials]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    emails: alertEmails
    webhook: alertWebhook
    workspaceId: monitoring.outputs.workspaceId
    watchEvents: codeDeployed
    watched: {
      cosmos: cosmos.outputs.id
      serviceBus: serviceBus.outputs.id
      events: incomingEvents.?outputs.topicId ?? ''
    }
  }
}

output functionApp string = app.outputs.name
output hostName string = app.outputs.hostName
output vault string = vault.outputs.name
output hostStorage string = hostStorage.outputs.name
output materialsStorage string = materials.outputs.name
output cosmosAccount string = cosmos.outputs.name
output serviceBus string = serviceBus.outputs.name
