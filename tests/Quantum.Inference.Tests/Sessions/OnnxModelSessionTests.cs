using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Features;
using Quantum.Core.Models;
using Quantum.Inference.Sessions;

namespace Quantum.Inference.Tests.Sessions;

public sealed class OnnxModelSessionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly OnnxModelRuntime Runtime = new(new InferenceOptions());

    [Theory]
    [InlineData(ModelKind.XgBoost)]
    [InlineData(ModelKind.Tft)]
    public void A_model_scores_every_symbol_of_the_batch_in_its_order(ModelKind kind)
    {
        // The logit of "up" is the first feature of the newest row; the others are 0.
        var weights = new float[FeatureSchema.Count * 3];
        weights[2] = 1;
        using var session = Runtime.Load(kind, OnnxModels.Linear(kind, weights));
        var batch = new float[ModelContract.InputLength(kind, 3)];
        var newest = batch.AsSpan(batch.Length - 3 * FeatureSchema.Count);
        for (var symbol = 0; symbol < 3; symbol++) newest[symbol * FeatureSchema.Count] = symbol;
        var answer = new float[9];

        session.Score(batch, 3, answer, Limit);

        for (var symbol = 0; symbol < 3; symbol++)
        {
            var up = Math.Exp(symbol) / (2 + Math.Exp(symbol));
            Assert.Equal(up, answer[symbol * 3 + 2], 1e-6);
            Assert.Equal((1 - up) / 2, answer[symbol * 3], 1e-6);
            Assert.Equal((1 - up) / 2, answer[symbol * 3 + 1], 1e-6);
        }
    }

    [Theory]
    [InlineData(ModelKind.XgBoost, "features float[?,51]")]
    [InlineData(ModelKind.Tft, "window float[64,?,51]")]
    public void A_model_tells_what_it_takes_and_gives(ModelKind kind, string input)
    {
        using var session = Runtime.Load(kind, OnnxModels.Linear(kind));
        Assert.Equal(input, Assert.Single(session.Signature.Inputs).ToString());
        Assert.Equal("probabilities float[?,3]", Assert.Single(session.Signature.Outputs).ToString());
        Assert.Null(ModelContract.ProblemOf(kind, session.Signature));
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused_in_words()
    {
        var whole = OnnxModels.Linear(ModelKind.XgBoost);
        foreach (var bytes in new[] { [], new byte[100], "not a model"u8.ToArray(), whole[..(whole.Length / 2)] })
        {
            var error = Assert.Throws<ModelRuntimeException>(() => Runtime.Load(ModelKind.XgBoost, bytes));
            Assert.StartsWith("xgboost.onnx cannot be loaded: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ModelKind.XgBoost)]
    [InlineData(ModelKind.Tft)]
    public void A_model_whose_numbers_lie_in_another_file_is_refused_although_the_file_is_there(ModelKind kind)
    {
        // The runtime looks for it where the process was started.
        var file = Path.Combine(Environment.CurrentDirectory, $"elsewhere-{kind}.bin");
        File.WriteAllBytes(file, new byte[FeatureSchema.Count * 3 * sizeof(float)]);
        try
        {
            var model = OnnxModels.Elsewhere(kind, Path.GetFileName(file));
            var error = Assert.Throws<ModelRuntimeException>(() => Runtime.Load(kind, model));
            Assert.EndsWith("it refers to numbers in another file.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void An_answer_of_another_shape_is_refused()
    {
        using var session = Runtime.Load(ModelKind.XgBoost, OnnxModels.Classes(ModelKind.XgBoost, 4));
        Assert.Equal("its output is probabilities float[?,4] where float[?,3] is needed.",
            ModelContract.ProblemOf(ModelKind.XgBoost, session.Signature));
        var error = Assert.Throws<ModelRuntimeException>(() =>
            session.Score(new float[2 * FeatureSchema.Count], 2, new float[6], Limit));
        Assert.StartsWith("xgboost.onnx failed: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_takes_too_long_is_stopped()
    {
        using var session = Runtime.Load(ModelKind.XgBoost, OnnxModels.Slow(ModelKind.XgBoost, 256, 20_000));
        var error = Assert.Throws<ModelRuntimeException>(() => session.Score(
            new float[222 * FeatureSchema.Count], 222, new float[666], TimeSpan.FromMilliseconds(50)));
        Assert.Equal("xgboost.onnx gave no answer within 50 ms.", error.Message);
    }

    [Fact]
    public void A_length_that_does_not_fit_is_a_callers_bug()
    {
        using var session = Runtime.Load(ModelKind.Tft, OnnxModels.Linear(ModelKind.Tft));
        Assert.Throws<ArgumentException>(() => session.Score(new float[FeatureSchema.Count], 1, new float[3], Limit));
        Assert.Throws<ArgumentException>(() =>
            session.Score(new float[64 * FeatureSchema.Count], 1, new float[4], Limit));
    }

    [Fact]
    public void A_disposed_session_scores_no_more_and_may_be_disposed_again()
    {
        var session = Runtime.Load(ModelKind.XgBoost, OnnxModels.Linear(ModelKind.XgBoost));
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() =>
            session.Score(new float[FeatureSchema.Count], 1, new float[3], Limit));
    }
}
