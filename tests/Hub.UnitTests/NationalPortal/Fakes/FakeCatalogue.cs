using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Procedures;
using Hub.Core.Trust;

namespace Hub.UnitTests.NationalPortal.Fakes;

/// <summary>Catalogue and inbox in one: what is accepted changes what is read next.</summary>
internal sealed class FakeCatalogue : ICatalogue, IInbox
{
    public Dictionary<string, Procedure> Procedures { get; } = [];

    public Dictionary<string, Integration> Integrations { get; } = [];

    public List<Submission> Accepted { get; } = [];

    public Task<IReadOnlyDictionary<string, Procedure>> ReadAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, Procedure>>(new Dictionary<string, Procedure>(Procedures));

    public Task<Procedure?> FindAsync(string code, CancellationToken ct) => Task.FromResult(Procedures.GetValueOrDefault(code));

    public Task<IReadOnlyList<Integration>> IntegrationsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Integration>>([.. Integrations.Values]);

    public Task<Integration?> IntegrationAsync(string procedureCode, CancellationToken ct) => Task.FromResult(Integrations.GetValueOrDefault(procedureCode));

    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct)
    {
        var verdicts = new List<Verdict>();
        foreach (var submission in submissions)
        {
            if (Accepted.Exists(known => known.Event.Id == submission.Event.Id))
            {
                verdicts.Add(new Verdict.Duplicate(0));
                continue;
            }

            Accepted.Add(submission);
            verdicts.Add(new Verdict.Accepted(Accepted.Count));
            if (submission.Procedure is { } change)
            {
                Procedures.Remove(change.Code);
                if (change.After is not null)
                {
                    Procedures[change.Code] = change.After;
                }
            }

            if (submission.Integration is { } integration)
            {
                Integrations[integration.ProcedureCode] = integration;
            }
        }

        return Task.FromResult<IReadOnlyList<Verdict>>(verdicts);
    }

    public Task<IReadOnlyList<ProcedureChange>> HistoryAsync(string? code, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task ApplyAsync(IReadOnlyList<ProcedureChange> changes, AuditEntry audit, CancellationToken ct) => throw new NotSupportedException();

    public Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, EventDirection? direction, CancellationToken ct) => throw new NotSupportedException();
}
