using Quantum.App.Hosting;

namespace Quantum.Cli.Exchange;

/// <summary>Where the exchange is and by which key; read from the environment only, so that no key is typed.</summary>
/// <param name="Key">The key; <see langword="null"/> where none is set.</param>
/// <param name="Secret">Its secret; <see langword="null"/> where none is set.</param>
/// <param name="Address">An address instead of the mode's own, for a fake venue or a mirror.</param>
internal sealed record ExchangeAccess(string? Key, string? Secret, Uri? Address)
{
    /// <summary>Environment variable of the address.</summary>
    public const string AddressName = "Exchange__Address";

    /// <summary>The exchange that this build knows.</summary>
    public static IExchange Exchange =>
#if QUANTUM_BINANCE
        new BinanceExchange();
#else
        new NoExchange();
#endif

    /// <summary>Reads the environment.</summary>
    /// <param name="environment">Names and values.</param>
    /// <param name="problems">Gets a sentence for a wrong address.</param>
    public static ExchangeAccess Read(IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        Uri? address = null;
        if (environment.GetValueOrDefault(AddressName) is { Length: > 0 } text
            && (!Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
            problems.Add($"{AddressName} = '{text}': must be an address like https://fapi.example.com.");
        return new(environment.GetValueOrDefault(CloudNames.Settings.ExchangeApiKey),
            environment.GetValueOrDefault(CloudNames.Settings.ExchangeApiSecret), address);
    }

    /// <summary>Never shows the key.</summary>
    public override string ToString() => $"exchange {Address?.ToString() ?? "of the mode"}";
}
