using 'main.bicep'

param name = 'tinh'
param stage = 'production'
param portalBaseAddress = 'https://adapter.example/VXPAdapter/RestService/forward/'
param portalUnitCode = '000.00.00.H40'
param portalUsername = 'tinh'
param caseSystemNetworks = '10.20.1.0/28'
param alertEmail = 'hub@example.vn'
param databaseAdminObjectId = '00000000-0000-0000-0000-000000000000'
param databaseAdminName = 'hub-database-admins'
param databaseOwnerPassword = readEnvironmentVariable('HUB_DATABASE_OWNER_PASSWORD')
param databaseSku = 'Standard_D4ds_v5'
param databaseTier = 'GeneralPurpose'
param databaseStorageGB = 256
param databaseHighAvailability = 'ZoneRedundant'
param backupDays = 35
param serviceBusSku = 'Premium'
param maximumInstances = 40
param instanceMemoryMB = 2048
param alwaysReady = 2
param connectionsPerInstance = 16
