// Tells Event Grid to call PromoteModel for every new manifest. A step of its own after the deployment of the code,
// because the host makes the key of its blob endpoint when it first runs. The key goes from host to Event Grid and is
// seen by no script.
param functionAppName string
param topicName string

var names = loadJsonContent('names.json')
var endpoint = 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs'
var function = 'Host.Functions.${names.functions.promoteModel}'

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

var hostKeys = listKeys('${app.id}/host/default', app.apiVersion)

resource topic 'Microsoft.EventGrid/systemTopics@2022-06-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2022-06-15' = {
  parent: topic
  name: 'promote-model'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: '${endpoint}?functionName=${function}&code=${hostKeys.systemKeys.blobs_extension}'
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${names.containers.models}/blobs/'
      subjectEndsWith: '/${names.containers.manifestFile}'
      isSubjectCaseSensitive: true
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
