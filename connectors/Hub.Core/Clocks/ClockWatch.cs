using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Clocks;

/// <summary>
/// Compares this machine's clock with the database's every minute: leases, due times and rates of instances that share a store rest on their clocks. Also
/// notices that the clock was ahead: it was put back under this process, or the store holds what was accepted later than now.
/// </summary>
/// <param name="most">From here on the clock is off; a part of the shortest lease.</param>
public sealed class ClockWatch(IStoreInfo store, TimeProvider clock, TimeSpan most, ILogger<ClockWatch> logger) : IStep
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Told = TimeSpan.FromHours(1);
    private Last? _last;
    private (TimeSpan By, long At)? _putBack;

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
        var wasAhead = await WasAheadAsync(ct);
        var size = lead?.Duration() ?? TimeSpan.Zero;
        var reading = new ClockReading(lead, size > Noticeable, size > most) { WasAhead = wasAhead };
        LaneTelemetry.ClockWasAhead(wasAhead ?? TimeSpan.Zero);
        if (wasAhead is { } ahead && Volatile.Read(ref _last)?.Reading.WasAhead is null)
        {
            logger.ClockWasAhead(Math.Round(ahead.TotalSeconds, 1));
        }

        if (lead is { } known)
        {
            LaneTelemetry.ClockRead(known);
        }

        if (reading.IsNoticeable)
        {
            logger.ClockDiffers(Math.Round(lead!.Value.TotalSeconds, 1));
        }

        Volatile.Write(ref _last, new Last(reading, clock.GetTimestamp(), clock.GetUtcNow()));
        return reading;
    }

    private async Task<TimeSpan?> WasAheadAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _last) is { } last && last.Utc + clock.GetElapsedTime(last.At) - clock.GetUtcNow() is var by && by > Noticeable)
        {
            _putBack = (by, clock.GetTimestamp());
        }

        var putBack = _putBack is { } known && clock.GetElapsedTime(known.At) < Told ? known.By : TimeSpan.Zero;
        var stored = await store.LatestAsync(ct) - clock.GetUtcNow() ?? TimeSpan.Zero;
        var most = putBack > stored ? putBack : stored;
        return most > Noticeable ? most : null;
    }

    private sealed record Last(ClockReading Reading, long At, DateTimeOffset Utc);
}

/// <summary>How this machine's clock stands to the database's, by which other instances live too.</summary>
/// <param name="Lead">Ahead; negative: behind. Null where there is no other clock.</param>
/// <param name="IsNoticeable">More than machines differ that are set by NTP.</param>
/// <param name="IsOff">So much that this instance would take from the others what they are delivering, or they from it.</param>
public sealed record ClockReading(TimeSpan? Lead, bool IsNoticeable, bool IsOff)
{
    /// <summary>How far this machine's clock was ahead until it was put back, or how far it is behind what the store holds; null: not that anybody knows of.</summary>
    public TimeSpan? WasAhead { get; init; }
}

internal static partial class ClockLog
{
    [LoggerMessage(1004, LogLevel.Warning, "This machine's clock is {Seconds} s ahead of the database's (negative: behind); leases and due times of instances that share it no longer fit together: set both by NTP")]
    public static partial void ClockDiffers(this ILogger logger, double seconds);

    [LoggerMessage(1005, LogLevel.Warning, "This machine's clock was ahead by {Seconds} s, or is behind what the store holds: what is due at once flows on, retries are dated anew; set it by NTP")]
    public static partial void ClockWasAhead(this ILogger logger, double seconds);
}
