using System.Globalization;
using Quantum.Core.Models;
using Quantum.Core.Settings;

namespace Quantum.Core.Diagnosis;

/// <summary>Fewer came than chance allows.</summary>
/// <param name="Who">Who should have given more: <c>the model</c>, <c>the rule</c>, or <c>the executor</c>.</param>
/// <param name="Hours">Within how many hours.</param>
/// <param name="Came">How many came.</param>
/// <param name="Expected">How many were to be expected at least.</param>
/// <param name="Chance">How probable so few are, [0, <see cref="SilenceTest.ChanceEnd"/>).</param>
public readonly record struct Silence(string Who, int Hours, long Came, double Expected, double Chance)
{
    /// <summary>In words, without a full stop.</summary>
    public string Words(string what) => string.Create(CultureInfo.InvariantCulture,
        $"{Came} {what} of {Who} in {Hours} h where at least {Expected:0.0} were to be expected, ")
        + string.Create(CultureInfo.InvariantCulture, $"a chance of {Chance * 100:0.##} %");
}

/// <summary>
/// The zero-trade test: P(so few or fewer | expected rate) by Poisson, over windows of 1 to 72 hours that end now, so
/// that silence is found as soon as it can be told from chance, however loud the days were before. It begins below 1 %
/// over all windows together and ends at 5 % in each, so that one signal more or less does not make it come and go. All
/// rates are low bounds, because signals come in clusters and markets change. Pure.
/// </summary>
public static class SilenceTest
{
    /// <summary>
    /// What is less probable is no chance: shared evenly among the windows, for each is one more chance to be wrong
    /// (Bonferroni). Basis: J.
    /// </summary>
    public const double ChanceMax = 0.01;

    /// <summary>Silence that was found lasts while any window is less probable than this. Basis: J.</summary>
    public const double ChanceEnd = 0.05;

    /// <summary>
    /// The share of its stated rate that a model must give at least. Basis: J; half as many as the active bundle gives
    /// is what a new one may state without being asked (<c>Model:SignalRateChangeMax</c>), so a market that changes a
    /// model's rate by as much is none to wake anybody for.
    /// </summary>
    public const double ModelShareMin = 0.5;

    /// <summary>Lengths of the windows, hours. Each is longer than the one before by half at most, from 2 on.</summary>
    private static readonly int[] Windows = [1, 2, 3, 4, 6, 8, 12, 16, 24, 36, 48, SignalTally.HoursKept];

    private const double MinutesPerDay = 1_440;

    /// <summary>Whether a source gives fewer signals than it should; the worst of them.</summary>
    /// <param name="tally">What was asked and what came.</param>
    /// <param name="modelPerDay">
    /// Signals per day over 222 symbols that the model expects; NaN where nobody knows.
    /// </param>
    /// <param name="settings">The rule's rate.</param>
    /// <param name="isStanding">Whether it was silent before: then it is until it clearly is no longer.</param>
    public static Silence? OfSignals(SignalTally tally, double modelPerDay, SignalSettings settings, bool isStanding)
    {
        var perQuestion = double.IsFinite(modelPerDay)
            ? ModelShareMin * modelPerDay / (MinutesPerDay * BundleTrials.SymbolsOfRate)
            : 0;
        var model = Worst(tally, "the model", isStanding,
            hour => hour.ModelSignals, hour => perQuestion * hour.ModelAsked);
        var rule = Worst(tally, "the rule", isStanding,
            hour => hour.RuleSignals, hour => settings.RuleSignalsPerThousand / 1_000 * hour.RuleAsked);
        return model is null || rule?.Chance < model.Value.Chance ? rule : model;
    }

    /// <summary>Whether fewer signals become positions than should.</summary>
    public static Silence? OfTrades(SignalTally tally, SignalSettings settings, bool isStanding) =>
        Worst(tally, "the executor", isStanding,
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

    private static Silence? Worst(SignalTally tally, string who, bool isStanding,
        Func<TallyHour, long> came, Func<TallyHour, double> expected)
    {
        var limit = isStanding ? ChanceEnd : ChanceMax / Windows.Length;
        Silence? worst = null;
        var (sum, due, index) = (0L, 0d, tally.Hours.Count - 1);
        foreach (var window in Windows)
        {
            var first = index;
            for (; index >= 0 && tally.Hours[^1].Hour - tally.Hours[index].Hour < window; index--)
            {
                sum += came(tally.Hours[index]);
                due += expected(tally.Hours[index]);
            }

            if (index == first) continue; // Nothing was scanned then.
            var chance = ChanceOfAtMost(sum, due);
            var hours = (int)(tally.Hours[^1].Hour - tally.Hours[index + 1].Hour + 1);
            if (chance < limit && !(worst?.Chance <= chance)) worst = new(who, hours, sum, due, chance);
        }

        return worst;
    }
}
