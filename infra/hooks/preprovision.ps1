# Refuses regions in which the exchange does not answer. It answers 451 to addresses in the United States; other regions
# can be refused too, and the system then says so itself.
$ErrorActionPreference = 'Stop'

if ($env:AZURE_LOCATION -cnotmatch '^[a-z0-9]+$') {
    throw "AZURE_LOCATION '$env:AZURE_LOCATION' is not the short name of a region."
}
if ($env:AZURE_LOCATION -match '^(eastus|westus|centralus|northcentralus$|southcentralus$|westcentralus$|usgov|usdod)') {
    throw "The exchange refuses addresses in the United States, so $env:AZURE_LOCATION cannot trade. " +
        'Choose another: azd env set AZURE_LOCATION REGION (docs/deploy.md).'
}
