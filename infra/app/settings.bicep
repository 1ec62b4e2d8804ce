// Every app setting, and no other place has one: this replaces them all. docs/operations.md says who reads which.
// No FUNCTIONS_WORKER_RUNTIME or FUNCTIONS_EXTENSION_VERSION: Flex Consumption refuses them.

@description('Name of the app.')
param functionAppName string

@description('Client id of the identity the app runs as.')
param identityClientId string

@description('Address of the blobs of the Functions runtime.')
param hostBlobServiceUri string

@description('Address of the tables of the product.')
param tableServiceUri string

@description('Address of the queues of the product.')
param queueServiceUri string

@description('Address of the blobs of the product.')
param blobServiceUri string

@description('Where telemetry is sent.')
param applicationInsightsConnectionString string

@description('Address of the Key Vault, with a slash at its end.')
param vaultUri string

@description('Address the product is reached at.')
param publicAddress string

@description('Address that letters are sent from.')
param mailFrom string

@description('Public key of the signed event webhook.')
param mailEventPublicKey string

@description('Domain that receives replies.')
param mailReplyDomain string

@description('The only recipients outside production, separated by spaces.')
param mailAllowedRecipients string

@description('Name of the key that signs links.')
param linkKeyId string

@description('Name of the key that signed before; empty when there is none.')
param formerLinkKeyId string

var settings = {
  // The Functions runtime.
  AzureWebJobsStorage__blobServiceUri: hostBlobServiceUri
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId

  // Read by the queue triggers (Connection = "Storage") and by the product alike.
  Storage__tableServiceUri: tableServiceUri
  Storage__queueServiceUri: queueServiceUri
  Storage__blobServiceUri: blobServiceUri
  Storage__credential: 'managedidentity'
  Storage__clientId: identityClientId

  // The product.
  PublicAddress: publicAddress
  SendGrid__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/sendgrid-api-key)'
  SendGrid__From: mailFrom
  SendGrid__EventPublicKey: mailEventPublicKey
  SendGrid__ReplyDomain: mailReplyDomain
  SendGrid__AllowedRecipients: mailAllowedRecipients
  Attachments__Scanner: 'defender'
  Links__Keys__0__Id: linkKeyId
  Links__Keys__0__Secret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-key-${linkKeyId})'
}

var formerLinkKey = {
  Links__Keys__1__Id: formerLinkKeyId
  Links__Keys__1__Secret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-key-${formerLinkKeyId})'
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, empty(formerLinkKeyId) ? {} : formerLinkKey)
  }
}
