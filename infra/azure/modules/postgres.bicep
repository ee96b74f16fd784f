// The one place that knows everything. People come in by Entra; the app by the role hub_app, whose connection string is a secret of the vault.
param name string
param location string
param tags object
param sku string
param tier string
param storageGB int

@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param highAvailability string

@minValue(7)
@maxValue(35)
param backupDays int
param adminObjectId string
param adminName string

@secure()
param ownerPassword string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    tier: tier
  }
  properties: {
    version: '16'
    administratorLogin: 'hub_owner'
    administratorLoginPassword: ownerPassword
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Enabled'
      tenantId: subscription().tenantId
    }
    storage: {
      storageSizeGB: storageGB
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: highAvailability
    }
  }
}

resource admin 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: adminObjectId
  properties: {
    principalName: adminName
    principalType: 'Group'
    tenantId: subscription().tenantId
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: 'hub'
  properties: {
    charset: 'UTF8'
    collation: 'C.utf8'
  }
}

// Functions on the Flex plan have no fixed addresses; this opens the server to addresses inside Azure only. With a virtual network, take private access instead.
resource azure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = {
  parent: server
  name: 'azure'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
