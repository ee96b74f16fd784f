using System.Text;
using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Outbox;
using Hub.Core.Procedures;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.ContractTests.Moving;

/// <summary>Writes something of every sort into a store, through its ports.</summary>
internal sealed class MovedContent(IServiceProvider store, ManualClock clock, EnvelopeIds ids)
{
    public const string Lane = "portal";
    private static readonly CancellationToken Ct = CancellationToken.None;
    private int _events;

    private DateTimeOffset Now => clock.Now;

    /// <summary>Keys of strands that are left: one waits, one is held by a dead letter, one is in delivery.</summary>
    public async Task FillAsync(int more = 0)
    {
        await AcceptAsync("done", "done");
        await AcceptAsync("dead", "dead");
        await AcceptAsync("skipped", "skipped");
        await AcceptAsync("discarded", "discarded");
        foreach (var delivery in await ClaimAsync(100))
        {
            await SettleAsync(delivery, delivery.Envelope.Key == "done" ? new Fate.Complete() : new Fate.Dead("http-422", "từ chối\u0000 \ud800"));
        }

        var letters = store.GetRequiredService<IDeadLetters>();
        foreach (var letter in await letters.ListAsync(new DeadLetterFilter(), 0, 10, Ct))
        {
            await letters.EditAsync(letter.Envelope.Id, Encoding.UTF8.GetBytes("""{"mended":"một"}"""), Audit("edit"), Ct);
            await letters.EditAsync(letter.Envelope.Id, Encoding.UTF8.GetBytes("""{"mended":"hai"}"""), Audit("edit"), Ct);
            await ProposeAsync(letter);
            _ = letter.Envelope.Key switch
            {
                "skipped" => await letters.SkipAsync(letter.Envelope.Id, "gửi tay", Audit("skip"), Ct),
                "discarded" => await letters.DiscardAsync(letter.Envelope.Id, "trùng", Audit("discard"), Ct),
                _ => true,
            };
        }

        await store.GetRequiredService<IRedrives>().PlanAsync(new DeadLetterFilter(), 0.1, Audit("plan"), Ct);
        await AcceptAsync("leased", "leased");
        await ClaimAsync(1);
        await AcceptAsync("dead", "waits-behind");
        clock.Advance(TimeSpan.FromMinutes(1));
        await AcceptAsync("waits", "waits");
        await FillSmallTablesAsync();
        await new MovedPost(store, ids).FillAsync(Now, Audit("post"));
        await MovedPayments.FillAsync(store, Now);
        if (more > 0)
        {
            await store.GetRequiredService<IInbox>().AcceptAsync([.. Enumerable.Range(0, more).Select(i => About($"H{i % 100:00}", $"more-{i}"))], Audit("batch"), Ct);
        }
    }

    public async Task<Submission> AcceptAsync(string key, string id)
    {
        var submission = About(key, id);
        await store.GetRequiredService<IInbox>().AcceptAsync([submission], null, Ct);
        return submission;
    }

    private async Task ProposeAsync(EnvelopeRecord letter)
    {
        var (subject, body) = (letter.Envelope.Id.ToString(), """{"mended":"hai"}"""u8.ToArray());
        await store.GetRequiredService<IProposals>().ProposeAsync(
            new ProposalDraft(
                ids.Next().Value, DeadLetterEditKind.KindName, subject, ProposalDigest.Of(DeadLetterEditKind.KindName, subject, body), Person.Of("Lê Thị Lan")!, "op-lan", "sai số tiền", Now, Now.AddDays(7))
            {
                After = """{"mended":"ba"}"""u8.ToArray(),
            },
            Audit("propose"), Ct);
    }

    public AuditEntry Audit(string act) => new(Now, "op-lan", Role.Operator, act, "đối tượng", "allowed", null, "trace");

    public async Task<IReadOnlyList<Delivery>> ClaimAsync(int max, string lane = Lane) => (await store.GetRequiredService<IOutbox>().ClaimAsync(
        new ClaimRequest { Lane = lane, Max = max, Concurrency = 1000, RatePerSecond = 7.3, Now = Now, LeaseUntil = Now.AddMinutes(3) }, Ct)).Items;

    public Task SettleAsync(Delivery delivery, Fate fate) => store.GetRequiredService<IOutbox>().SettleAsync(
        [
            new Settlement
            {
                Delivery = delivery,
                Fate = fate,
                Attempt = new AttemptRecord(Now, Now.AddSeconds(1), "reject", "http-422", "vì sao", "câu trả lời \u0000 lạ"),
                State = new PartnerState("""{"tên":"ă"}""", 3),
                Events = [],
            },
        ], Ct);

    private async Task FillSmallTablesAsync()
    {
        await store.GetRequiredService<ISubscriptions>().SaveAsync(
            new Subscription("hook", new Uri("https://example.test/hook"), ["*"], ["whsec_a"], true, Now), Audit("subscribe"), Ct);
        await store.GetRequiredService<IInbox>().AcceptAsync(
            [About("H02", "told") with { Direction = EventDirection.Out, Integration = new Integration("1.2", "proposed", "{}", Now), Envelopes = [] }], null, Ct);
        var procedure = new Procedure { Code = "1.001193", Name = "Đăng ký khai sinh" };
        await store.GetRequiredService<ICatalogue>().ApplyAsync(
            [new ProcedureChange("added", procedure.Code, null, procedure, [new FieldChange("name", null, procedure.Name)], Now, "import")], Audit("import"), Ct);
        await store.GetRequiredService<IKeys>().AddAsync(
            new ApiKey("key-1", Role.Operator, "Một cửa", new byte[] { 0, 1, 255 }, Now, Now.AddYears(1), null, null) { Person = "CB-07" }, Audit("key"), Ct);
        var answers = store.GetRequiredService<IIdempotency>();
        var claim = (IdempotencyClaim.Taken)await answers.ClaimAsync("c", "k", new byte[] { 7 }, Now, Now.AddMinutes(-5), Ct);
        await answers.CompleteAsync("c", "k", claim.Token, 204, null, ReadOnlyMemory<byte>.Empty, Ct);
        await store.GetRequiredService<ITimers>().TryTakeAsync("prune", Now, Now.AddMinutes(30), Now, Ct);
        var board = store.GetRequiredService<ILaneBoard>();
        await board.SetPausedAsync("post", true, "bảo trì", Audit("pause"), Ct);
        await store.GetRequiredService<IReceivers>().SaveAsync(Lane, [new FailingReceiver("hook", new Standing(true, "lỗi", Now, Now.AddMinutes(1), 2, 0))], Ct);
        var row = await board.ReadAsync(Lane, Ct);
        await board.SaveBreakerAsync(row with { BreakerReason = "timeout", OpenSince = Now, ProbesFailed = 2 }, Ct);
    }

    private Submission About(string key, string id)
    {
        var e = new CloudEvent
        {
            Id = id,
            Source = "/case-system",
            Type = EventTypes.DossierStatusChanged,
            Subject = key,
            Time = Now,
            Data = Encoding.UTF8.GetBytes($$"""{"n":{{Interlocked.Increment(ref _events)}},"tên":"Nguyễn Văn Thử"}"""),
            Extensions = new Dictionary<string, string> { ["centre"] = "Đà Nẵng" },
        };
        return new Submission
        {
            Event = e,
            Digest = EventDigest.Of(e),
            ReceivedAt = Now,
            AcceptedBy = "key-case-system",
            Envelopes = [new EnvelopeDraft(ids.Next(), Lane, key, e.Type)],
            Dossier = new DossierMove(key, Now, "processing", false, "1.001193"),
        };
    }
}
