#!/bin/sh
# Subscribes PromoteModel to new manifests. After the deployment of the code: the host makes the key of its blob
# endpoint when it first runs, which may take a minute. Running it again changes nothing.
set -eu

if [ "${QUANTUM_PROMOTE_ON_UPLOAD:-false}" != true ]; then
    echo "Models are not promoted on upload (QUANTUM_PROMOTE_ON_UPLOAD); no event subscription is made."
    exit 0
fi
command -v az >/dev/null || { echo "The Azure CLI (az) is needed; see docs/deploy.md." >&2; exit 1; }

template="$(dirname "$0")/../promotion.bicep"
for attempt in 1 2 3 4 5 6; do
    if az deployment group create --name promotion --resource-group "$AZURE_RESOURCE_GROUP" --output none \
        --template-file "$template" \
        --parameters functionAppName="$QUANTUM_FUNCTION_APP" topicName="$QUANTUM_EVENT_TOPIC"; then
        echo "PromoteModel is told of new manifests."
        exit 0
    fi
    echo "Try $attempt failed: the host may not have made its key yet. Next try in 30 seconds." >&2
    sleep 30
done
echo "PromoteModel is not told of new manifests. Run infra/hooks/postdeploy.sh again: azd hooks run postdeploy." >&2
exit 1
