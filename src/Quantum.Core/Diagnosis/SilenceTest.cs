using System.Globalization;
using Quantum.Core.Models;
using Quantum.Core.Settings;

namespace Quantum.Core.Diagnosis;

/// <summary>Fewer came than chance allows.</summary>
/// <param name="Who">Who should have given more: <c>the model</c>, <c>the rule</c>, or <c>the executor</c>.</param>
/// <param name="Hours">Within how many hours.</param>
/// <param name="Came">How many came.</param>
/// <param name="Expected">How many were to be expected at least.</param>
/// <param name="Chance">How probable so few are, [0, <see cref="SilenceTest.ChanceMax"/>).</param>
public readonly record struct Silence(string Who, int Hours, long Came, double Expected, double Chance)
{
    /// <summary>In words, without a full stop.</summary>
    public string Words(string what) => string.Create(CultureInfo.InvariantCulture,
        $"{Came} {what} of {Who} in {Hours} h where at least {Expected:0.0} were to be expected, ")
        + string.Create(CultureInfo.InvariantCulture, $"a chance of {Chance * 100:0.##} %");
}

/// <summary>
/// The zero-trade test: P(so few or fewer | expected rate) &lt; 1 % by Poisson, over each of the last 1 to 24 hours, so
/// that silence is found as soon as it can be told from chance, however loud the day was before. A model's rate is the
/// one that its training states. The rule's rate and the share of signals that become positions are low bounds, because
/// signals come in clusters. Pure.
/// </summary>
public static class SilenceTest
{
    /// <summary>What is less probable is no chance. Basis: J.</summary>
    public const double ChanceMax = 0.01;

    private const double MinutesPerDay = 1_440;

    /// <summary>Whether a source gives fewer signals than it should; the worst of them.</summary>
    /// <param name="tally">What was asked and what came.</param>
    /// <param name="modelPerDay">
    /// Signals per day over 222 symbols that the model expects; NaN where nobody knows.
    /// </param>
    /// <param name="settings">The rule's rate.</param>
    public static Silence? OfSignals(SignalTally tally, double modelPerDay, SignalSettings settings)
    {
        var perQuestion = double.IsFinite(modelPerDay)
            ? modelPerDay / (MinutesPerDay * BundleTrials.SymbolsOfRate)
            : 0;
        var model = Worst(tally, "the model", hour => hour.ModelSignals, hour => perQuestion * hour.ModelAsked);
        var rule = Worst(tally, "the rule", hour => hour.RuleSignals,
            hour => settings.RuleSignalsPerThousand / 1_000 * hour.RuleAsked);
        return model is null || rule?.Chance < model.Value.Chance ? rule : model;
    }

    /// <summary>Whether fewer signals become positions than should.</summary>
    public static Silence? OfTrades(SignalTally tally, SignalSettings settings) => Worst(tally, "the executor",
        hour => hour.Trades, hour => settings.TradesPerHundred / 100 * hour.Free);

    /// <summary>The chance of at most so many where so many are expected (Poisson).</summary>
    public static double ChanceOfAtMost(long count, double expected)
    {
        if (!(expected > 0) || count >= expected) return 1; // At least one half: no concern of this test.
        var (sum, logarithm) = (0d, -expected);
        for (var number = 0L; number <= count; number++)
        {
            if (number > 0) logarithm += Math.Log(expected / number);
            sum += Math.Exp(logarithm);
        }

        return Math.Min(1, sum);
    }

    private static Silence? Worst(
        SignalTally tally, string who, Func<TallyHour, long> came, Func<TallyHour, double> expected)
    {
        Silence? worst = null;
        var (sum, due) = (0L, 0d);
        for (var index = tally.Hours.Count - 1; index >= 0; index--)
        {
            var hour = tally.Hours[index];
            sum += came(hour);
            due += expected(hour);
            var chance = ChanceOfAtMost(sum, due);
            if (chance < ChanceMax && !(worst?.Chance <= chance))
                worst = new(who, (int)(tally.Hours[^1].Hour - hour.Hour + 1), sum, due, chance);
        }

        return worst;
    }
}
