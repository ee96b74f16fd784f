using System.Text;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Trust;
using Hub.Tests;
using Hub.UnitTests.Schemas;
using Xunit;

namespace Hub.UnitTests.Intake;

public sealed class EventIntakeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private readonly InboxBook _inbox = new();
    private IntakeRules _rules = new();

    [Fact]
    public async Task A_received_dossier_goes_to_its_lane_under_its_code()
    {
        var result = Assert.Single(await Accept(Received(" H40-1 ")));

        Assert.IsType<IntakeResult.Accepted>(result);
        var submission = Assert.Single(_inbox.Accepted);
        Assert.Equal("H40-1", submission.Event.Subject);
        Assert.Equal([("portal", "H40-1")], submission.Envelopes.Select(e => (e.Lane, e.Key)));
        Assert.Equal(new DossierMove("H40-1", Now, "received", false, "1.000656"), submission.Dossier);
        Assert.Equal("key-1", submission.AcceptedBy);
        Assert.Equal("trace", submission.Event.TraceParent);
    }

    [Theory]
    [InlineData("{\"status\":\"refused\",\"reason\":\"Thiếu giấy tờ\"}", "refused", true)]
    [InlineData("{\"status\":\"processing\"}", "processing", false)]
    [InlineData("{\"status\":\"da-xong\"}", "da-xong", true)]
    [InlineData("{\"status\":\"la\"}", "la", false)]
    public async Task A_status_moves_the_dossier_and_may_end_it(string data, string status, bool isTerminal)
    {
        _rules = new IntakeRules { Resolve = name => DossierStatuses.TryParse(name, out var s) ? s : name == "da-xong" ? DossierStatus.Returned : null };

        await Accept(Event(EventTypes.DossierStatusChanged, "H40-1", data));

        Assert.Equal((status, isTerminal), (_inbox.Accepted[0].Dossier!.Status, _inbox.Accepted[0].Dossier!.IsTerminal));
    }

    [Fact]
    public async Task A_proposed_procedure_is_an_integration_with_its_evidence()
    {
        const string Data = "{\"procedure\":{\"code\":\"1.000656\"},\"serviceLevel\":\"full\",\"decisionNumber\":\"12/QĐ\"}";

        await Accept(Event(EventTypes.ProcedureIntegrationProposed, "1.000656", Data));

        var integration = _inbox.Accepted[0].Integration!;
        Assert.Equal(("1.000656", "proposed"), (integration.ProcedureCode, integration.State));
        Assert.Equal("{\"event\":\"e-1\",\"serviceLevel\":\"full\",\"decisionNumber\":\"12/QĐ\"}", integration.Evidence);
        Assert.Null(_inbox.Accepted[0].Dossier);
    }

    [Fact]
    public async Task A_repeat_is_a_duplicate_and_another_content_a_conflict_with_both_digests()
    {
        await Accept(Received("H40-1"));

        Assert.IsType<IntakeResult.Duplicate>((await Accept(Received("H40-1")))[0]);
        var conflict = Assert.IsType<IntakeResult.Conflict>((await Accept(Received("H40-2")))[0]);
        Assert.Equal(_inbox.Accepted[0].Digest.ToArray(), conflict.Stored.ToArray());
        Assert.NotEqual(conflict.Sent.ToArray(), conflict.Stored.ToArray());
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" .. ")]
    public async Task A_code_that_no_path_could_name_is_refused(string code) =>
        Assert.Equal("/subject", Assert.Single(Assert.IsType<IntakeResult.Refused>((await Accept(Received(code)))[0]).Refusal.Errors).Pointer);

    [Fact]
    public async Task Verdicts_stand_in_the_order_of_the_batch()
    {
        var bad = new ReadEvent(null, new Refusal(RefusalNames.InvalidEvent, []), null);

        var results = await Accept(bad, Received("H40-1"), bad, Received("H40-1"));

        Assert.Equal(["Refused", "Accepted", "Refused", "Duplicate"], results.Select(r => r.GetType().Name));
        Assert.Single(_inbox.Audits);
    }

    [Fact]
    public async Task Nothing_is_written_when_all_are_refused()
    {
        await Accept(Event("no.such.type.v1", "H40-1", "{}"));

        Assert.Empty(_inbox.Audits);
    }

    [Theory]
    [InlineData("no.such.type.v1", "H40-1", "{}", RefusalNames.UnknownEventType, "/type", "enum")]
    [InlineData(EventTypes.DeliveryHeld, "H40-1", "{}", RefusalNames.UnknownEventType, "/type", "enum")]
    [InlineData(EventTypes.DossierReceived, null, "{}", RefusalNames.InvalidEvent, "/subject", "required")]
    [InlineData(EventTypes.DossierReceived, "   ", "{}", RefusalNames.InvalidEvent, "/subject", "required")]
    [InlineData(EventTypes.DossierReceived, "000000000011111111112222222222333333333344444444445", "{}", RefusalNames.InvalidEvent, "/subject", "maxLength")]
    [InlineData(EventTypes.DossierReceived, "H40-1", "{}", RefusalNames.SchemaViolation, "/data/applicant", "required")]
    [InlineData(EventTypes.RatingGiven, "H40-1", "", RefusalNames.SchemaViolation, "/data", "required")]
    [InlineData(EventTypes.ProcedureIntegrationProposed, "1.000001", "{\"procedure\":{\"code\":\"1.000656\"},\"serviceLevel\":\"full\"}", RefusalNames.InvalidEvent, "/subject", "equals")]
    public async Task A_refused_event_says_where_and_why(string type, string? subject, string data, string name, string at, string rule)
    {
        var refused = Assert.IsType<IntakeResult.Refused>((await Accept(Event(type, subject, data)))[0]).Refusal;

        Assert.Equal(name, refused.Name);
        Assert.Contains((at, rule), refused.Errors.Select(e => (e.Pointer, e.Rule)));
    }

    [Fact]
    public async Task A_time_too_far_ahead_is_refused_and_one_within_the_limit_is_not()
    {
        var ahead = Received("H40-1") with { Event = Received("H40-1").Event! with { Time = Now.AddHours(25) } };
        var near = ahead with { Event = ahead.Event! with { Time = Now.AddHours(23) } };

        Assert.Equal(RefusalNames.TimeInFuture, Assert.IsType<IntakeResult.Refused>((await Accept(ahead))[0]).Refusal.Name);
        Assert.IsType<IntakeResult.Accepted>((await Accept(near))[0]);
    }

    [Theory]
    [InlineData("000.00.01.H40-261121-0001", true)]
    [InlineData("000.00.01.H40-261121-123456", true)]
    [InlineData("G09.20-20260609-0092637", true)]
    [InlineData("MC-2026-17", false)]
    [InlineData("000.00.01.H40-261121-0001\n", false)]
    public void Published_codes_are_told_from_others(string code, bool isPublished) => Assert.Equal(isPublished, DossierCodes.IsPublished(code));

    [Fact]
    public async Task A_strict_centre_takes_only_published_codes()
    {
        _rules = new IntakeRules { DossierCodes = DossierCodeRule.Published };

        Assert.IsType<IntakeResult.Refused>((await Accept(Received("MC-17")))[0]);
        Assert.IsType<IntakeResult.Accepted>((await Accept(Received("G09.20-20260609-0092637")))[0]);
    }

    private static ReadEvent Received(string subject) => Event(
        EventTypes.DossierReceived, subject,
        "{\"procedure\":{\"code\":\"1.000656\"},\"channel\":\"direct\",\"receivedAt\":\"2026-11-21T09:15:30+07:00\",\"applicant\":{\"kind\":\"citizen\",\"name\":\"Nguyễn Văn Demo\"}}");

    private static ReadEvent Event(string type, string? subject, string data) => new(
        new CloudEvent { Id = "e-1", Source = "/centre", Type = type, Subject = subject, Data = Encoding.UTF8.GetBytes(data) }, null, "e-1");

    private async Task<IReadOnlyList<IntakeResult>> Accept(params ReadEvent[] events)
    {
        var clock = new ManualClock(Now);
        var router = new Router([new NamedConnector("portal", EventTypes.DossierReceived)], new EnvelopeIds(clock, new Random(1)));
        var gate = new EventGate(await SchemaSamples.CatalogueAsync(), _rules);
        var intake = new EventIntake(_inbox, gate, new SubmissionBuilder(router, _rules), clock);
        return await intake.AcceptAsync(events, "key-1", "trace", new AuditEntry(Now, "key-1", Role.CaseSystem, "POST /events", null, "allowed"), CancellationToken.None);
    }
}
