namespace Quantum.App.Hosting;

/// <summary>
/// Every name that the cloud host, its adapters and <c>infra/</c> must agree on. Code uses these constants; a test
/// compares the Bicep files, <c>azure.yaml</c>, <c>host.json</c> and <c>local.settings.json</c> with them.
/// </summary>
public static class CloudNames
{
    /// <summary>Names of functions: in the attribute, in the portal and in the address of the blob event.</summary>
    public static class Functions
    {
        /// <summary>Timer, every minute: decides every symbol.</summary>
        public const string ScanMarket = "ScanMarket";

        /// <summary>Queue <see cref="Queues.Signals"/>: executes the signals of a scan.</summary>
        public const string ExecuteSignal = "ExecuteSignal";

        /// <summary>Queue <see cref="Queues.SignalsPoison"/>: keeps a message that was given up.</summary>
        public const string SignalPoisoned = "SignalPoisoned";

        /// <summary>Timer, every ten seconds: reconciles and guards every position.</summary>
        public const string MonitorPositions = "MonitorPositions";

        /// <summary>Blob event of <see cref="Containers.Models"/>: judges a bundle and moves the pointer.</summary>
        public const string PromoteModel = "PromoteModel";

        /// <summary>HTTP: health, the only anonymous one.</summary>
        public const string Health = "Health";

        /// <summary>HTTP: the status.</summary>
        public const string Status = "Status";

        /// <summary>HTTP: counts by reason.</summary>
        public const string Funnel = "Funnel";

        /// <summary>HTTP: why one symbol did what it did.</summary>
        public const string Why = "Why";

        /// <summary>HTTP: open positions.</summary>
        public const string Positions = "Positions";

        /// <summary>HTTP: settled positions.</summary>
        public const string Trades = "Trades";

        /// <summary>HTTP: model bundles.</summary>
        public const string Models = "Models";

        /// <summary>HTTP: the status page, which only shows.</summary>
        public const string Page = "Page";

        /// <summary>HTTP: judges a bundle that was uploaded, where nobody is ready to hear of it.</summary>
        public const string PromoteStored = "PromoteStored";

        /// <summary>HTTP: the operator's orders.</summary>
        public const string Control = "Control";
    }

    /// <summary>
    /// When the timers fire: six fields, UTC, seconds first. None runs at start-up; each run is keyed by its minute.
    /// </summary>
    public static class Schedules
    {
        /// <summary>One second after every minute, when its last candle is final.</summary>
        public const string ScanMarket = "1 * * * * *";

        /// <summary>Every ten seconds.</summary>
        public const string MonitorPositions = "*/10 * * * * *";
    }

    /// <summary>Storage queues.</summary>
    public static class Queues
    {
        /// <summary>One message per scan that made signals.</summary>
        public const string Signals = "signals";

        /// <summary>Where the host moves what it gave up: always the queue's name and <c>-poison</c>.</summary>
        public const string SignalsPoison = Signals + "-poison";
    }

    /// <summary>Storage tables.</summary>
    public static class Tables
    {
        /// <summary>Every document of <c>StoreLayout</c>, by its partition and row.</summary>
        public const string Documents = "quantum";
    }

    /// <summary>Blob containers.</summary>
    public static class Containers
    {
        /// <summary>
        /// Model bundles, as <c>{version}/{file}</c>: the port's names that begin with <see cref="ModelsPrefix"/>,
        /// without it. A container of its own, so that nothing else raises the blob event.
        /// </summary>
        public const string Models = "models";

        /// <summary>The port's names that lie in <see cref="Models"/>.</summary>
        public const string ModelsPrefix = Models + "/";

        /// <summary>All other names of the port, whole: ledger pages, feature snapshots, recorded inputs.</summary>
        public const string State = "state";

        /// <summary>The package of the code, which the platform reads and nobody else.</summary>
        public const string Deployments = "deployments";

        /// <summary>The manifest that is written last and raises <see cref="Functions.PromoteModel"/>.</summary>
        public const string ManifestFile = "manifest.json";

        /// <summary>The path of the blob trigger.</summary>
        public const string PromoteTrigger = ModelsPrefix + "{version}/" + ManifestFile;
    }

    /// <summary>
    /// Application settings as they are written in the environment: <c>__</c> parts the sections of a name.
    /// </summary>
    public static class Settings
    {
        /// <summary>Paper, Testnet or Live. Absent means Paper.</summary>
        public const string Mode = "Mode";

        /// <summary>Binance or Generated. Absent means Binance.</summary>
        public const string Market = "Market";

        /// <summary>Seed of the generated market. Absent means 1.</summary>
        public const string GeneratedSeed = "Generated__Seed";

        /// <summary>Contracts of the generated market. Absent means 222.</summary>
        public const string GeneratedSymbols = "Generated__Symbols";

        /// <summary>The queue that <see cref="Functions.ExecuteSignal"/> reads.</summary>
        public const string SignalQueue = "SIGNAL_QUEUE";

        /// <summary>
        /// A connection string (Azurite), or the section below which the three addresses and the identity stand.
        /// </summary>
        public const string Storage = "AzureWebJobsStorage";

        /// <summary>Address of the blob service.</summary>
        public const string BlobServiceUri = Storage + "__blobServiceUri";

        /// <summary>Address of the queue service; the blob event needs it too.</summary>
        public const string QueueServiceUri = Storage + "__queueServiceUri";

        /// <summary>Address of the table service.</summary>
        public const string TableServiceUri = Storage + "__tableServiceUri";

        /// <summary>How the host proves who it is: <see cref="ManagedIdentity"/>.</summary>
        public const string StorageCredential = Storage + "__credential";

        /// <summary>The value of <see cref="StorageCredential"/>.</summary>
        public const string ManagedIdentity = "managedidentity";

        /// <summary>Client id of the user-assigned identity, for the host's bindings.</summary>
        public const string StorageClientId = Storage + "__clientId";

        /// <summary>Client id of the user-assigned identity, for our own clients.</summary>
        public const string IdentityClientId = "AZURE_CLIENT_ID";

        /// <summary>The exchange key: a Key Vault reference in the cloud.</summary>
        public const string ExchangeApiKey = "Exchange__ApiKey";

        /// <summary>The exchange key's secret: a Key Vault reference in the cloud.</summary>
        public const string ExchangeApiSecret = "Exchange__ApiSecret";

        /// <summary>Where telemetry goes; absent means nowhere.</summary>
        public const string TelemetryConnection = "APPLICATIONINSIGHTS_CONNECTION_STRING";

        /// <summary>How telemetry proves who sends it.</summary>
        public const string TelemetryAuthentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

        /// <summary>Stands before each key of <c>docs/options.md</c>: <c>QUANTUM_Risk__LeverageMax</c>.</summary>
        public const string TradingPrefix = "QUANTUM_";

        /// <summary>The option <c>Execution:Account</c>, whose first letter is the mode's.</summary>
        public const string Account = TradingPrefix + "Execution__Account";

        /// <summary>The option <c>Models:TrustedKeys</c>: whose signature makes a bundle fit for Live.</summary>
        public const string ModelsTrustedKeys = TradingPrefix + "Models__TrustedKeys";

        /// <summary>The option <c>Live:ArmedFor</c>, the second word that real money needs.</summary>
        public const string LiveArmedFor = TradingPrefix + "Live__ArmedFor";

        /// <summary>How a reference to a Key Vault secret begins; a value that still does was not resolved.</summary>
        public const string VaultReferencePrefix = "@Microsoft.KeyVault(";
    }

    /// <summary>Secrets in the Key Vault. Only people write them; the deployment refers to them.</summary>
    public static class Secrets
    {
        /// <summary>The value of <see cref="Settings.ExchangeApiKey"/>.</summary>
        public const string ExchangeApiKey = "exchange-api-key";

        /// <summary>The value of <see cref="Settings.ExchangeApiSecret"/>.</summary>
        public const string ExchangeApiSecret = "exchange-api-secret";
    }

    /// <summary>A setting's name as configuration knows it: <c>:</c> for <c>__</c>.</summary>
    public static string ConfigurationKey(string setting) => setting.Replace("__", ":", StringComparison.Ordinal);
}
