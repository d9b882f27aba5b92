namespace Quantum.Infra.Tests.Bicep;

public sealed class BicepFileTests
{
    private static readonly BicepFile File = new("infra/main.bicep", """
        param a string // not: param b string
        param c array = []
        @allowed(['x'])
        param d string?
        var names = loadJsonContent('names.json')
        var s = names.settings
        var text = 'it\'s // ${names.queues.signals} and ${toUpper('deep ${s.mode}')} end'
        module storage 'modules/storage.bicep' = if (c == 1) {
          name: 'storage'
          params: {
            name: 'st'
            tags: {
              nested: 'value'
            }
          }
        }
        resource r 'Microsoft.Web/sites/config@2024-04-01' existing = {
        }
        output o string = storage!.outputs.name
        what is this
        """);

    [Fact]
    public void Parameters_are_required_without_a_default() => Assert.Equal(
        [new("a", IsRequired: true), new("c", IsRequired: false), new("d", IsRequired: true)], File.Parameters);

    [Fact]
    public void Calls_hold_their_arguments_and_not_what_lies_deeper()
    {
        var call = Assert.Single(File.Calls);
        Assert.Equal(("storage", "modules/storage.bicep"), (call.Symbol, call.Path));
        Assert.Equal(["name", "tags"], call.Arguments);
    }

    [Fact]
    public void Resources_outputs_and_their_uses_are_found()
    {
        Assert.Equal([new("Microsoft.Web/sites/config", "2024-04-01")], File.Resources);
        Assert.Equal(["o"], File.Outputs);
        Assert.Equal([("storage", "name")], File.OutputUses);
    }

    [Fact]
    public void Texts_are_parted_by_what_is_inserted()
    {
        Assert.Contains("it's // ", File.Literals);
        Assert.Contains("deep ", File.Literals);
        Assert.Contains(" end", File.Literals);
        Assert.DoesNotContain(File.Literals, literal => literal.Contains("names.queues", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_found_directly_and_through_a_variable() => Assert.Equal(
        [("queues", "signals"), ("settings", "mode")], File.NameUses().Order());

    [Fact]
    public void A_line_that_is_nothing_is_not_passed_over() => Assert.Equal(["what is this"], File.Unreadable);
}
