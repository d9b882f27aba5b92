using System.Text.RegularExpressions;
using Quantum.Infra.Tests.Files;

namespace Quantum.Infra.Tests.Checks;

/// <summary>Roles are the least ones, API versions are known ones, and what must be off is off.</summary>
public static partial class ResourceCheck
{
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
    };

    private static readonly Dictionary<string, string> Versions = new()
    {
        ["Microsoft.Authorization"] = "2022-04-01",
        ["Microsoft.EventGrid"] = "2022-06-15",
        ["Microsoft.Insights/actionGroups"] = "2023-01-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.Insights/scheduledQueryRules"] = "2022-06-15",
        ["Microsoft.Insights/workbooks"] = "2023-06-01",
        ["Microsoft.KeyVault"] = "2023-07-01",
        ["Microsoft.ManagedIdentity"] = "2023-01-31",
        ["Microsoft.Network"] = "2024-01-01",
        ["Microsoft.OperationalInsights"] = "2023-09-01",
        ["Microsoft.Resources"] = "2024-03-01",
        ["Microsoft.Storage"] = "2023-05-01",
        ["Microsoft.Web"] = "2024-04-01",
    };

    /// <summary>Passages without which the deployment would be unsafe or would not start, and why.</summary>
    private static readonly (string Path, string Passage, string Reason)[] Required =
    [
        ("infra/modules/storage.bicep", "allowSharedKeyAccess: false", "a key of the account would be a second way in"),
        ("infra/modules/storage.bicep", "allowBlobPublicAccess: false", "ledger and models are nobody else's business"),
        ("infra/modules/vault.bicep", "enableRbacAuthorization: true", "access policies would be a second way in"),
        ("infra/modules/telemetry.bicep", "DisableLocalAuth: true", "anybody with the string could fake telemetry"),
        ("infra/modules/telemetry.bicep", "dailyQuotaGb", "telemetry must not become the bill"),
        ("infra/modules/functions.bicep", "keyVaultReferenceIdentity: identityId", "references stay unresolved"),
        ("infra/modules/functions.bicep", "httpsOnly: true", "keys of functions would travel in the open"),
        ("infra/modules/functions.bicep", "name: 'dotnet-isolated', version: '10.0'", "the code is built for it"),
        ("infra/modules/functions.bicep", "name: 'FC1', tier: 'FlexConsumption'",
            ".NET 10 has no other serverless plan"),
        ("infra/modules/functions.bicep", "alwaysReady: promoteOnUpload ? [{ name: 'blob', instanceCount: 1 }] : []",
            "the blob event needs a listener"),
        ("infra/main.bicep", "param instanceMemoryMB int = 512", "memory is money"),
        ("infra/main.bicep", "param mode string = 'Paper'", "nothing but a person's word makes it trade money"),
        ("infra/main.bicep", "param liveArmedFor string = ''", "nothing but a person's word arms it"),
    ];

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<string> Find(InfraFiles files)
    {
        var assigned = new HashSet<string>();
        foreach (var file in files.Bicep)
        {
            foreach (Match match in Guid().Matches(file.Code))
            {
                assigned.Add(match.Value);
                if (!Roles.ContainsKey(match.Value)) yield return $"{file.Path}: {match.Value} is no role of ours.";
            }

            foreach (var resource in file.Resources)
            {
                var known = Versions.GetValueOrDefault(resource.Type)
                    ?? Versions.GetValueOrDefault(resource.Type.Split('/')[0]);
                if (known != resource.Version)
                    yield return $"{file.Path}: {resource.Type}@{resource.Version} is not the checked {known}.";
            }

            foreach (var banned in new[] { "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_RUN_FROM_PACKAGE", "br/public:" })
            {
                if (file.Code.Contains(banned, StringComparison.Ordinal))
                    yield return $"{file.Path}: {banned} must not be set.";
            }
        }

        foreach (var (role, name) in Roles.Where(role => !assigned.Contains(role.Key)))
            yield return $"infra: the role {name} ({role}) is not assigned.";
        foreach (var (path, passage, reason) in Required)
        {
            if (!files[path].Contains(passage, StringComparison.Ordinal))
                yield return $"{path}: '{passage}' is missing: {reason}.";
        }
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Guid();
}
