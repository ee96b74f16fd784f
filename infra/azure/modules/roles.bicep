// What the app's identity may do, queue by queue, and nothing on the namespace as a whole.
param principalId string
param storageName string
param vaultName string
param serviceBusName string
param insightsName string

@description('The hub\'s lanes.')
param lanes array
param queuePrefix string

// Built-in roles, by the names and ids of Microsoft's own list.
var roleIds = {
  'Azure Service Bus Data Sender': '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  'Azure Service Bus Data Receiver': '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
}

var laneQueues = [for lane in lanes: '${queuePrefix}-lane-${lane}']

// The hub announces on the lanes' queues, answers on the verdicts' and sets aside on the parked one.
var sends = concat(laneQueues, ['${queuePrefix}-events-verdicts', '${queuePrefix}-parked'])

// The host takes from the lanes' queues and from the incoming one; their dead-letter queues go with them.
var receives = concat(laneQueues, ['${queuePrefix}-events'])

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' existing = {
  name: serviceBusName
}

resource sendQueues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' existing = [for queue in sends: {
  parent: namespace
  name: queue
}]

resource receiveQueues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' existing = [for queue in receives: {
  parent: namespace
  name: queue
}]

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource account 'Microsoft.Storage/storageAccounts@2026-09-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource senders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queue, i) in sends: {
  name: guid(sendQueues[i].id, principalId, 'sender')
  scope: sendQueues[i]
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Sender'])
  }
}]

resource receivers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queue, i) in receives: {
  name: guid(receiveQueues[i].id, principalId, 'receiver')
  scope: receiveQueues[i]
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Receiver'])
  }
}]

resource secrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, 'secrets')
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Key Vault Secrets User'])
  }
}

// The Functions host keeps its locks in blobs and asks for this role by name.
resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, 'blobs')
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Owner'])
  }
}

resource metrics 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, principalId, 'metrics')
  scope: insights
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Monitoring Metrics Publisher'])
  }
}
