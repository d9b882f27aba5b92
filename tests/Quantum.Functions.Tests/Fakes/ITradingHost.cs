namespace Quantum.Functions.Tests.Fakes;

/// <summary>What makes a host trade: its timers and its queue, called one after the other by a test.</summary>
internal interface ITradingHost
{
    /// <summary>The monitor's timer fires.</summary>
    Task MonitorAsync();

    /// <summary>The scanner's timer fires.</summary>
    Task ScanAsync();

    /// <summary>The queue delivers until it is empty.</summary>
    Task DrainAsync();
}

/// <summary>The schedule of both hosts in virtual time.</summary>
internal static class TradingSchedule
{
    /// <summary>Runs whole minutes: a scan one second after each, a monitor tick every ten seconds.</summary>
    public static async Task RunAsync(
        ITradingHost host, Action<DateTimeOffset> setClock, DateTimeOffset start, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            var begin = start.AddMinutes(minute);
            setClock(begin);
            await host.MonitorAsync();
            setClock(begin.AddSeconds(1));
            await host.ScanAsync();
            await host.DrainAsync();
            for (var second = 10; second < 60; second += 10)
            {
                setClock(begin.AddSeconds(second));
                await host.MonitorAsync();
                await host.DrainAsync();
            }
        }
    }
}
