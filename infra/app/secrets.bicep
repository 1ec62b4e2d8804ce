@description('Region of the vault.')
param location string

@description('Tags of the azd environment.')
param tags object

@description('Name of the Key Vault.')
param vaultName string

@description('Name of the Log Analytics workspace that hears who read a secret.')
param workspaceName string

@secure()
@description('SendGrid API key.')
param sendGridApiKey string

@description('Name of the key that signs links.')
param linkKeyId string

@secure()
@description('The key that signs links, in Base64.')
param linkKeySecret string

@description('Name of the key that signed before; empty when there is none.')
param formerLinkKeyId string

@secure()
@description('The key that signed before, in Base64.')
param formerLinkKeySecret string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }

  resource sendGrid 'secrets' = {
    name: 'sendgrid-api-key'
    properties: { value: sendGridApiKey }
  }

  // A key is kept under its own name: an app setting never meets the name of one key with the value of another.
  resource linkKey 'secrets' = {
    name: 'link-key-${linkKeyId}'
    properties: { value: linkKeySecret }
  }

  resource formerLinkKey 'secrets' = if (!empty(formerLinkKeyId)) {
    name: 'link-key-${formerLinkKeyId}'
    properties: { value: formerLinkKeySecret }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

@description('Name of the Key Vault.')
output vaultName string = vault.name

@description('Address of the Key Vault, with a slash at its end.')
output vaultUri string = vault.properties.vaultUri
