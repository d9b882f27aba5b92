using Quantum.App.Hosting;
using Quantum.Core.Ledger;
using Quantum.Simulation.Checks;
using Quantum.Simulation.Faults;
using Quantum.Simulation.Tests.Fakes;
using Quantum.Simulation.Worlds;
using Change = System.Func<Quantum.App.Hosting.TradingPorts, Quantum.App.Hosting.TradingPorts>;

namespace Quantum.Simulation.Tests.Checks;

/// <summary>
/// A failing twin for every rule: the rule is broken, everything else stays as it is, and the checks must notice. A
/// check that nothing can trip does not count.
/// </summary>
public class JudgeTests
{
    private const int SeedsMax = 60;
    private const string Budget = "the day's loss has no budget";

    /// <summary>The rule that is broken, how, and which of the invariants may be what breaks first.</summary>
    private static readonly Dictionary<string, (Change Refit, Invariant[] Trips)> Twins = new()
    {
        ["the POST is repeated on a timeout"] =
            (ports => ports with { Venue = new RetryingVenue(ports.Venue) }, [Invariant.OneOrderPerIntent]),
        ["an unknown outcome is taken for a refusal"] =
            (ports => ports with { Venue = new ConcludingVenue(ports.Venue) },
                [Invariant.NoSilence, Invariant.NothingLost, Invariant.NoNakedPosition, Invariant.NoBug]),
        ["an order is sent before its intent is on record"] =
            (ports => ports with { Venue = new HastyVenue(ports.Venue, ports.Store) }, [Invariant.OneOrderPerIntent]),
        ["a stop is cancelled before the new one rests"] =
            (ports => ports with { Venue = new GappingVenue(ports.Venue) }, [Invariant.NoNakedPosition]),
        ["a stop is believed in that never rested"] =
            (ports => ports with { Venue = new LyingVenue(ports.Venue) }, [Invariant.NoNakedPosition]),
        ["an exit may open a position"] =
            (ports => ports with { Venue = new OpeningExitVenue(ports.Venue) }, [Invariant.OneOrderPerIntent]),
        ["orphaned stops are left at the venue"] =
            (ports => ports with { Venue = new KeepingVenue(ports.Venue) },
                [Invariant.NothingLost, Invariant.NoNakedPosition]),
        ["foreign orders are cancelled"] =
            (ports => ports with { Venue = new AdoptingVenue(ports.Venue) }, [Invariant.ForeignUntouched]),
        ["foreign positions are not quarantined"] =
            (ports => ports with { Venue = new BlindVenue(ports.Venue) }, [Invariant.ForeignUntouched]),
        ["commissions are not booked"] =
            (ports => ports with { Venue = new ForgetfulVenue(ports.Venue) }, [Invariant.BooksBalance]),
        ["a slot is released before its order settles"] =
            (ports => ports with { Store = new ReleasingStore(ports.Store) }, [Invariant.NoLimitExceeded]),
        ["the last writer wins"] =
            (ports => ports with { Store = new OverwritingStore(ports.Store) },
                [.. Enum.GetValues<Invariant>().Where(invariant => invariant != Invariant.None)]),
        ["a second outcome is written over the first"] =
            (ports => ports with { Store = new RewritingStore(ports.Store) }, [Invariant.NoSilence]),
        ["trades are not kept"] =
            (ports => ports with { Store = new SwallowingStore(ports.Store, "trades-") }, [Invariant.NothingLost]),
        ["settled positions are not kept"] =
            (ports => ports with { Store = new SwallowingStore(ports.Store, "settled-") }, [Invariant.NothingLost]),
        ["dead letters leave no record"] =
            (ports => ports with { Store = new SwallowingStore(ports.Store, "dead-letters") }, [Invariant.NothingLost]),
        ["alarms leave no record"] =
            (ports => ports with { Store = new SwallowingStore(ports.Store, "alarms") }, [Invariant.NoSilence]),
        ["a signal is entered without a claim"] =
            (ports => ports with { Store = new UnclaimedStore(ports.Store) },
                [Invariant.NoSilence, Invariant.NothingLost]),
        [Budget] =
            (ports => ports with
            {
                Settings = ports.Settings with { Risk = ports.Settings.Risk with { DailyLossMax = 0.9m } },
            }, [Invariant.NoLimitExceeded]),
        ["one absent answer settles an order"] =
            (ports => ports with
            {
                Settings = ports.Settings with
                {
                    Execution = ports.Settings.Execution with { AbsentReadsMin = 1, AbsentMinSeconds = 0 },
                },
            }, [Invariant.NothingLost, Invariant.NoSilence, Invariant.NoNakedPosition]),
        ["a symbol falls out of a page"] =
            (ports => WithPages(ports, records => [.. records.Skip(1)]), [Invariant.NoSilence]),
        ["a page tells of another RSI"] =
            (ports => WithPages(ports, records => [.. records.Select(record => record with { Rsi = record.Rsi + 1 })]),
                [Invariant.Parity]),
        ["a model that may not serve decides"] =
            (ports => WithPages(ports,
                records => [.. records.Select(record => record with { ModelVersion = "withdrawn" })]),
                [Invariant.NoBadModel]),
    };

    public static TheoryData<string> Rules => [.. Twins.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_rule_is_noticed(string rule)
    {
        var (refit, trips) = Twins[rule];
        for (ulong seed = 1; seed <= SeedsMax; seed++)
        {
            var result = World.Run(
                new WorldOptions
                {
                    // A budget for a day is used up by hours of trading, not by faults.
                    Seed = seed, Hours = rule == Budget ? 6 : 1, Refit = refit,
                    Profile = rule == Budget ? FaultProfile.Calm : FaultProfile.Hell,
                },
                TestContext.Current.CancellationToken);
            if (result.Violation is not { } violation) continue;
            Assert.Contains(violation.Invariant, trips);
            return;
        }

        Assert.Fail($"In {SeedsMax} worlds nothing noticed that {rule}.");
    }

    private static TradingPorts WithPages(
        TradingPorts ports, Func<IReadOnlyList<DecisionRecord>, IReadOnlyList<DecisionRecord>> change) => ports with
        {
            Blobs = new BlobChanger(ports.Blobs, (name, content) =>
            {
                if (!name.StartsWith("ledger/", StringComparison.Ordinal)) return content;
                var (minute, records) = LedgerCodec.Decode(content);
                return LedgerCodec.Encode(minute, change(records));
            }),
        };
}
