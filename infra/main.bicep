// Everything that Quantum needs in Azure. `azd up` deploys it; docs/deploy.md says how and what it costs.
targetScope = 'subscription'

@description('Name of the environment; azd gives it. It becomes part of every name.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region. The exchange answers 451 or 403 in some, the US among them: see docs/deploy.md before choosing.')
@minLength(1)
param location string

@description('What the system trades with.')
@allowed(['Paper', 'Testnet', 'Live'])
param mode string = 'Paper'

@description('Number of the account, part of every order id: 01 to 99. Another one for each deployment of an account.')
@minLength(2)
@maxLength(2)
param accountNumber string = '01'

@description('Live only: account and last UTC day of live trading, such as l01/2026-01-31 (Live:ArmedFor).')
param liveArmedFor string = ''

@description('Public keys whose signature makes a model fit for Live, separated by commas (Models:TrustedKeys).')
param trustedModelKeys string = ''

@description('Trading options by their keys in docs/options.md, with __ for the colon: { Risk__LeverageMax: \'2\' }.')
param options object = {}

@description('Who is told when an alert fires. Empty: alerts show in the portal only.')
param alertEmail string = ''

@description('Memory of an instance, MB. 512 is enough and four times cheaper than the next size.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 512

@description('Keep an instance ready that promotes uploaded models. Off: they are promoted when somebody asks.')
param promoteOnUpload bool = false

@description('Leave through one static address, for the whitelist of the exchange key. Costs more than all the rest.')
param staticEgress bool = false

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (staticEgress) {
  name: 'network'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    vaultUri: vault.outputs.uri
    telemetryConnection: telemetry.outputs.connectionString
    subnetId: staticEgress ? network!.outputs.subnetId : ''
    instanceMemoryMB: instanceMemoryMB
    promoteOnUpload: promoteOnUpload
    mode: mode
    accountNumber: accountNumber
    liveArmedFor: liveArmedFor
    trustedModelKeys: trustedModelKeys
    options: options
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    topicName: 'evgt-${token}'
    location: location
    tags: tags
    storageName: storage.outputs.name
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    email: alertEmail
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
  }
}

// azd keeps these as variables of the environment; the hooks read them.
output AZURE_RESOURCE_GROUP string = group.name
output QUANTUM_FUNCTION_APP string = functions.outputs.name
output QUANTUM_URL string = functions.outputs.url
output QUANTUM_STORAGE string = storage.outputs.name
output QUANTUM_VAULT string = vault.outputs.name
output QUANTUM_EVENT_TOPIC string = events.outputs.topicName
output QUANTUM_PROMOTE_ON_UPLOAD bool = promoteOnUpload
output QUANTUM_EGRESS_ADDRESS string = staticEgress ? network!.outputs.egressAddress : ''
