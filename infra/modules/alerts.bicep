// What somebody must be told of, and who. What each alert means and what to do then stands in docs/azure.md.

param name string
param location string
param tags object

@description('Addresses that are written to.')
param emails string[]

@description('Webhook that is called, for example of a duty system; empty for none.')
@secure()
param webhook string

param workspaceId string

@description('Resource ids of what metrics are watched of.')
param watched { cosmos: string, serviceBus: string, events: string }

@description('Whether the event topic is there to be watched.')
param watchEvents bool

resource team 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'SocialAssist'
    enabled: true
    emailReceivers: [
      for (address, i) in emails: { name: 'mail-${i}', emailAddress: address, useCommonAlertSchema: true }
    ]
    webhookReceivers: empty(webhook) ? [] : [{ name: 'webhook', serviceUri: webhook, useCommonAlertSchema: true }]
  }
}

// Events of the host by their names. The Functions host passes on what the worker logs with the event's name and its text,
// not with the values in it: those are read from the text.
var events = 'AppTraces | extend Event = tostring(Properties.EventName)'

var logAlerts = [
  {
    name: 'wake-ups-overdue'
    severity: 1
    window: 'PT15M'
    query: '${events} | where Event == "SweepDone" and tolong(extract("the oldest for ([0-9]+) s", 1, Message)) > 900'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    // The sweep runs every five minutes. Three times nothing means that the host does not run, or cannot read the cases.
    name: 'host-silent'
    severity: 0
    window: 'PT15M'
    query: '${events} | where Event == "SweepDone"'
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'orchestrations-failed'
    severity: 2
    window: 'PT15M'
    query: '${events} | where Event == "OrchestrationFailed"'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'incoming-stuck'
    severity: 2
    window: 'PT15M'
    query: '${events} | where Event == "IncomingStuck"'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    // The host deletes and anonymises at night; what failed is tried again the next.
    name: 'retention-failed'
    severity: 2
    window: 'PT15M'
    query: '${events} | where Event == "RetentionFailed"'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'audit-not-as-published'
    severity: 0
    window: 'PT15M'
    query: '${events} | where Event == "AuditNotAsPublished"'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    // Each minute it is tried. What is cut off the trail meanwhile is not missed.
    name: 'audit-heads-not-published'
    severity: 1
    window: 'PT15M'
    query: '${events} | where Event == "AuditHeadsNotPublished"'
    operator: 'GreaterThan'
    threshold: 5
  }
  {
    // A single failure among few requests says little; five of them, or one in twenty, do.
    name: 'server-errors'
    severity: 1
    window: 'PT15M'
    query: 'AppRequests | where isnotempty(Url) | summarize Failed = sumif(ItemCount, ResultCode startswith "5"), All = sum(ItemCount) | where Failed >= 5 and Failed * 20 >= All'
    operator: 'GreaterThan'
    threshold: 0
  }
]

resource logRules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in logAlerts: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.name
      description: 'See docs/azure.md, "${alert.name}".'
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: alert.operator
            threshold: alert.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: [team.id] }
      // The tables appear with the first line written into them, which is after the first deployment.
      skipQueryValidation: true
    }
  }
]

var metricAlerts = concat(
  [
    {
      name: 'dead-letters'
      severity: 2
      of: 'serviceBus'
      metric: 'DeadletteredMessages'
      aggregation: 'Maximum'
      dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
      operator: 'GreaterThan'
      threshold: 0
      window: 'PT5M'
      every: 'PT5M'
    }
    {
      // A topic that is full takes no task for anybody. Of 5 GB.
      name: 'service-bus-filling'
      severity: 1
      of: 'serviceBus'
      metric: 'Size'
      aggregation: 'Maximum'
      dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
      operator: 'GreaterThan'
      threshold: 4294967296
      window: 'PT15M'
      every: 'PT5M'
    }
    {
      name: 'cosmos-throttled'
      severity: 2
      of: 'cosmos'
      metric: 'TotalRequests'
      aggregation: 'Count'
      dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
      operator: 'GreaterThan'
      threshold: 50
      window: 'PT5M'
      every: 'PT5M'
    }
    {
      name: 'cosmos-unavailable'
      severity: 0
      of: 'cosmos'
      metric: 'ServiceAvailability'
      aggregation: 'Average'
      dimensions: []
      operator: 'LessThan'
      threshold: 99
      // Measured by the hour.
      window: 'PT1H'
      every: 'PT1H'
    }
  ],
  !watchEvents
    ? []
    : [
        {
          name: 'events-undelivered'
          severity: 1
          of: 'events'
          metric: 'DeadLetteredCount'
          aggregation: 'Total'
          dimensions: []
          operator: 'GreaterThan'
          threshold: 0
          window: 'PT5M'
          every: 'PT5M'
        }
      ]
)

resource metricRules 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in metricAlerts: {
    name: '${name}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: 'See docs/azure.md, "${alert.name}".'
      severity: alert.severity
      enabled: true
      scopes: [watched[alert.of]]
      evaluationFrequency: alert.every
      windowSize: alert.window
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: 'measured'
            criterionType: 'StaticThresholdCriterion'
            metricName: alert.metric
            timeAggregation: alert.aggregation
            dimensions: alert.dimensions
            operator: alert.operator
            threshold: alert.threshold
            // A metric exists from the first time it is written.
            skipMetricValidation: true
          }
        ]
      }
      autoMitigate: true
      actions: [{ actionGroupId: team.id }]
    }
  }
]

output actionGroupId string = team.id
