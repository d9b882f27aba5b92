# Subscribes PromoteModel to new manifests. After the deployment of the code: the host makes the key of its blob
# endpoint when it first runs, which may take a minute. Running it again changes nothing.
$ErrorActionPreference = 'Stop'

if ($env:QUANTUM_PROMOTE_ON_UPLOAD -ne 'true') {
    Write-Host 'Models are not promoted on upload (QUANTUM_PROMOTE_ON_UPLOAD); no event subscription is made.'
    exit 0
}
if (-not (Get-Command az -ErrorAction SilentlyContinue)) { throw 'The Azure CLI (az) is needed; see docs/deploy.md.' }

$template = Join-Path $PSScriptRoot '..' 'promotion.bicep'
foreach ($attempt in 1..6) {
    az deployment group create --name promotion --resource-group $env:AZURE_RESOURCE_GROUP --output none `
        --template-file $template `
        --parameters functionAppName=$env:QUANTUM_FUNCTION_APP topicName=$env:QUANTUM_EVENT_TOPIC
    if ($LASTEXITCODE -eq 0) {
        Write-Host 'PromoteModel is told of new manifests.'
        exit 0
    }
    Write-Host "Try $attempt failed: the host may not have made its key yet. Next try in 30 seconds."
    Start-Sleep -Seconds 30
}
throw 'PromoteModel is not told of new manifests. Run it again: azd hooks run postdeploy.'
