using System.Text.Json;
using System.Text.Json.Serialization;
using Quantum.App.Models;
using Quantum.App.Preflight;
using Quantum.Core.Accounting;
using Quantum.Core.Models;
using Quantum.Core.Positions;
using Quantum.Core.Risk;

namespace Quantum.App.Storage;

/// <summary>How documents are written: camel case, stored facts only, numbers without loss.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters =
    [
        typeof(SymbolConverter), typeof(MinuteConverter), typeof(SignalIdConverter), typeof(ClientOrderIdConverter),
        typeof(PriceConverter), typeof(QuantityConverter), typeof(ReasonConverter),
    ])]
[JsonSerializable(typeof(ScanRow))]
[JsonSerializable(typeof(ScanHead))]
[JsonSerializable(typeof(ScanOutage))]
[JsonSerializable(typeof(SignalRow))]
[JsonSerializable(typeof(SignalMessage))]
[JsonSerializable(typeof(DeadLetterRow))]
[JsonSerializable(typeof(FaultRow))]
[JsonSerializable(typeof(AlarmRow))]
[JsonSerializable(typeof(MonitorRow))]
[JsonSerializable(typeof(EquityPoint))]
[JsonSerializable(typeof(OperatorControl))]
[JsonSerializable(typeof(RiskBook))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(Trade))]
[JsonSerializable(typeof(ModelPointer))]
[JsonSerializable(typeof(ModelVerdict))]
[JsonSerializable(typeof(ModelServing))]
[JsonSerializable(typeof(PreflightRow))]
[JsonSerializable(typeof(BookSeal))]
[JsonSerializable(typeof(UniverseRow))]
public sealed partial class DocumentJson : JsonSerializerContext;
