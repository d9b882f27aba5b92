using System.Security.Cryptography;
using System.Text;

namespace Quantum.Dashboard.Page;

/// <summary>
/// The page as one self-contained file: markup, style and script are parts of this assembly and are put together once.
/// The policy names the hashes of exactly this style and this script, so nothing else can run, and trusted types turn
/// any sink that would read text as markup into an error.
/// </summary>
internal static class StatusPage
{
    /// <summary>The script's parts in their order; each one uses only what stands before it.</summary>
    private static readonly string[] Scripts =
        ["format.js", "chart.js", "funnel.js", "tables.js", "panels.js", "controls.js", "refresh.js"];

    static StatusPage()
    {
        var style = Read("page.css");
        var script = string.Concat(Scripts.Select(Read));
        Html = Encoding.UTF8.GetBytes(Read("page.html")
            .Replace("/*style*/", style, StringComparison.Ordinal)
            .Replace("/*script*/", script, StringComparison.Ordinal));
        ReadOnlyHtml = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(Html.Span).Replace("<body>", "<body data-read-only>", StringComparison.Ordinal));
        ContentSecurityPolicy = $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; "
            + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";
    }

    /// <summary>UTF-8.</summary>
    public static ReadOnlyMemory<byte> Html { get; }

    /// <summary>The same page without the operator's orders, UTF-8.</summary>
    public static ReadOnlyMemory<byte> ReadOnlyHtml { get; }

    /// <summary>The value of the header that must go with it.</summary>
    public static string ContentSecurityPolicy { get; }

    private static string Hash(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(StatusPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Invariant: the page's part {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser hashes what it parsed, and parsing turns CR LF into LF.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
