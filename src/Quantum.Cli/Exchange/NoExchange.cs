using Quantum.App.Ports;
using Quantum.Core.Settings;

namespace Quantum.Cli.Exchange;

/// <summary>The exchange of a build without its package: it says so, and everything else works.</summary>
internal sealed class NoExchange : IExchange
{
    /// <inheritdoc/>
    public string Absence =>
        "this program was built without the exchange's package (Binance.Net), which the package mirror did not have; "
        + "the generated market, replays and downloads work without it.";

    /// <inheritdoc/>
    public ExchangeSession Open(
        ExchangeAccess access, TradingSettings settings, IEntityStore? store, TimeProvider time) =>
        throw new InvalidOperationException("Condition failed: " + Absence);
}
