// A page of charts over the metrics, for looking back; the status page answers for now.
param location string
param tags object
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspaceId, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Quantum'
    serializedData: loadTextContent('../workbook.json')
    sourceId: workspaceId
    version: '1.0'
  }
}
