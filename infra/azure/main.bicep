// The hub on Azure: Functions (isolated worker, Flex Consumption), Service Bus, PostgreSQL, Key Vault, storage, monitoring.
// No connection string and no key lies in the app's settings: everything is reached by the app's own identity, except the database and
// the portal's account, whose secrets stand in the Key Vault and are referred to.
targetScope = 'resourceGroup'

@description('Short name of the centre or province, lower-case letters and digits; part of every resource name.')
@minLength(3)
@maxLength(11)
param name string

@description('test or production.')
@allowed(['test', 'production'])
param stage string

param location string = resourceGroup().location

@description('Address of the portal adapter, ending with a slash.')
param portalBaseAddress string

@description('The province\'s unit code, such as 000.00.00.H40.')
param portalUnitCode string

@description('Account at the portal adapter; its password is the secret portal-password of the vault.')
param portalUsername string

@description('Networks of the case system that webhooks may reach, as CIDR, parted by commas; empty for public addresses only.')
param caseSystemNetworks string = ''

@description('The hub\'s lanes, a queue for each; the functions follow from the app itself.')
param lanes array = [
  'case-system'
  'national-portal'
  'payments'
  'postal'
]

@description('What the names of all queues begin with.')
param queuePrefix string = 'hub'

@description('Who gets alerts.')
param alertEmail string

@description('Object id and name of the Entra group that administers the database.')
param databaseAdminObjectId string
param databaseAdminName string

@description('Password of the login that owns the schema; used by people only. The app\'s own role hub_app is made by infra/postgres.')
@secure()
param databaseOwnerPassword string

param databaseSku string
param databaseTier string
param databaseStorageGB int
param databaseHighAvailability string
param backupDays int
param serviceBusSku string
param maximumInstances int
param instanceMemoryMB int
param alwaysReady int

@description('Connections of one instance; maximumInstances times this must stay below the server\'s max_connections.')
param connectionsPerInstance int

var tags = {
  product: 'hub'
  stage: stage
}
var suffix = uniqueString(resourceGroup().id, name)
var appName = 'hub-${name}-${stage}'

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: appName
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'hub${name}${take(suffix, 8)}'
    location: location
    tags: tags
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-${name}-${take(suffix, 8)}'
    location: location
    tags: tags
  }
}

module serviceBus 'modules/servicebus.bicep' = {
  name: 'servicebus'
  params: {
    name: '${appName}-${take(suffix, 6)}'
    location: location
    tags: tags
    sku: serviceBusSku
    lanes: lanes
    queuePrefix: queuePrefix
  }
}

module database 'modules/postgres.bicep' = {
  name: 'postgres'
  params: {
    name: '${appName}-${take(suffix, 6)}'
    location: location
    tags: tags
    sku: databaseSku
    tier: databaseTier
    storageGB: databaseStorageGB
    highAvailability: databaseHighAvailability
    backupDays: backupDays
    adminObjectId: databaseAdminObjectId
    adminName: databaseAdminName
    ownerPassword: databaseOwnerPassword
  }
}

module app 'modules/function.bicep' = {
  name: 'function'
  params: {
    name: appName
    location: location
    tags: tags
    storageName: storage.outputs.name
    releases: storage.outputs.releases
    vaultUri: vault.outputs.uri
    serviceBusHost: serviceBus.outputs.host
    queuePrefix: queuePrefix
    insightsConnection: monitoring.outputs.connection
    portalBaseAddress: portalBaseAddress
    portalUnitCode: portalUnitCode
    portalUsername: portalUsername
    caseSystemNetworks: caseSystemNetworks
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    alwaysReady: alwaysReady
    connectionsPerInstance: connectionsPerInstance
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    principalId: app.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    serviceBusName: serviceBus.outputs.name
    lanes: lanes
    queuePrefix: queuePrefix
    insightsName: monitoring.outputs.name
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: appName
    location: location
    tags: tags
    email: alertEmail
    insightsId: monitoring.outputs.id
    serviceBusId: serviceBus.outputs.id
    queues: serviceBus.outputs.queues
    parkedQueue: '${queuePrefix}-parked'
    databaseId: database.outputs.id
    readyUrl: 'https://${app.outputs.host}/health/ready'
  }
}

output host string = app.outputs.host
output vault string = vault.outputs.name
output databaseHost string = database.outputs.host
