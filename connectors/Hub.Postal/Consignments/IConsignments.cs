using Hub.Core.Trust;

namespace Hub.Postal.Consignments;

/// <summary>Consignments and all that belongs to them. There is one way to write: a batch, whole or not at all.</summary>
public interface IConsignments
{
    Task<Consignment?> FindAsync(string number, CancellationToken ct);

    /// <summary>Those of the numbers that there are, by number.</summary>
    Task<IReadOnlyDictionary<string, Consignment>> FindAsync(IReadOnlyCollection<string> numbers, CancellationToken ct);

    /// <summary>The consignment that an event asked for.</summary>
    Task<Consignment?> OfRequestAsync(string source, string id, CancellationToken ct);

    /// <summary>The consignment with this waybill at an operator.</summary>
    Task<Consignment?> OfWaybillAsync(string @operator, string waybill, CancellationToken ct);

    /// <summary>All of a dossier, in order of direction and sequence.</summary>
    Task<IReadOnlyList<Consignment>> OfDossierAsync(string dossier, CancellationToken ct);

    /// <summary>In order of number, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Consignment>> ListAsync(ConsignmentFilter filter, string? after, int limit, CancellationToken ct);

    /// <summary>Those whose <see cref="Consignment.WatchAt"/> has come, the earliest first.</summary>
    Task<IReadOnlyList<Consignment>> ToWatchAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>Those of an operator whose <see cref="Consignment.PollAt"/> has come, the earliest first.</summary>
    Task<IReadOnlyList<Consignment>> ToPollAsync(string @operator, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>How many of an operator were booked at or after a moment: what its capacity of a day is measured against.</summary>
    Task<int> CountBookedAsync(string @operator, DateTimeOffset since, CancellationToken ct);

    /// <summary>What was told of a consignment, in order of <see cref="PostalRecord.At"/>, then of arrival.</summary>
    Task<IReadOnlyList<PostalRecord>> RecordsAsync(string number, CancellationToken ct);

    /// <summary>Which of the keys of a source are stored already.</summary>
    Task<IReadOnlySet<string>> KnownAsync(string source, IReadOnlyCollection<string> keys, CancellationToken ct);

    /// <summary>Every link of every chain of a dossier, by item and number.</summary>
    Task<IReadOnlyList<CustodyLink>> CustodyAsync(string dossier, CancellationToken ct);

    Task<PostalSheet?> SheetAsync(SheetKind kind, string id, CancellationToken ct);

    /// <summary>In order of id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<PostalSheet>> SheetsAsync(SheetFilter filter, string? after, int limit, CancellationToken ct);

    /// <summary>The cash that was taken at or after <paramref name="from"/> and before <paramref name="until"/>, by day and operator.</summary>
    Task<IReadOnlyList<CashDay>> CashAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct);

    /// <summary>Sheets that were opened at or after <paramref name="from"/> and before <paramref name="until"/>, in that order.</summary>
    Task<IReadOnlyList<PostalSheet>> OpenedAsync(SheetKind kind, DateTimeOffset from, DateTimeOffset until, CancellationToken ct);

    Task<PostalAttachment?> AttachmentAsync(string sha256, CancellationToken ct);

    /// <summary>Ranges of an operator in the order in which they were added, the used-up ones too.</summary>
    Task<IReadOnlyList<WaybillRange>> RangesAsync(string @operator, CancellationToken ct);

    /// <summary>Adds a range that overlaps none of its operator.</summary>
    /// <returns>False when it overlaps or its id is taken.</returns>
    Task<bool> AddRangeAsync(WaybillRange range, AuditEntry audit, CancellationToken ct);

    /// <summary>Takes a range out of use for good: what is left of it is given out no more. Numbers that were taken stay taken, and none of its numbers can be added again.</summary>
    /// <returns>False when it is unknown or nothing is left of it; then nothing is written.</returns>
    Task<bool> CloseRangeAsync(string @operator, string id, AuditEntry audit, CancellationToken ct);

    /// <summary>How far a feed was read; null when it never was.</summary>
    Task<string?> CursorAsync(string name, CancellationToken ct);

    /// <summary>Writes all of the batch, durably, or nothing.</summary>
    /// <returns>False when something that the batch was computed from moved meanwhile: read again and compute anew.</returns>
    Task<bool> CommitAsync(PostalBatch batch, CancellationToken ct);
}

/// <summary>Null asks for all.</summary>
/// <param name="Office">Consignments of this office, and those of no office yet; offices are an operator's own, so an office is asked for together with its operator.</param>
/// <param name="Attachment">Only those whose proof bears this picture; SHA-256, lower-case hex.</param>
/// <param name="UnremittedCash">Only those whose cash is on no remittance yet.</param>
/// <exception cref="ArgumentException">An office without its operator.</exception>
public sealed record ConsignmentFilter(
    string? Operator = null, string? Office = null, IReadOnlyCollection<ConsignmentState>? States = null, PostalDirection? Direction = null,
    string? Dossier = null, string? ClaimedBy = null, bool UnremittedCash = false, string? Attachment = null)
{
    public string? Office { get; } = Office is null || Operator is not null ? Office : throw new ArgumentException("An office is asked for together with its operator.", nameof(Office));
}

/// <summary>Null asks for all.</summary>
public sealed record SheetFilter(SheetKind Kind, string? Operator = null, string? Office = null, SheetState? State = null);
