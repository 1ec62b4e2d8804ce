// One alert, on the product's own word. Storage measures its queues once a day, for the account as a whole: too late and too
// coarse to see a poison queue. GET /api/health counts them, and knows mail that is late and a night that is missing; this asks
// it every five minutes from outside, which also sees an app that does not answer.

@description('Region of the test.')
param location string

@description('Tags of the azd environment.')
param tags object

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Address the product is reached at.')
param publicAddress string

@description('Who is written to.')
param alertEmail string

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource health 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'health-${applicationInsightsName}'
  location: location
  // The tag with the component's id is what ties the test to it.
  tags: union(tags, { 'hidden-link:${applicationInsights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'health-${applicationInsightsName}'
    Name: 'health'
    Enabled: true
    Kind: 'standard'
    Frequency: 300
    Timeout: 60
    RetryEnabled: true
    // Paris, Amsterdam, Dublin.
    Locations: [{ Id: 'emea-fr-pra-edge' }, { Id: 'emea-nl-ams-azr' }, { Id: 'emea-gb-db3-azr' }]
    Request: { RequestUrl: '${publicAddress}/api/health', HttpVerb: 'GET' }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
      ContentValidation: { ContentMatch: '"status":"ok"', PassIfTextFound: true }
    }
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'action-sheets'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'fiches'
    emailReceivers: [{ name: 'operations', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

resource notOk 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'health-not-ok'
  location: 'global'
  tags: tags
  properties: {
    description: 'GET /api/health does not say ok. docs/operations.md says what to look at.'
    severity: 1
    enabled: true
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    scopes: [health.id, applicationInsights.id]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: health.id
      componentId: applicationInsights.id
      failedLocationCount: 2
    }
    autoMitigate: true
    actions: [{ actionGroupId: people.id }]
  }
}
