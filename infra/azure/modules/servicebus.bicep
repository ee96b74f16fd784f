// Queues without sessions: the order of a dossier is the store's, and the REST data plane cannot receive sessions.
param name string
param location string
param tags object

@allowed(['Standard', 'Premium'])
param sku string

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
    tier: sku
  }
  properties: {
    minimumTlsVersion: '1.2'
    disableLocalAuth: true
  }
}

// CloudEvents from case systems. Whoever sends one twice within a day is not even stored twice; the hub itself refuses doubles for ever.
resource events 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'hub-events'
  properties: {
    lockDuration: 'PT1M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P1D'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }
}

resource verdicts 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'hub-events-verdicts'
  properties: {
    lockDuration: 'PT1M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P1D'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }
}

resource parked 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'hub-parked'
  properties: {
    lockDuration: 'PT1M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P1D'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }
}

// Notices: a claim check without data. One that is older than its lease is void, and what is lost is announced again, so they need not live long.
resource lanePortal 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'hub-lane-national-portal'
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT1H'
    defaultMessageTimeToLive: 'PT1H'
    deadLetteringOnMessageExpiration: false
  }
}

resource laneCaseSystem 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'hub-lane-case-system'
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT1H'
    defaultMessageTimeToLive: 'PT1H'
    deadLetteringOnMessageExpiration: false
  }
}

resource lanePostal 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = {
  parent: namespace
  name: 'hub-lane-postal'
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT1H'
    defaultMessageTimeToLive: 'PT1H'
    deadLetteringOnMessageExpiration: false
  }
}

output id string = namespace.id
output name string = namespace.name
output host string = '${namespace.name}.servicebus.windows.net'
