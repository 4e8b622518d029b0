using 'main.bicep'

// A place to try things: cheap, small, open to the internet behind its identities and keys. No real people in it.

param environmentName = 'dev'
param codeDeployed = readEnvironmentVariable('CODE_DEPLOYED', 'false') == 'true'

param alwaysReady = 0
param cosmosCapacity = 'serverless'
param cosmosBackup = 'Continuous7Days'
param keepDeletedDays = 7
param quarantineDays = 30
param logDailyQuotaGb = 1

// JSON, as the type caller in modules/settings.bicep: hashes of keys, never keys.
param callers = json(readEnvironmentVariable('CALLERS', '[]'))

// JSON, as the type decisionSender: [{"department":"medical-insurance","divisions":["640100"]}].
param decisionSenders = json(readEnvironmentVariable('DECISION_SENDERS', '[]'))

// JSON: tokens and limits of the API. The front end in front of the host appends the caller's address.
param apiSettings = union({ Limits__Proxies: '1' }, json(readEnvironmentVariable('API_SETTINGS', '{}')))
param secretOfficerIds = split(readEnvironmentVariable('SECRET_OFFICER_IDS'), ',')
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS'), ',')
