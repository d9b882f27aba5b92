using Quantum.App.Models;
using Quantum.App.Ports;
using Quantum.App.Scanning;
using Quantum.Core.Markets;
using Quantum.Simulation.Markets;

namespace Quantum.App.Tests.Fakes;

/// <summary>What scans of a generated market saw, recorded as the scanner records it.</summary>
public static class RecordedScans
{
    /// <summary>Three symbols without a gap, minute after minute.</summary>
    /// <param name="blobs">Where they are recorded.</param>
    /// <param name="minutes">How many scans.</param>
    /// <param name="isRecorded">Which minutes are recorded; all where nothing is said.</param>
    /// <returns>The newest minute.</returns>
    public static async Task<Minute> WriteAsync(
        IBlobStore blobs, int minutes = 180, Func<Minute, bool>? isRecorded = null)
    {
        var world = new World(new GeneratedMarket(new GeneratedMarketOptions
        {
            Origin = Minute.Of(World.Start) - 420, Seed = 7, SymbolCount = 3, GapChance = 0,
        }));
        var archive = new InputArchive(blobs, 64);
        var board = new FeatureBoard(world.Market, 400);
        await board.RefreshAsync(world.Now, default);
        for (var minute = 0; minute < minutes; minute++)
        {
            await board.AdvanceAsync(world.Minute - 1, default);
            if (isRecorded?.Invoke(board.Window.Newest) ?? true) await archive.WriteAsync(board.Window, default);
            world.Time.AdvanceTo(world.Now.AddMinutes(1));
        }

        return board.Window.Newest;
    }
}
