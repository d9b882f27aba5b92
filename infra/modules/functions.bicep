// The Flex Consumption plan and the function app. Its settings are complete here: a provision replaces all of them.
param token string
param location string
param tags object
param identityId string
param identityClientId string
param storageName string
param vaultUri string
param telemetryConnection string

@description('Subnet that all traffic leaves through; empty: the platform\'s own addresses.')
param subnetId string
param instanceMemoryMB int
param promoteOnUpload bool
param mode string
param accountNumber string
param liveArmedFor string
param trustedModelKeys string
param options object

var names = loadJsonContent('../names.json')
var settings = names.settings

// Not FUNCTIONS_WORKER_RUNTIME and not WEBSITE_RUN_FROM_PACKAGE: Flex refuses both.
var baseSettings = {
  '${settings.mode}': mode
  '${settings.account}': '${toLower(take(mode, 1))}${accountNumber}' // p01, t01 or l01
  '${settings.signalQueue}': names.queues.signals
  '${settings.storageCredential}': settings.managedIdentity
  '${settings.storageClientId}': identityClientId
  '${settings.blobServiceUri}': account.properties.primaryEndpoints.blob
  '${settings.queueServiceUri}': account.properties.primaryEndpoints.queue
  '${settings.tableServiceUri}': account.properties.primaryEndpoints.table
  '${settings.identityClientId}': identityClientId
  '${settings.telemetryConnection}': telemetryConnection
  '${settings.telemetryAuthentication}': 'ClientId=${identityClientId};Authorization=AAD'
  '${settings.modelsTrustedKeys}': trustedModelKeys
  'AzureWebJobs.${names.functions.promoteModel}.Disabled': string(!promoteOnUpload)
}

var secretReference = '${settings.vaultReferencePrefix}SecretUri=${vaultUri}secrets/'

// Paper needs no key, and a reference to a secret that nobody wrote would arrive as its own text.
var exchangeSettings = mode == 'Paper' ? {} : {
  '${settings.exchangeApiKey}': '${secretReference}${names.secrets.exchangeApiKey})'
  '${settings.exchangeApiSecret}': '${secretReference}${names.secrets.exchangeApiSecret})'
}

var liveSettings = mode == 'Live' ? { '${settings.liveArmedFor}': liveArmedFor } : {}
var tradingSettings = toObject(
  items(options),
  option => '${settings.tradingPrefix}${option.key}',
  option => string(option.value)
)

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${names.containers.deployments}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: 40
        alwaysReady: promoteOnUpload ? [{ name: 'blob', instanceCount: 1 }] : []
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(baseSettings, exchangeSettings, liveSettings, tradingSettings)
}

// Deployment goes through an identity; passwords for it stay off.
resource ftpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
