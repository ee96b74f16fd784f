// Queues without sessions: the order of a dossier is the store's.
param name string
param location string
param tags object

@allowed(['Standard', 'Premium'])
param sku string

@description('The hub\'s lanes.')
param lanes array
param queuePrefix string

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

// CloudEvents from case systems, what became of them, and what cannot be read. Whoever sends one twice within a day is not even stored twice; the hub
// itself refuses doubles for ever.
var kept = [
  'events'
  'events-verdicts'
  'parked'
]

resource keptQueues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [for queue in kept: {
  parent: namespace
  name: '${queuePrefix}-${queue}'
  properties: {
    lockDuration: 'PT1M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'P1D'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
  }
}]

// Notices: a claim check without data. One that is older than its lease is void, and what is lost is announced again, so they need not live long.
resource laneQueues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [for lane in lanes: {
  parent: namespace
  name: '${queuePrefix}-lane-${lane}'
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 100
    requiresSession: false
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT1H'
    defaultMessageTimeToLive: 'PT1H'
    deadLetteringOnMessageExpiration: false
  }
}]

var keptNames = [for queue in kept: '${queuePrefix}-${queue}']
var laneNames = [for lane in lanes: '${queuePrefix}-lane-${lane}']

output id string = namespace.id
output name string = namespace.name
output host string = '${namespace.name}.servicebus.windows.net'
output queues array = concat(keptNames, laneNames)
