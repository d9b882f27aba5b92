// What a person must know at once, and what a person must know today. docs/runbook.md has a part for every name here.
//
// Two rules with seven alerts, not seven rules: a rule is paid for, and each alert still fires by its own name, because
// the rule is split by the column "alert". A leg of a query gives a row when its alert should fire.
param token string
param location string
param tags object
param workspaceId string

@description('Who is told. Empty: nobody; the alerts show in the portal.')
param email string

var names = loadJsonContent('../names.json')
var metrics = names.metrics

var urgent = [
  {
    alert: 'ScanStands' // Its metric is missing: the scan, the telemetry or the whole app stands.
    condition: join([
      'where Name == "${metrics.scanLag}" and TimeGenerated > ago(10m)'
      'summarize value = count()'
      'where value == 0'
    ], ' | ')
  }
  {
    alert: 'MonitorStands'
    condition: join([
      'where Name == "${metrics.monitorDuration}" and TimeGenerated > ago(10m)'
      'summarize value = count()'
      'where value == 0'
    ], ' | ')
  }
  {
    alert: 'MessagePoisoned'
    condition: join([
      'where Name == "${metrics.deadLetters}"'
      'summarize value = tolong(sum(Sum))'
      'where value > 0'
    ], ' | ')
  }
  {
    alert: 'OrderUnknown'
    condition: join([
      'where Name == "${metrics.unknownOrderSeconds}"'
      'summarize value = tolong(max(Max))'
      'where value > 60'
    ], ' | ')
  }
  {
    alert: 'PositionUnprotected'
    condition: join([
      'where Name == "${metrics.unprotectedSeconds}"'
      'summarize value = tolong(max(Max))'
      'where value > 10'
    ], ' | ')
  }
]

// The chance of so few signals, were the model's own expectation true: a Poisson sum, with loggamma(k + 1) = ln k!.
var tooFewSignals = join([
  'where Name in ("${metrics.signalsExpected}", "${metrics.signalsQueued}")'
  'extend isQueued = Name == "${metrics.signalsQueued}"'
  'summarize expected = sumif(Sum, not(isQueued)), queued = tolong(sumif(Sum, isQueued))'
  'where expected > 0'
  'mv-expand k = range(0, queued, 1) to typeof(long)'
  'summarize value = take_any(queued), chance = sum(exp(k * log(expected) - expected - loggamma(k + 1.0)))'
  'where chance < 0.01'
], ' | ')

var noneFilled = join([
  'where Name == "${metrics.signalOutcomes}"'
  'extend isFilled = tostring(Properties["${metrics.reasonDimension}"]) == "ORDER_FILLED"'
  'summarize value = tolong(sum(Sum)), filled = sumif(Sum, isFilled)'
  'where value >= 10 and filled == 0'
], ' | ')

var daily = [
  {
    alert: 'ModelExpired'
    condition: join([
      'where Name == "${metrics.modelAge}" and TimeGenerated > ago(30m)'
      'summarize value = tolong(max(Max))'
      'where value >= 72'
    ], ' | ')
  }
  {
    alert: 'SignalsMissing' // Far fewer signals than the model's manifest promises.
    condition: tooFewSignals
  }
  {
    alert: 'NoTrade' // Signals come, and in a whole day none became a position.
    condition: noneFilled
  }
]

// A rule's legs as one query whose rows are alerts.
func toQuery(legs array) string =>
  'union ${join(map(legs, leg => '(AppMetrics | ${leg.condition} | project alert = "${leg.alert}", value)'), ', ')}'

var rules = [
  {
    name: 'urgent'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    legs: urgent
  }
  {
    name: 'daily'
    severity: 2
    every: 'PT15M'
    window: 'P1D'
    legs: daily
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'Quantum'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: 'quantum-${rule.name}-${token}'
    location: location
    tags: tags
    properties: {
      displayName: 'Quantum: ${rule.name}'
      description: 'The dimension "alert" names what happened; docs/runbook.md has a part for each name.'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      autoMitigate: true
      skipQueryValidation: true // The table of metrics exists only after the first metric came.
      criteria: {
        allOf: [
          {
            query: toQuery(rule.legs)
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: [
              {
                name: 'alert'
                operator: 'Include'
                values: ['*']
              }
            ]
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
    }
  }
]
