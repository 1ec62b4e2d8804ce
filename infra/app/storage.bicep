// Two accounts. The data account keeps what the product must not lose: three zones, versions, nobody's key. The host account
// belongs to the Functions runtime (locks, timers, the deployed package): there the runtime is owner, and nothing is kept twice.

@description('Region of the accounts.')
param location string

@description('Tags of the azd environment.')
param tags object

@description('Name of the account of the product.')
param dataAccountName string

@description('Name of the account of the Functions runtime.')
param hostAccountName string

// The next three lists are those of StorageNames.cs; a test compares them.
var tables = ['Sheets', 'SheetIndex', 'Mails', 'Due', 'DeadLetters', 'Receipts', 'Counters', 'Desks', 'Access', 'Nights', 'Downloads', 'Drafts', 'Attachments', 'Imports', 'Agreements', 'Regions', 'Subscriptions', 'Erasures', 'Statements', 'Selections']

var queues = [
  'action-sheet-submissions'
  'action-sheet-submissions-poison'
  'mail'
  'mail-poison'
  'nights'
  'nights-poison'
  'attachment-scans'
  'attachment-scans-poison'
  'imports'
  'imports-poison'
  'subscriptions'
  'subscriptions-poison'
  'erasures'
  'erasures-poison'
]

var containers = ['submissions-inbox', 'exports', 'folds', 'attachments', 'imports']

var deployment = 'deployment'

// Every caller is an Entra identity, over TLS 1.2 at least.
var accountRules = {
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  allowSharedKeyAccess: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: dataAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: accountRules

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [
      for name in tables: {
        name: name
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for name in queues: {
        name: name
      }
    ]
  }

  resource blobService 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: { enabled: true, days: 30 }
      containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    }

    resource container 'containers' = [
      for name in containers: {
        name: name
        properties: { publicAccess: 'None' }
      }
    ]
  }
}

// Attached files are given out only after Defender's verdict, which it writes on the blob as an index tag. It looks at every blob
// that is uploaded to the account; the cap ends the scans of a month, not the uploads.
resource malwareScanning 'Microsoft.Security/defenderForStorageSettings@2025-01-01' = {
  scope: dataAccount
  name: 'current'
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: { onUpload: { isEnabled: true, capGBPerMonth: 500 } }
    sensitiveDataDiscovery: { isEnabled: false }
  }
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: hostAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: accountRules

  resource blobService 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: deployment
      properties: { publicAccess: 'None' }
    }
  }
}

@description('Name of the account of the product.')
output dataAccountName string = dataAccount.name

@description('Name of the account of the Functions runtime.')
output hostAccountName string = hostAccount.name

@description('Address of the tables of the product.')
output tableServiceUri string = dataAccount.properties.primaryEndpoints.table

@description('Address of the queues of the product.')
output queueServiceUri string = dataAccount.properties.primaryEndpoints.queue

@description('Address of the blobs of the product.')
output blobServiceUri string = dataAccount.properties.primaryEndpoints.blob

@description('Address of the blobs of the Functions runtime.')
output hostBlobServiceUri string = hostAccount.properties.primaryEndpoints.blob

@description('Address of the container that the package is deployed to.')
output deploymentUri string = '${hostAccount.properties.primaryEndpoints.blob}${deployment}'
