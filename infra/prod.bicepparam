using 'main.bicep'

// Real applications. What differs from place to place comes from the environment of whoever deploys.

param environmentName = 'prod'
param codeDeployed = readEnvironmentVariable('CODE_DEPLOYED', 'false') == 'true'
param packageName = readEnvironmentVariable('PACKAGE_NAME', 'app.zip')

param zoneRedundant = true
param alwaysReady = 2
param cosmosCapacity = 'autoscale'
param cosmosMaxThroughput = 4000
param serviceBusTier = 'Premium'
param privateNetwork = true

// Longer than the longest limit with its supplements, so that nothing of an open case is out of reach.
param keepDeletedDays = 90
param logRetentionDays = 365

// JSON, as the type caller in modules/settings.bicep: hashes of keys, never keys.
param callers = json(readEnvironmentVariable('CALLERS'))

// JSON, as the type decisionSender: [{"department":"medical-insurance","divisions":["640100"]}].
param decisionSenders = json(readEnvironmentVariable('DECISION_SENDERS', '[]'))

// JSON: tokens and limits of the API. The front end in front of the host appends the caller's address.
param apiSettings = union({ Limits__Proxies: '1' }, json(readEnvironmentVariable('API_SETTINGS', '{}')))

// JSON: {"medical-insurance": ["principal id", …], …}, the departments whose systems use Service Bus.
param departmentPrincipalIds = json(readEnvironmentVariable('DEPARTMENT_PRINCIPAL_IDS', '{}'))

// Comma-separated: who may call, in CIDR; nobody else can.
param allowedAddresses = split(readEnvironmentVariable('ALLOWED_ADDRESSES'), ',')

// Only what clamd calls clean is accepted. It listens in the same network.
param virusScanner = {
  kind: 'clamd'
  host: readEnvironmentVariable('CLAMD_HOST')
}

param secretOfficerIds = split(readEnvironmentVariable('SECRET_OFFICER_IDS'), ',')
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS'), ',')
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
