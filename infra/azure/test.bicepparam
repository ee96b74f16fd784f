using 'main.bicep'

param name = 'demo'
param stage = 'test'
param portalBaseAddress = 'https://adapter.example/VXPAdapter/RestService/forward/'
param portalUnitCode = '000.00.00.H40'
param portalUsername = 'demo'
param alertEmail = 'hub-test@example.vn'
param databaseAdminObjectId = '00000000-0000-0000-0000-000000000000'
param databaseAdminName = 'hub-database-admins'
param databaseOwnerPassword = readEnvironmentVariable('HUB_DATABASE_OWNER_PASSWORD')
param databaseSku = 'Standard_B2s'
param databaseTier = 'Burstable'
param databaseStorageGB = 32
param databaseHighAvailability = 'Disabled'
param backupDays = 7
param serviceBusSku = 'Standard'
param maximumInstances = 40
param instanceMemoryMB = 2048
param alwaysReady = 0
param connectionsPerInstance = 4
