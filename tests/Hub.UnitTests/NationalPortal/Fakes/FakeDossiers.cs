using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.NationalPortal.Settings;

namespace Hub.UnitTests.NationalPortal.Fakes;

internal sealed class FakeDossiers : IDossiers
{
    public Dictionary<string, List<DossierEvent>> Events { get; } = [];

    public List<DossierCheck> Checks { get; } = [];

    public Dictionary<string, PartnerState> Saved { get; } = [];

    public int AskedFor { get; private set; }

    public void Add(string code, DossierEvent e)
    {
        if (!Events.TryGetValue(code, out var list))
        {
            Events[code] = list = [];
        }

        list.Add(e);
    }

    public Task<IReadOnlyList<DossierEvent>> EventsAsync(string lane, string code, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<DossierEvent>>(Events.TryGetValue(code, out var list) ? [.. list.Where(e => !IsOfThePortal(e)).OrderBy(e => e.At).ThenBy(e => e.Seq)] : []);

    public Task<IReadOnlyList<DossierCheck>> ToCheckAsync(string lane, DateTimeOffset since, DateTimeOffset checkedBefore, int limit, CancellationToken ct)
    {
        AskedFor = limit;
        var found = Checks
            .Select(check => Saved.TryGetValue(check.Dossier.Code, out var state) ? check with { State = state } : check)
            .Where(check => check.Dossier.FirstAt >= since && (check.State is not { CheckedAt: { } at } || at < checkedBefore))
            .OrderByDescending(check => check.State?.Doubt ?? 0)
            .ThenByDescending(check => check.Dossier.FirstAt);
        return Task.FromResult<IReadOnlyList<DossierCheck>>([.. found.Take(limit)]);
    }

    public Task<long> CountSinceAsync(DateTimeOffset since, CancellationToken ct) => Task.FromResult((long)Checks.Count(check => check.Dossier.FirstAt >= since));

    public Task<bool> SaveCheckAsync(string lane, string code, PartnerState? expected, PartnerState found, CancellationToken ct)
    {
        Saved[code] = found;
        return Task.FromResult(true);
    }

    public Task<DossierRow?> FindAsync(string code, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> TimelineAsync(string code, CancellationToken ct) => Task.FromResult<IReadOnlyList<StoredEvent>>(
        [.. Events.GetValueOrDefault(code, []).Select(e => new StoredEvent(
            e.Seq, new CloudEvent { Id = e.Id, Source = "urn:test", Type = e.Type, Subject = code, Time = e.At, Data = e.Data },
            IsOfThePortal(e) ? EventDirection.Out : EventDirection.In, e.At, "key-1", default))]);

    private static bool IsOfThePortal(DossierEvent e) => e.Type is PortalEventTypes.DossierSubmittedOnline or PortalEventTypes.NoticeReceived;

    public Task<IReadOnlyList<EnvelopeRecord>> EnvelopesAsync(string code, CancellationToken ct) => throw new NotSupportedException();
}
