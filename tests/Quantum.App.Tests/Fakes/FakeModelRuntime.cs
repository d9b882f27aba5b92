using System.Globalization;
using System.Text;
using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.Conformance;
using Quantum.Core.Features;
using Quantum.Core.Models;

namespace Quantum.App.Tests.Fakes;

/// <summary>Runs models whose file is the text of a <see cref="SampleModel"/>, and fails when it is told to.</summary>
public sealed class FakeModelRuntime : IModelRuntime
{
    /// <summary>Sessions that were loaded and not disposed.</summary>
    public int Live { get; private set; }

    /// <summary>Most sessions that lived at once.</summary>
    public int LiveMax { get; private set; }

    /// <summary>How long each score says that it took.</summary>
    public TimeSpan Took { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What every score throws; <see langword="null"/> for nothing.</summary>
    public string? Failure { get; set; }

    /// <summary>A bundle that this runtime can run.</summary>
    public static BundleContent Bundle(string version, SampleModel? model = null,
        Action<System.Text.Json.Nodes.JsonObject>? change = null,
        System.Security.Cryptography.ECDsa? key = null) =>
        SampleBundle.Make(version, (_, sample) => File(sample), model, change, key);

    /// <summary>A model's file.</summary>
    public static byte[] File(SampleModel model) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{model.Down};{model.Flat};{model.Up};{model.UpWeight}"));

    public IModelSession Load(ModelKind kind, ReadOnlyMemory<byte> model)
    {
        var numbers = Encoding.UTF8.GetString(model.Span).Split(';');
        if (numbers.Length != 4) throw new ModelRuntimeException($"{ModelContract.FileOf(kind)} cannot be loaded.");
        var values = numbers.Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        LiveMax = Math.Max(LiveMax, ++Live);
        return new Session(this, kind, new(values[0], values[1], values[2], values[3]));
    }

    private sealed class Session(FakeModelRuntime runtime, ModelKind kind, SampleModel model) : IModelSession
    {
        private bool _isDisposed;

        public ModelSignature Signature { get; } = new(
            [new(ModelContract.InputName(kind), true, ModelContract.InputDimensions(kind, -1))],
            [new(ModelContract.OutputName, true, [-1, 3])]);

        public TimeSpan Score(ReadOnlyMemory<float> batch, int symbols, Memory<float> answer, TimeSpan limit)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (runtime.Failure is { } failure) throw new ModelRuntimeException(failure);
            Assert.Equal(ModelContract.InputLength(kind, symbols), batch.Length);
            Assert.Equal(symbols * 3, answer.Length);
            var newest = batch.Span[^(symbols * FeatureSchema.Count)..];
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var (down, flat, up) = model.Answer(newest[symbol * FeatureSchema.Count]);
                float[] row = [(float)down, (float)flat, (float)up];
                row.CopyTo(answer.Span[(symbol * 3)..]);
            }

            return runtime.Took;
        }

        public void Dispose()
        {
            if (_isDisposed) return;
            _isDisposed = true;
            runtime.Live--;
        }
    }
}
