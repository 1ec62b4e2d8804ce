targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; every resource carries it as a tag and in its name.')
param environmentName string

@allowed(['francecentral', 'germanywestcentral', 'northeurope', 'swedencentral', 'westeurope'])
@description('Region of everything, in the European Union and with Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Client id of the Entra app registration that people sign in with.')
param signInClientId string

@description('Address that letters are sent from; its domain is verified at SendGrid.')
param mailFrom string

@description('Public key of SendGrid\'s signed event webhook (Base64); empty believes no event.')
param mailEventPublicKey string = ''

@description('Domain whose mail SendGrid\'s Inbound Parse posts to the app, so that letters can be answered by replying; empty when there is none.')
param mailReplyDomain string = ''

@description('Outside production: the only addresses and domains (@example.org) that mail may go to, separated by spaces. Empty in production.')
param mailAllowedRecipients string = ''

@secure()
@description('SendGrid API key with the Mail Send right only.')
param sendGridApiKey string

@minLength(1)
@description('Name of the key that signs links, without a dot: 2026-11, for one. Key Vault keeps the key under it.')
param linkKeyId string

@secure()
@minLength(44)
@description('The key that signs links: 32 random bytes or more, in Base64.')
param linkKeySecret string

@description('Name of the key that signed before; its links are still accepted. Empty when there is none.')
param formerLinkKeyId string = ''

@secure()
@description('The key that signed before, in Base64. Empty when there is none.')
param formerLinkKeySecret string = ''

@description('Address the product is reached at, https and without a path. Empty: the one Azure gives.')
param publicAddress string = ''

@description('Who is written to when the product does not do what it promised.')
param alertEmail string

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var functionAppName = 'func-${token}'
var address = empty(publicAddress) ? 'https://${functionAppName}.azurewebsites.net' : publicAddress

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'id-${token}'
  }
}

module storage 'app/storage.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    dataAccountName: 'stdata${token}'
    hostAccountName: 'sthost${token}'
  }
}

module monitoring 'app/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: 'log-${token}'
    applicationInsightsName: 'appi-${token}'
  }
}

module secrets 'app/secrets.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    vaultName: 'kv-${token}'
    workspaceName: monitoring.outputs.workspaceName
    sendGridApiKey: sendGridApiKey
    linkKeyId: linkKeyId
    linkKeySecret: linkKeySecret
    formerLinkKeyId: formerLinkKeyId
    formerLinkKeySecret: formerLinkKeySecret
  }
}

module roles 'app/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    dataAccountName: storage.outputs.dataAccountName
    hostAccountName: storage.outputs.hostAccountName
    vaultName: secrets.outputs.vaultName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module functionApp 'app/function-app.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: functionAppName
    planName: 'plan-${token}'
    identityId: identity.outputs.id
    deploymentUri: storage.outputs.deploymentUri
  }
}

module settings 'app/settings.bicep' = {
  scope: group
  params: {
    functionAppName: functionApp.outputs.name
    identityClientId: identity.outputs.clientId
    hostBlobServiceUri: storage.outputs.hostBlobServiceUri
    tableServiceUri: storage.outputs.tableServiceUri
    queueServiceUri: storage.outputs.queueServiceUri
    blobServiceUri: storage.outputs.blobServiceUri
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    vaultUri: secrets.outputs.vaultUri
    publicAddress: address
    mailFrom: mailFrom
    mailEventPublicKey: mailEventPublicKey
    mailReplyDomain: mailReplyDomain
    mailAllowedRecipients: mailAllowedRecipients
    linkKeyId: linkKeyId
    formerLinkKeyId: formerLinkKeyId
  }
  // Key Vault references are read as soon as they are written.
  dependsOn: [roles]
}

module authentication 'app/authentication.bicep' = {
  scope: group
  params: {
    functionAppName: functionApp.outputs.name
    signInClientId: signInClientId
  }
  // It names a setting.
  dependsOn: [settings]
}

module alerts 'app/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    publicAddress: address
    alertEmail: alertEmail
  }
}

@description('Where the product answers.')
output PUBLIC_ADDRESS string = address

@description('Redirect URI to enter in the app registration.')
output SIGN_IN_REDIRECT_URI string = '${address}/.auth/login/aad/callback'

@description('Subject of the federated credential to enter in the app registration.')
output SIGN_IN_FEDERATED_SUBJECT string = identity.outputs.principalId
