using Quantum.Core.Positions;

namespace Quantum.Core.Tests.Positions;

public sealed class CloseTypeWordsTests
{
    [Theory]
    [InlineData(CloseType.TimeStop, "time stop")]
    [InlineData(CloseType.StopThroughMarket, "stop through market")]
    [InlineData(CloseType.External, "external")]
    public void They_are_words_and_no_names_of_code(CloseType close, string words) =>
        Assert.Equal(words, close.Words());
}
