using System.Buffers;
using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Tests;
using Hub.UnitTests.Intake;
using Hub.UnitTests.Schemas;

namespace Hub.UnitTests.ServiceBus;

/// <summary>A store that a test can take away, and the events of a queue over the real intake.</summary>
internal sealed class EventStoreFixture : IInbox, IStoreInfo, IAuditLog
{
    private readonly InboxBook _book = new();

    public bool IsAway { get; set; }

    /// <summary>Events whose storing is a bug of the hub's.</summary>
    public Predicate<string> Stumbles { get; set; } = static _ => false;

    public int Checks { get; private set; }

    public InboxBook Book => _book;

    public List<AuditEntry> Audit { get; } = [];

    public async Task<QueuedEvents> EventsAsync(ManualClock clock)
    {
        var rules = new IntakeRules();
        var router = new Router([new NamedConnector("portal", EventTypes.DossierReceived)], new EnvelopeIds(clock, new Random(1)));
        var gate = new EventGate(await SchemaSamples.CatalogueAsync(), rules);
        var options = new EventQueueOptions { Limits = Limits.Usual, MaxBodyBytes = 64 * 1024, WriteVerdict = Write };
        return new QueuedEvents(new EventIntake(this, gate, new SubmissionBuilder(router, rules), clock), this, options, clock);
    }

    /// <summary>A verdict is a list of <c>{id, result, refusal, pointers}</c> here.</summary>
    public static void Write(ArrayBufferWriter<byte> json, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results)
    {
        using var writer = new Utf8JsonWriter(json);
        JsonSerializer.Serialize(writer, events.Zip(results, (e, result) => new
        {
            id = e.Id,
            result = result.GetType().Name,
            refusal = (result as IntakeResult.Refused)?.Refusal.Name,
            pointers = (result as IntakeResult.Refused)?.Refusal.Errors.Select(error => error.Pointer),
        }));
    }

    public Task<IReadOnlyList<Verdict>> AcceptAsync(IReadOnlyList<Submission> submissions, AuditEntry? audit, CancellationToken ct)
    {
        Check();
        return submissions.Any(submission => Stumbles(submission.Event.Id)) ? throw new FormatException("bug") : _book.AcceptAsync(submissions, audit, ct);
    }

    public Task CheckWritableAsync(CancellationToken ct)
    {
        Checks++;
        Check();
        return Task.CompletedTask;
    }

    public Task<TimeSpan?> ClockLeadAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task AppendAsync(AuditEntry entry, CancellationToken ct)
    {
        Check();
        Audit.Add(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredEvent>> FindAsync(string id, string? source, CancellationToken ct) => throw new NotSupportedException();

    public Task<StoredEvent?> FindBySeqAsync(long seq, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ListAsync(long after, int limit, Core.Events.EventDirection? direction, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, string>> DescribeAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<AuditLine>> LatestAsync(AuditFilter filter, long? before, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<AuditLine>>([]);

    public Task<IReadOnlyList<AuditLine>> ListAsync(long after, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<AuditHead> HeadAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<long?> FirstBrokenAsync(CancellationToken ct) => throw new NotSupportedException();

    private void Check()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("away"));
        }
    }
}
