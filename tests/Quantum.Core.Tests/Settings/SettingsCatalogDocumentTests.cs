using System.Text;
using Quantum.Core.Settings;
using Quantum.Core.Tests.Samples;

namespace Quantum.Core.Tests.Settings;

public class SettingsCatalogDocumentTests
{
    [Fact]
    public void The_document_of_the_options_is_what_the_catalog_says() =>
        RepositoryFile.AssertEqual("docs/options.md", Document());

    private static string Document()
    {
        var text = new StringBuilder("""
            # Options

            Every option has a default that is used when nothing is said. Keys are written without regard to case,
            numbers with a point. A wrong value stops the start, and all wrong values are listed at once with their
            ranges. **C** means that the default is taken from the source named; **J** means judgement, to be fitted
            by backtests.

            This page is generated from `SettingsCatalog`; a test compares the two. Rewrite it with
            `QUANTUM_REWRITE_DOCS=1 dotnet test tests/Quantum.Core.Tests`.

            ## Mode

            | Key | Default | Values | Meaning |
            |---|---|---|---|
            | `Mode` | Paper | Paper, Testnet or Live | The simulated venue, the venue's test network, or real money. |

            """).Append('\n');
        foreach (var section in SettingsCatalog.All.GroupBy(info => info.Key.Split(':')[0]))
        {
            text.Append($"## {section.Key}\n\n| Key | Default | Values | Meaning | Basis |\n|---|---|---|---|---|\n");
            foreach (var info in section)
                text.Append($"| `{info.Key}` | {Default(info)} | {SettingsCatalog.RangeOf(info)} ")
                    .Append($"| {info.Meaning.Description} | {info.Meaning.Basis} |\n");
            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Default(SettingInfo info) => info.Default.Length == 0 ? "(empty)"
        : info.Type == typeof(bool) ? info.Default.ToLowerInvariant()
        : info.Default;
}
