using System.Globalization;
using System.Text;
using Quantum.Core.Features;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Features;

public class FeatureSchemaDocumentTests
{
    [Fact]
    public void The_document_of_the_features_is_what_the_schema_says() =>
        RepositoryFile.AssertEqual("docs/features.md", Document());

    private static string Document()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Features

            Version {FeatureSchema.Version}, {FeatureSchema.Count} features, SHA-256
            `{FeatureSchema.Hash}`. Data sets, models and
            snapshots carry this hash; what was made with another one is refused.

            One implementation (`SymbolFeatures`, `CrossSection`) serves live, backtest and training: each closed
            1-minute candle is folded in once, and the same candles give the same bits. No feature has a price in its
            unit: multiplying all prices by a power of two changes no bit. Other factors change the rounding,
            which shows only in `mfi` where two typical prices are equal, and in `adx` and
            `directional_difference` where two movements are.

            - **Range**: a figure outside of it is set to the nearer bound. NaN and infinity never leave: the whole
              row is refused with `DATA_NOT_FINITE`.
            - **Warm-up**: unbroken candles after which an older start of the state would move the figure by at most
              {FeatureSchema.ToleranceShare} of its range. A row exists from candle {FeatureSchema.CandlesMin} on
              (`DATA_WARM_UP` before, `DATA_GAP` after a hole), and is settled from candle {FeatureSchema.WarmUp} on.
            - **Universe features** need all symbols of the minute: a symbol without a candle of it is left out of the
              comparison. The models read the rows of the last 64 minutes (`FeatureWindow`), oldest first. A candle
              that comes late fills the row of its minute when it comes, as a timely one would have; the rows of the
              others stay as they were.
            - The rate of change is `exp(return) − 1` and is left out, like every other figure that another one fixes.

            This page is generated from `FeatureSchema`; a test compares the two. Rewrite it with
            `QUANTUM_REWRITE_DOCS=1 dotnet test tests/Quantum.Core.Tests`.

            | # | Name | Definition | Unit | Range | Warm-up |
            |---|---|---|---|---|---|

            """).ReplaceLineEndings("\n"));
        for (var index = 0; index < FeatureSchema.Count; index++)
        {
            var (name, definition, unit, minimum, maximum, warmUp) = FeatureSchema.All[index];
            text.Append(CultureInfo.InvariantCulture,
                $"| {index} | `{name}` | {definition} | {unit} | {minimum} to {maximum} | {warmUp} |\n");
        }

        return text.ToString();
    }
}
