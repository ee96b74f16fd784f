// The hub as the isolated worker of the Functions host. The package is what the publish command of functions/Azure/README.md gives.
param name string
param location string
param tags object
param storageName string

@description('Address of the container with the package.')
param releases string
param vaultUri string
param serviceBusHost string
param queuePrefix string
param insightsConnection string
param portalBaseAddress string
param portalUnitCode string
param portalUsername string
param caseSystemNetworks string
param maximumInstances int

@allowed([512, 2048, 4096])
param instanceMemoryMB int
param alwaysReady int
param connectionsPerInstance int

// An empty list is no network; the setting is then left out.
var networks = empty(caseSystemNetworks) ? [] : [
  {
    name: 'HUB__CaseSystem__AllowedNetworks'
    value: caseSystemNetworks
  }
]

var hostSettings = [
  // The page at "/" is the hub's.
  {
    name: 'AzureWebJobsDisableHomepage'
    value: 'true'
  }
  {
    name: 'AzureWebJobsStorage__accountName'
    value: storageName
  }
  {
    name: 'ServiceBus__fullyQualifiedNamespace'
    value: serviceBusHost
  }
  {
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
    value: insightsConnection
  }
  {
    name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
    value: 'Authorization=AAD'
  }
]

var hubSettings = [
  {
    name: 'HUB__Data'
    value: '/tmp/hub'
  }
  {
    name: 'HUB__Store'
    value: 'postgres'
  }
  {
    name: 'HUB__Postgres__ConnectionString'
    value: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/postgres)'
  }
  {
    name: 'HUB__Postgres__Schema'
    value: 'hub'
  }
  {
    name: 'HUB__Postgres__Migrate'
    value: 'false'
  }
  {
    name: 'HUB__Postgres__MaxConnections'
    value: '${connectionsPerInstance}'
  }
  {
    name: 'HUB__Transport'
    value: 'servicebus'
  }
  {
    name: 'HUB__ServiceBus__Namespace'
    value: serviceBusHost
  }
  {
    name: 'HUB__ServiceBus__QueuePrefix'
    value: queuePrefix
  }
  {
    name: 'HUB__NationalPortal__BaseAddress'
    value: portalBaseAddress
  }
  {
    name: 'HUB__NationalPortal__UnitCode'
    value: portalUnitCode
  }
  {
    name: 'HUB__NationalPortal__Username'
    value: portalUsername
  }
  {
    name: 'HUB__NationalPortal__Password'
    value: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/portal-password)'
  }
  {
    name: 'HUB__Telemetry__JsonLogs'
    value: 'true'
  }
]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      appSettings: concat(hostSettings, hubSettings, networks)
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: releases
          authentication: {
            type: 'SystemAssignedIdentity'
          }
        }
      }
      // FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION and linuxFxVersion are not taken on this plan: this stands for them.
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: [
          {
            name: 'http'
            instanceCount: alwaysReady
          }
        ]
      }
    }
  }
}

resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output host string = app.properties.defaultHostName
output principalId string = app.identity.principalId
