namespace Hub.Core.Stores;

/// <summary>What <c>hub doctor</c> and readiness ask of a store.</summary>
public interface IStoreInfo
{
    /// <summary>Writes and commits a mark.</summary>
    /// <exception cref="StoreUnavailableException">That failed, or other work was refused within the last half minute and nothing as large has been committed since.</exception>
    Task CheckWritableAsync(CancellationToken ct);

    /// <summary>How far this machine's clock is ahead of the store's server; negative when behind. Null where the store has no clock but this machine's.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be asked.</exception>
    Task<TimeSpan?> ClockLeadAsync(CancellationToken ct);

    /// <summary>The latest time that the store has of what was accepted lately; null when nothing was, or when that is not known. Ahead of this machine's clock it says that a clock was ahead.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    Task<DateTimeOffset?> LatestAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Figures by name, such as <c>schema-version</c>, <c>events</c>, <c>bytes</c>.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken ct);
}
