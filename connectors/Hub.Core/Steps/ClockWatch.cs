using Hub.Core.Lanes;
using Hub.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Steps;

/// <summary>Compares this machine's clock with the database's every minute: leases, due times and rates of instances that share a store rest on their clocks.</summary>
/// <param name="most">From here on the clock is off; a part of the shortest lease.</param>
public sealed class ClockWatch(IStoreInfo store, TimeProvider clock, TimeSpan most, ILogger<ClockWatch> logger) : IStep
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);
    private Last? _last;

    public string Name => "clock-watch";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct) => (await ReadAsync(ct)).Lead is null ? null : clock.GetUtcNow() + Every;

    /// <summary>The last reading, or a new one when that is older than a minute.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be asked.</exception>
    public async Task<ClockReading> LookAsync(CancellationToken ct) =>
        Volatile.Read(ref _last) is { } last && clock.GetElapsedTime(last.At) < Every ? last.Reading : await ReadAsync(ct);

    private async Task<ClockReading> ReadAsync(CancellationToken ct)
    {
        var lead = await store.ClockLeadAsync(ct);
        var size = lead?.Duration() ?? TimeSpan.Zero;
        var reading = new ClockReading(lead, size > Noticeable, size > most);
        if (lead is { } known)
        {
            LaneTelemetry.ClockRead(known);
        }

        if (reading.IsNoticeable)
        {
            logger.ClockDiffers(Math.Round(lead!.Value.TotalSeconds, 1));
        }

        Volatile.Write(ref _last, new Last(reading, clock.GetTimestamp()));
        return reading;
    }

    private sealed record Last(ClockReading Reading, long At);
}
