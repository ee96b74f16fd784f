using System.Collections.Immutable;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Postal.Consignments;

namespace Hub.UnitTests.Postal.Fakes;

/// <summary>Keeps the promises of the port: a batch whole or not at all, versions, unique waybills, numbers used once.</summary>
internal sealed class MemoryConsignments(MemoryTasks tasks) : IConsignments
{
    // Replaced whole, so that readers need not wait for a writer.
    private volatile ImmutableSortedDictionary<string, Consignment> _all = ImmutableSortedDictionary.Create<string, Consignment>(StringComparer.Ordinal);
    private readonly List<WaybillRange> _ranges = [];
    private readonly Dictionary<(SheetKind, string), PostalSheet> _sheets = [];
    private readonly Dictionary<string, string> _cursors = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public List<PostalRecord> Records { get; } = [];

    public List<Submission> Events { get; } = [];

    public List<CustodyLink> Custody { get; } = [];

    public List<PostalAttachment> Attachments { get; } = [];

    public List<AuditEntry> Audits { get; } = [];

    public int Commits { get; private set; }

    /// <summary>Looks by request or dossier.</summary>
    public int Reads { get; private set; }

    /// <summary>Refuses so many commits, as if another had been quicker.</summary>
    public int Refuse { get; set; }

    /// <summary>Runs before each commit: what another does meanwhile.</summary>
    public Action? Meanwhile { get; set; }

    public IReadOnlyList<WaybillRange> Ranges => _ranges;

    public void Put(Consignment consignment) => _all = _all.SetItem(consignment.Number, consignment);

    public Consignment Get(string number) => _all[number];

    public IEnumerable<Consignment> All => _all.Values;

    public void Add(WaybillRange range) => _ranges.Add(range);

    public Task<Consignment?> FindAsync(string number, CancellationToken ct) => Task.FromResult(_all.GetValueOrDefault(number));

    public Task<IReadOnlyDictionary<string, Consignment>> FindAsync(IReadOnlyCollection<string> numbers, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, Consignment>>(numbers.Where(_all.ContainsKey).Distinct().ToDictionary(number => number, number => _all[number]));

    public Task<Consignment?> OfRequestAsync(string source, string id, CancellationToken ct)
    {
        Reads++;
        return Task.FromResult(_all.Values.FirstOrDefault(each => each.RequestSource == source && each.RequestId == id));
    }

    public Task<Consignment?> OfWaybillAsync(string @operator, string waybill, CancellationToken ct) =>
        Task.FromResult(_all.Values.FirstOrDefault(each => each.Operator == @operator && each.Waybill == waybill));

    public Task<IReadOnlyList<Consignment>> OfDossierAsync(string dossier, CancellationToken ct)
    {
        Reads++;
        return Some(_all.Values.Where(each => each.Dossier == dossier).OrderBy(each => each.Direction).ThenBy(each => each.Sequence));
    }

    public Task<IReadOnlyList<Consignment>> ListAsync(ConsignmentFilter filter, string? after, int limit, CancellationToken ct) => Some(_all.Values.Where(each =>
        (filter.Operator ?? each.Operator) == each.Operator
        && (filter.Office is null || each.Office is null || each.Office == filter.Office)
        && (filter.States?.Contains(each.State) ?? true)
        && (filter.Direction ?? each.Direction) == each.Direction
        && (filter.Dossier ?? each.Dossier) == each.Dossier
        && (filter.ClaimedBy ?? each.ClaimedBy) == each.ClaimedBy
        && (!filter.UnremittedCash || each.Cash is { Sheet: null })
        && string.CompareOrdinal(each.Number, after) > 0).Take(limit));

    public Task<IReadOnlyList<Consignment>> ToWatchAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        Some(_all.Values.Where(each => each.WatchAt <= now).OrderBy(each => each.WatchAt).Take(limit));

    public Task<IReadOnlyList<Consignment>> ToPollAsync(string @operator, DateTimeOffset now, int limit, CancellationToken ct) =>
        Some(_all.Values.Where(each => each.Operator == @operator && each.PollAt <= now).OrderBy(each => each.PollAt).Take(limit));

    public Task<int> CountBookedAsync(string @operator, DateTimeOffset since, CancellationToken ct) =>
        Task.FromResult(_all.Values.Count(each => each.Operator == @operator && each.BookedAt >= since));

    public Task<IReadOnlyList<PostalRecord>> RecordsAsync(string number, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PostalRecord>>([.. Told().Where(record => record.Number == number).OrderBy(record => record.At)]);

    public Task<IReadOnlySet<string>> KnownAsync(string source, IReadOnlyCollection<string> keys, CancellationToken ct) =>
        Task.FromResult<IReadOnlySet<string>>(Told().Where(record => record.Source == source && keys.Contains(record.Key)).Select(record => record.Key).ToHashSet());

    public Task<IReadOnlyList<CustodyLink>> CustodyAsync(string dossier, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CustodyLink>>([.. Custody.Where(link => link.Dossier == dossier).OrderBy(link => link.Item, StringComparer.Ordinal).ThenBy(link => link.No)]);

    public Task<PostalSheet?> SheetAsync(SheetKind kind, string id, CancellationToken ct) => Task.FromResult(_sheets.GetValueOrDefault((kind, id)));

    public Task<IReadOnlyList<PostalSheet>> SheetsAsync(SheetFilter filter, string? after, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<CashDay>> CashAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<PostalSheet>> OpenedAsync(SheetKind kind, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => throw new NotSupportedException();

    public Task<PostalAttachment?> AttachmentAsync(string sha256, CancellationToken ct) => Task.FromResult(Attachments.Find(kept => kept.Sha256 == sha256));

    public Task<IReadOnlyList<WaybillRange>> RangesAsync(string @operator, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<WaybillRange>>([.. _ranges.Where(range => range.Operator == @operator)]);
        }
    }

    public Task<bool> AddRangeAsync(WaybillRange range, AuditEntry audit, CancellationToken ct)
    {
        lock (_gate)
        {
            var isFree = !_ranges.Exists(own => own.Operator == range.Operator
                && (own.Id == range.Id || (own.Prefix == range.Prefix && own.Suffix == range.Suffix && own.First <= range.Last && own.Last >= range.First)));
            if (isFree)
            {
                _ranges.Add(range);
                Audits.Add(audit);
            }

            return Task.FromResult(isFree);
        }
    }

    public Task<bool> CloseRangeAsync(string @operator, string id, AuditEntry audit, CancellationToken ct)
    {
        lock (_gate)
        {
            var index = _ranges.FindIndex(range => range.Operator == @operator && range.Id == id && range.Left > 0);
            if (index >= 0)
            {
                _ranges[index] = _ranges[index] with { Next = _ranges[index].Last + 1 };
                Audits.Add(audit);
            }

            return Task.FromResult(index >= 0);
        }
    }

    public Task<string?> CursorAsync(string name, CancellationToken ct) => Task.FromResult(_cursors.GetValueOrDefault(name));

    public Task<bool> CommitAsync(PostalBatch batch, CancellationToken ct)
    {
        var meanwhile = Meanwhile;
        Meanwhile = null;
        meanwhile?.Invoke();
        lock (_gate)
        {
            return Task.FromResult(Commit(batch));
        }
    }

    private List<PostalRecord> Told()
    {
        lock (_gate)
        {
            return [.. Records];
        }
    }

    private bool Commit(PostalBatch batch)
    {
        if (Refuse > 0)
        {
            Refuse--;
            return false;
        }

        if (batch.Consignments.Any(each => (_all.GetValueOrDefault(each.Number)?.Version ?? 0) != each.Version || IsTaken(each))
            || (batch.Act is { } act && Records.Any(record => record.Source == act.Source && record.Key == act.Key))
            || (batch.Waybill is { } take && _ranges.Find(range => range.Operator == take.Operator && range.Id == take.RangeId)?.Next != take.Number)
            || batch.Sheets.Any(sheet => (_sheets.GetValueOrDefault((sheet.Kind, sheet.Id))?.Version ?? 0) != sheet.Version)
            || batch.Custody.Any(link => Custody.Exists(known => known.Item == link.Item && known.No == link.No))
            || (batch.Cursor is { } cursor && _cursors.GetValueOrDefault(cursor.Name) != cursor.From))
        {
            return false;
        }

        foreach (var each in batch.Consignments)
        {
            _all = _all.SetItem(each.Number, each with { Version = each.Version + 1 });
        }

        batch.Sheets.ToList().ForEach(sheet => _sheets[(sheet.Kind, sheet.Id)] = sheet with { Version = sheet.Version + 1 });
        Custody.AddRange(batch.Custody);
        Attachments.AddRange(batch.Attachments.Where(each => !Attachments.Exists(known => known.Sha256 == each.Sha256)).ToList());
        Audits.AddRange(batch.Audit is { } entry ? [entry] : []);
        Records.AddRange(batch.Records.Where(record => !Records.Any(known => known.Source == record.Source && known.Key == record.Key)).ToList());
        Events.AddRange(batch.Events.Where(e => !Events.Any(known => known.Event.Id == e.Event.Id)).ToList());
        batch.EndedTasks.ToList().ForEach(tasks.End);
        batch.Tasks.ToList().ForEach(task => tasks.Add(task));
        if (batch.Waybill is { } taken)
        {
            var index = _ranges.FindIndex(range => range.Operator == taken.Operator && range.Id == taken.RangeId);
            _ranges[index] = _ranges[index] with { Next = taken.Number + 1 };
        }

        if (batch.Cursor is { } moved)
        {
            _cursors[moved.Name] = moved.To;
        }

        Commits++;
        return true;
    }

    private bool IsTaken(Consignment each) => _all.Values.Any(other => other.Number != each.Number
        && ((each.Waybill is not null && other.Operator == each.Operator && other.Waybill == each.Waybill)
            || (other.RequestSource == each.RequestSource && other.RequestId == each.RequestId)));

    private static Task<IReadOnlyList<Consignment>> Some(IEnumerable<Consignment> found) => Task.FromResult<IReadOnlyList<Consignment>>([.. found]);
}
