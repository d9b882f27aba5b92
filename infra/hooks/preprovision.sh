#!/bin/sh
# Refuses regions in which the exchange does not answer. It answers 451 to addresses in the United States; other regions
# can be refused too, and the system then says so itself.
set -eu

case "$AZURE_LOCATION" in
    *[!a-z0-9]* | "") echo "AZURE_LOCATION '$AZURE_LOCATION' is not the short name of a region." >&2; exit 1 ;;
    eastus* | westus* | centralus* | northcentralus | southcentralus | westcentralus | usgov* | usdod*)
        echo "The exchange refuses addresses in the United States, so $AZURE_LOCATION cannot trade." >&2
        echo "Choose another: azd env set AZURE_LOCATION REGION (docs/deploy.md)." >&2
        exit 1
        ;;
esac
