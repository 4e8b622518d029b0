// Key Vault: the secret of the keyed hashes, and the key that wraps the data keys. The secret is set by an operator, so that
// no deployment ever carries it; the key is made in the vault and never leaves it.

import { roles } from 'roles.bicep'

param name string
param location string
param tags object
param privateOnly bool
param workspaceId string
param hostPrincipalId string

@description('Principal ids of the operators or groups that may set secrets.')
param secretOfficerIds string[]

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    // Without its secret nobody is found again in the cases: it cannot be destroyed by mistake or in anger.
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: privateOnly ? 'Deny' : 'Allow'
    }
  }
}

// Kept whatever is deployed later: without it no personal data can be read. A new version once a year, or at any time by an
// operator; the host wraps its data keys anew when it starts.
resource wrapping 'Microsoft.KeyVault/vaults/keys@2026-05-15' = {
  parent: vault
  name: 'data-keys'
  tags: tags
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
    rotationPolicy: {
      lifetimeActions: [{ trigger: { timeAfterCreate: 'P1Y' }, action: { type: 'rotate' } }]
    }
  }
}

resource wrap 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, 'host', roles.keyVaultCryptoUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultCryptoUser)
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, 'host', roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    principalId: hostPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for officer in secretOfficerIds: {
    name: guid(vault.id, officer, roles.keyVaultSecretsOfficer)
    scope: vault
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsOfficer)
      principalId: officer
    }
  }
]

#disable-next-line use-recent-api-versions
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri

@description('Identifier of the wrapping key, without a version.')
output wrappingKey string = wrapping.properties.keyUri
