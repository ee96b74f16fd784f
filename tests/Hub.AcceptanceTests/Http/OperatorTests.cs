using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.Functions.Hosting;
using Hub.NationalPortal;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>What operators and admins do over the interface.</summary>
public sealed class OperatorTests(OperatorTests.StillHub hub) : IClassFixture<OperatorTests.StillHub>
{
    [Fact]
    public async Task A_lane_is_paused_and_resumed_with_its_reason()
    {
        var paused = await hub.SendAsync("POST", "/lanes/case-system/pause", Role.Operator, "{\"reason\":\"bảo trì\"}");

        Assert.Equal(("paused", "bảo trì"), (paused.Json.GetProperty("state").GetString(), paused.Json.GetProperty("reason").GetString()));
        var resumed = await hub.SendAsync("POST", "/lanes/case-system/resume", Role.Operator);
        Assert.Equal("open", resumed.Json.GetProperty("state").GetString());
        Assert.Equal("not-found", (await hub.SendAsync("POST", "/lanes/none/pause", Role.Operator)).Problem);
    }

    [Fact]
    public async Task A_portal_that_is_not_configured_keeps_everything()
    {
        await hub.PostEventAsync(Event.Received("keep-1", "H40-KEEP"));

        var probe = await hub.SendAsync("POST", "/lanes/national-portal/probe", Role.Operator);
        Assert.False(probe.Json.GetProperty("reachable").GetBoolean());
        Assert.Equal("unavailable", (await hub.SendAsync("POST", "/verify", Role.Operator)).Problem);
        var lane = (await hub.GetAsync("/dossiers/H40-KEEP", Role.Operator)).Json.GetProperty("lanes")[0];
        Assert.Equal(("national-portal", 1), (lane.GetProperty("lane").GetString(), lane.GetProperty("waiting").GetInt32()));
    }

    [Fact]
    public async Task A_timeline_speaks_the_language_that_is_asked_for()
    {
        await hub.PostEventAsync(Event.Received("talk-1", "H40-TALK"));

        var vietnamese = await hub.GetAsync("/dossiers/H40-TALK", Role.Auditor);
        var english = await hub.SendAsync("GET", "/dossiers/H40-TALK", Role.Auditor, null, "", ("Accept-Language", "en;q=0.9, vi;q=0.1"));
        Assert.Equal("Được tiếp nhận", vietnamese.Json.GetProperty("statusText").GetString());
        Assert.Equal("Received", english.Json.GetProperty("statusText").GetString());
        Assert.EndsWith("+07:00", vietnamese.Json.GetProperty("lines")[0].GetProperty("at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_is_shown_masked_mended_against_its_schema_and_retried()
    {
        var id = await DieAsync("dead-1", "H40-DEAD");

        var list = await hub.GetAsync("/dead-letters?key=H40-DEAD", Role.Operator);
        Assert.Equal((1, id), (list.Json.GetProperty("total").GetInt32(), list.Json.GetProperty("deadLetters")[0].GetProperty("id").GetString()));
        Assert.DoesNotContain("Văn", (await hub.GetAsync($"/dead-letters/{id}", Role.Operator)).Text, StringComparison.Ordinal);
        var revealed = await hub.GetAsync($"/dead-letters/{id}?reveal=body", Role.Operator);
        Assert.Equal("Nguyễn Văn Demo", revealed.Json.GetProperty("body").GetProperty("applicant").GetProperty("name").GetString());
        Assert.Equal("forbidden", (await hub.GetAsync($"/dead-letters/{id}?reveal=body", Role.Auditor)).Problem);

        var bad = await hub.SendAsync("PUT", $"/dead-letters/{id}/body", Role.Operator, "{\"applicant\":{}}");
        Assert.Equal("schema-violation", bad.Problem);
        Assert.Equal("unreadable-body", (await hub.SendAsync("PUT", $"/dead-letters/{id}/body", Role.Operator, "{\"a\":1,\"a\":2}")).Problem);
        var good = await hub.SendAsync("PUT", $"/dead-letters/{id}/body", Role.Operator, Event.Data.Replace("direct", "online", StringComparison.Ordinal));
        Assert.Equal((200, 1), (good.Status, good.Json.GetProperty("edits").GetArrayLength()));
        var retried = await hub.SendAsync("POST", $"/dead-letters/{id}/retry", Role.Operator);
        Assert.Equal("waiting", retried.Json.GetProperty("state").GetString());
        Assert.Equal("wrong-state", (await hub.SendAsync("POST", $"/dead-letters/{id}/retry", Role.Operator)).Problem);
    }

    [Fact]
    public async Task A_masked_body_is_not_taken_back_and_the_old_one_stays_readable_with_both_authors()
    {
        var id = await DieAsync("dead-4", "H40-MASKED");
        var path = $"/dead-letters/{id}";
        var shown = (await hub.GetAsync(path, Role.Operator)).Json.GetProperty("body").GetRawText();

        var refused = await hub.SendAsync("PUT", $"{path}/body", Role.Operator, shown);

        Assert.Equal((422, "masked-body"), (refused.Status, refused.Problem));
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(("/applicant/name", "masked"), (error.GetProperty("pointer").GetString(), error.GetProperty("rule").GetString()));
        Assert.Empty((await hub.GetAsync(path, Role.Operator)).Json.GetProperty("edits").EnumerateArray());

        await hub.SendAsync("PUT", $"{path}/body", Role.Operator, Event.Data.Replace("direct", "online", StringComparison.Ordinal));
        Assert.Equal("N*** V*** D***", OldName(await hub.GetAsync(path, Role.Auditor)));
        Assert.Equal("Nguyễn Văn Demo", OldName(await hub.GetAsync($"{path}?reveal=body", Role.Operator)));
        var (poster, editor) = (hub.Keys[Role.CaseSystem].Split('_')[1], hub.Keys[Role.Operator].Split('_')[1]);
        var lines = new List<AuditLine>();
        while (await hub.AuditAsync(lines.Count == 0 ? 0 : lines[^1].Seq, 0) is { Count: > 0 } more)
        {
            lines.AddRange(more);
        }

        Assert.Contains(lines, l => l.Entry.Target == id && l.Entry.Detail == $"edited; old author {poster}, new author {editor}");
    }

    private static string? OldName(HubApp.Reply reply) =>
        reply.Json.GetProperty("edits")[0].GetProperty("oldBody").GetProperty("applicant").GetProperty("name").GetString();

    [Fact]
    public async Task A_dossier_whose_code_holds_a_slash_is_found()
    {
        Assert.Equal(202, (await hub.PostEventAsync(Event.Received("slash-1", "H40/A%2F1"))).Status);

        Assert.Equal("H40/A%2F1", (await hub.GetAsync("/dossiers/H40%2FA%252F1", Role.Operator)).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_dead_letter_is_set_aside_only_with_a_reason()
    {
        var id = await DieAsync("dead-2", "H40-SKIP");

        Assert.Equal("invalid-request", (await hub.SendAsync("POST", $"/dead-letters/{id}/skip", Role.Operator, "{}")).Problem);
        var skipped = await hub.SendAsync("POST", $"/dead-letters/{id}/skip", Role.Operator, "{\"reason\":\"trùng\"}");
        Assert.Equal("skipped", skipped.Json.GetProperty("state").GetString());
        var discarded = await hub.SendAsync("POST", $"/dead-letters/{id}/discard", Role.Operator, "{\"reason\":\"trùng\"}");
        Assert.Equal("discarded", discarded.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_redrive_says_how_many_before_it_starts()
    {
        await DieAsync("dead-3", "H40-REDRIVE");

        var plan = await hub.SendAsync("POST", "/redrives", Role.Operator, "{\"filter\":{\"key\":\"H40-REDRIVE\"},\"ratePerSecond\":5}");

        Assert.Equal((201, "planned", 1), (plan.Status, plan.Json.GetProperty("state").GetString(), plan.Json.GetProperty("planned").GetInt32()));
        var path = $"/redrives/{plan.Json.GetProperty("id").GetString()}";
        Assert.Equal(200, (await hub.SendAsync("POST", $"{path}/start", Role.Operator)).Status);
        Assert.Equal("wrong-state", (await hub.SendAsync("POST", $"{path}/start", Role.Operator)).Problem);
        Assert.Equal(200, (await hub.GetAsync(path, Role.Auditor)).Status);
    }

    [Fact]
    public async Task A_key_is_made_rotated_and_listed_without_its_text()
    {
        var made = (await hub.SendAsync("POST", "/keys", Role.Admin, "{\"role\":\"auditor\",\"name\":\"Thanh tra\"}")).Json;
        var id = made.GetProperty("id").GetString();

        var rotated = await hub.SendAsync("POST", $"/keys/{id}/rotate", Role.Admin, "{\"overlapHours\":0}");

        Assert.Equal(201, rotated.Status);
        Assert.Equal(401, (await hub.GetAsync("/keys", made.GetProperty("key").GetString())).Status);
        var list = await hub.GetAsync("/keys", rotated.Json.GetProperty("key").GetString());
        Assert.Contains(list.Json.GetProperty("keys").EnumerateArray(), k => k.GetProperty("id").GetString() == id && k.GetProperty("state").GetString() == "expired");
        Assert.DoesNotContain("hub_", list.Text, StringComparison.Ordinal);
        Assert.Equal("invalid-request", (await hub.SendAsync("POST", "/keys", Role.Admin, "{\"role\":\"king\",\"name\":\"x\"}")).Problem);
    }

    [Fact]
    public async Task A_subscription_may_not_turn_the_hub_against_its_own_network()
    {
        var refused = await hub.SendAsync("POST", "/subscriptions", Role.CaseSystem, "{\"url\":\"https://127.0.0.1/hook\",\"types\":[\"*\"]}");
        Assert.Equal(("invalid-request", "address"), (refused.Problem, refused.Json.GetProperty("errors")[0].GetProperty("rule").GetString()));

        var made = await hub.SendAsync("POST", "/subscriptions", Role.CaseSystem, "{\"url\":\"https://203.0.113.7/hook\",\"types\":[\"*\"]}");
        Assert.True(made.Status is 201 or 400);
    }

    [Fact]
    public async Task An_import_tells_what_was_new_and_a_second_one_changes_nothing()
    {
        const string Body = "{\"procedures\":[{\"code\":\"1.000656\",\"name\":\"Đăng ký khai tử\",\"channels\":[\"direct\"],\"fees\":[8000]}]}";

        Assert.Equal("""{"added":1,"changed":0,"unchanged":0}""", (await hub.SendAsync("POST", "/procedures/import", Role.Admin, Body)).Text);
        Assert.Equal("""{"added":0,"changed":0,"unchanged":1}""", (await hub.SendAsync("POST", "/procedures/import", Role.Admin, Body)).Text);
        Assert.Equal("Đăng ký khai tử", (await hub.GetAsync("/procedures/1.000656", Role.CaseSystem)).Json.GetProperty("name").GetString());
        Assert.Equal("added", (await hub.GetAsync("/procedures/1.000656/history", Role.Auditor)).Json.GetProperty("changes")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_portal_is_answered_in_its_own_words_and_the_feed_tells_the_case_system()
    {
        const string Body = """{"MaHoSo":"G09.20-20260609-0092637","MaTTHC":"1.000656","ChuHoSo":"Nguyễn Văn Demo"}""";

        var first = await hub.SendAsync("POST", "/portal/nhanhsdvcqg", NationalPortalDescriptor.Role, Body);
        var second = await hub.SendAsync("POST", "/portal/nhanhsdvcqg", NationalPortalDescriptor.Role, Body);
        var bad = await hub.SendAsync("POST", "/portal/nhanhsdvcqg", NationalPortalDescriptor.Role, "<xml/>");

        Assert.Equal((200, 0), (first.Status, first.Json.GetProperty("error_code").GetInt32()));
        Assert.Equal("{\"error_code\":1,\"message\":\"G09.20-20260609-0092637| duplicate refId\"}", second.Text);
        Assert.Equal((200, -1), (bad.Status, bad.Json.GetProperty("error_code").GetInt32()));
        var feed = await hub.GetAsync("/feed?limit=1000", Role.CaseSystem);
        Assert.Contains(feed.Json.GetProperty("events").EnumerateArray(), e => e.TryGetProperty("subject", out var subject) && subject.GetString() == "G09.20-20260609-0092637");
        var batch = await hub.SendAsync("GET", "/feed", Role.CaseSystem, null, "", ("Accept", "application/cloudevents-batch+json"));
        Assert.Equal((System.Text.Json.JsonValueKind.Array, "application/cloudevents-batch+json"), (batch.Json.ValueKind, batch.MediaType));
    }

    [Fact]
    public async Task Figures_are_given_in_the_text_format_of_prometheus()
    {
        await hub.PostEventAsync(Event.Received("figure-1", "H40-FIGURE"));

        var text = (await hub.GetAsync("/metrics", Role.Operator)).Text;

        Assert.Contains("# TYPE hub_events_total counter", text, StringComparison.Ordinal);
        Assert.Contains("hub_events_total{verdict=\"accepted\"}", text, StringComparison.Ordinal);
        Assert.Contains("hub_lane_waiting{lane=\"national-portal\"}", text, StringComparison.Ordinal);
        Assert.Contains("hub_request_duration_seconds_bucket{operation=\"postEvents\",le=\"+Inf\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schemas_are_listed_and_served()
    {
        var list = await hub.GetAsync("/schemas", Role.CaseSystem);
        foreach (var schema in list.Json.GetProperty("schemas").EnumerateArray())
        {
            Assert.Equal(200, (await hub.GetAsync(schema.GetProperty("url").GetString()!, Role.CaseSystem)).Status);
        }

        Assert.Equal(200, (await hub.GetAsync("/schemas/vn.onestop.dossier.received/1", Role.CaseSystem)).Status);
        Assert.Equal("not-found", (await hub.GetAsync("/schemas/none/v1", Role.CaseSystem)).Problem);
    }

    [Fact]
    public async Task A_ready_hub_says_so() => Assert.Equal((200, "ready"), await ReadyAsync());

    private async Task<(int, string?)> ReadyAsync()
    {
        var reply = await hub.GetAsync("/health/ready", null);
        return (reply.Status, reply.Json.GetProperty("status").GetString());
    }

    /// <summary>An envelope of the portal's lane that a delivery has rejected.</summary>
    private async Task<string> DieAsync(string eventId, string code)
    {
        var services = hub.App.Services;
        await hub.PostEventAsync(Event.Received(eventId, code));
        var outbox = services.GetRequired<IOutbox>();
        var e = (await services.GetRequired<IInbox>().FindAsync(eventId, null, CancellationToken.None))[0];
        var envelope = (await outbox.OfEventAsync(e.Seq, CancellationToken.None))[0].Envelope;
        var far = DateTimeOffset.UtcNow.AddDays(1);
        var claimed = (await outbox.ClaimAsync(new LaneOptions { Concurrency = 1000, RatePerSecond = 0 }.ClaimOf(envelope.Lane, 1000, far), CancellationToken.None)).Items.First(d => d.Envelope.Id == envelope.Id);
        var now = DateTimeOffset.UtcNow;
        await outbox.SettleAsync(
            [new Settlement { Delivery = claimed, Fate = new Fate.Dead("test-rejected", "rejected by the test"), Attempt = new AttemptRecord(now, now, "reject", "test-rejected") }],
            CancellationToken.None);
        return envelope.Id.ToString();
    }

    /// <summary>Without lanes: the tests decide what a delivery comes to.</summary>
    public sealed class StillHub : HubApp
    {
        protected override HubParts Parts => HubParts.StoreOnly;
    }
}
