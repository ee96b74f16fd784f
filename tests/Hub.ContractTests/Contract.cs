using System.Text;
using Hub.Core.DeadLetters;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.Tests;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests;

/// <summary>What every suite stands on: a fresh store on a manual clock, and short words for the steps of a test.</summary>
public abstract class Contract<TFixture> : IAsyncLifetime
    where TFixture : StoreFixture, new()
{
    protected const string Lane = "portal";
    protected static readonly CancellationToken Ct = CancellationToken.None;
    private int _events;

    protected TFixture Fixture { get; } = new();

    protected IServiceProvider Store { get; private set; } = null!;

    protected ManualClock Clock => Fixture.Clock;

    protected DateTimeOffset Now => Fixture.Clock.Now;

    protected IInbox Inbox => Port<IInbox>();

    protected IOutbox Outbox => Port<IOutbox>();

    protected IDeadLetters DeadLetters => Port<IDeadLetters>();

    protected IDossiers Dossiers => Port<IDossiers>();

    public virtual async Task InitializeAsync() => Store = await Fixture.CreateAsync();

    public virtual async Task DisposeAsync() => await Fixture.DisposeAsync();

    protected virtual async Task ReopenAsync() => Store = await Fixture.ReopenAsync();

    protected virtual async Task KillAsync() => Store = await Fixture.KillAsync();

    protected T Port<T>()
        where T : notnull => Store.GetRequiredService<T>();

    protected AuditEntry Audit(string act = "test", string actor = "op-lan") => new(Now, actor, Role.Operator, act, null, "allowed");

    protected static ReadOnlyMemory<byte> Json(string json) => Encoding.UTF8.GetBytes(json);

    protected static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    /// <summary>An event about a key, with one envelope in each lane.</summary>
    protected Submission About(string key, string? id = null, string data = """{"n":1}""", DateTimeOffset? at = null, params string[] lanes)
    {
        var e = new CloudEvent
        {
            Id = id ?? $"e-{Interlocked.Increment(ref _events)}",
            Source = "/case-system",
            Type = EventTypes.DossierStatusChanged,
            Subject = key,
            Time = at ?? Now,
            Data = Json(data),
        };
        return new Submission
        {
            Event = e,
            Digest = EventDigest.Of(e),
            ReceivedAt = Now,
            AcceptedBy = "key-case-system",
            Envelopes = [.. (lanes.Length == 0 ? [Lane] : lanes).Select(lane => new EnvelopeDraft(Fixture.Ids.Next(), lane, key, e.Type))],
        };
    }

    protected Submission Moved(string code, string? status = null, bool isTerminal = false, DateTimeOffset? at = null, string? procedure = null) =>
        About(code, at: at) with { Dossier = new DossierMove(code, at ?? Now, status, isTerminal, procedure) };

    protected async Task<long> AcceptAsync(Submission submission)
    {
        var verdict = Assert.Single(await Inbox.AcceptAsync([submission], null, Ct));
        return Assert.IsType<Verdict.Accepted>(verdict).Seq;
    }

    /// <summary>Accepts one event about the key and returns the id of its envelope.</summary>
    protected async Task<EnvelopeId> PutAsync(string key)
    {
        var submission = About(key);
        await AcceptAsync(submission);
        return submission.Envelopes[0].Id;
    }

    protected async Task<IReadOnlyList<Delivery>> ClaimAsync(int max = 100, string lane = Lane) => (await Outbox.ClaimAsync(Request(max, lane), Ct)).Items;

    /// <summary>A wish without limits of its own.</summary>
    protected ClaimRequest Request(int max = 100, string lane = Lane, int concurrency = 10_000, double rate = 0) => new()
    {
        Lane = lane,
        Max = max,
        Concurrency = concurrency,
        RatePerSecond = rate,
        Now = Now,
        LeaseUntil = Now + TimeSpan.FromMinutes(3),
    };

    protected async Task<Delivery> ClaimOneAsync(string lane = Lane) => Assert.Single(await ClaimAsync(lane: lane));

    protected Task SettleAsync(Delivery delivery, Fate fate, PartnerState? state = null, params Submission[] events) =>
        Outbox.SettleAsync([Settlement(delivery, fate, state, events)], Ct);

    protected Settlement Settlement(Delivery delivery, Fate fate, PartnerState? state = null, params Submission[] events) => new()
    {
        Delivery = delivery,
        Fate = fate,
        Attempt = new AttemptRecord(
            Now, Now, fate switch { Fate.Complete => "done", Fate.Dead => "reject", _ => "retry" },
            (fate as Fate.Dead)?.Code, (fate as Fate.Dead)?.Reason ?? "said so", "answer"),
        State = state,
        Events = events,
    };

    protected static Fate Done => new Fate.Complete();

    protected static Fate Dead(string code = "http-422", string reason = "refused by the partner") => new Fate.Dead(code, reason);

    protected Fate Again(TimeSpan after, bool counted = true, bool doubtful = false) => new Fate.Again(Now + after, counted, doubtful);

    /// <summary>Accepts one event about the key, claims it and lets it die. Other keys must not be due.</summary>
    protected async Task<EnvelopeId> PutDeadAsync(string key, string code = "http-422")
    {
        var id = await PutAsync(key);
        foreach (var delivery in await ClaimAsync())
        {
            await SettleAsync(delivery, delivery.Envelope.Id == id ? Dead(code) : Again(TimeSpan.Zero, counted: false));
        }

        Assert.Equal(EnvelopeState.Dead, (await FindAsync(id)).State);
        return id;
    }

    protected async Task<EnvelopeRecord> FindAsync(EnvelopeId id) =>
        await DeadLetters.FindAsync(id, Ct) ?? throw new Xunit.Sdk.XunitException($"There is no envelope {id}.");

    protected async Task<IReadOnlyList<AuditLine>> AuditLinesAsync() => await Port<IAuditLog>().ListAsync(0, 1000, Ct);
}
