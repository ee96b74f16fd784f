using Hub.Core.Trust;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class EventPostingTests(HubApp hub) : IClassFixture<HubApp>
{
    [Fact]
    public async Task An_accepted_event_can_be_followed_to_its_deliveries()
    {
        var posted = await hub.PostEventAsync(Event.Received("follow-1", "H40-F1"));

        Assert.Equal(202, posted.Status);
        Assert.Equal((1, 0, 0), (Number(posted, "accepted"), Number(posted, "duplicates"), posted.Json.GetProperty("rejected").GetArrayLength()));
        var stored = posted.Json.GetProperty("events")[0];
        Assert.Equal(("follow-1", "accepted"), (stored.GetProperty("id").GetString(), stored.GetProperty("status").GetString()));
        var followed = await hub.GetAsync(stored.GetProperty("url").GetString()!, Role.CaseSystem);
        Assert.Equal(200, followed.Status);
        Assert.Equal("national-portal", followed.Json.GetProperty("deliveries")[0].GetProperty("lane").GetString());
        Assert.Equal("Nguyễn Văn Demo", followed.Json.GetProperty("data").GetProperty("applicant").GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_trace_of_the_request_goes_with_the_envelope()
    {
        await hub.SendAsync("POST", "/events", Role.CaseSystem, Event.Received("trace-1", "H40-T1"), "application/cloudevents+json",
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        var events = await hub.App.Services.GetRequired<Core.Inbox.IInbox>().FindAsync("trace-1", null, CancellationToken.None);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", events[0].Event.TraceParent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_mode_is_the_same_event_by_another_road()
    {
        await hub.PostEventAsync(Event.Received("mode-1", "H40-Hồ sơ"));

        var repeat = await hub.SendAsync("POST", "/events", Role.CaseSystem, Event.Data, "application/json; charset=UTF-8",
            ("CE-SpecVersion", "1.0"), ("ce-id", "mode-1"), ("ce-source", "/centre/h40"), ("ce-type", Event.ReceivedType), ("ce-subject", "H40-H%E1%BB%93%20s%C6%A1"),
            ("ce-time", "2026-11-21T02:15:30Z"));

        Assert.Equal((202, 1), (repeat.Status, Number(repeat, "duplicates")));
    }

    [Fact]
    public async Task Another_content_under_the_same_id_is_refused_with_both_digests()
    {
        await hub.PostEventAsync(Event.Received("conflict-1", "H40-C1"));

        var conflict = await hub.PostEventAsync(Event.Received("conflict-1", "H40-C2"));

        Assert.Equal((409, "event-conflict"), (conflict.Status, conflict.Problem));
        Assert.Equal(64, conflict.Json.GetProperty("sentDigest").GetString()!.Length);
        Assert.NotEqual(conflict.Json.GetProperty("sentDigest").GetString(), conflict.Json.GetProperty("storedDigest").GetString());
    }

    [Fact]
    public async Task Each_event_of_a_batch_has_its_verdict()
    {
        var good = Event.Received("batch-1", "H40-B1");

        var posted = await hub.PostBatchAsync($"[{good},{Event.Received("batch-2", "H40-B2", "{}")},{good},{Event.Received("batch-1", "H40-B3")}]");

        Assert.Equal((202, 1, 1), (posted.Status, Number(posted, "accepted"), Number(posted, "duplicates")));
        var rejected = posted.Json.GetProperty("rejected");
        Assert.Equal([(1, 422), (3, 409)], rejected.EnumerateArray().Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("problem").GetProperty("status").GetInt32())));
    }

    [Fact]
    public async Task An_empty_batch_is_accepted_with_nothing_in_it() => Assert.Equal((202, 0), Figures(await hub.PostBatchAsync("[]")));

    [Fact]
    public async Task A_schema_violation_names_pointer_and_rule_in_two_languages()
    {
        var refused = await hub.PostEventAsync(Event.Received("bad-1", "H40-X", Event.Data.Replace("citizen", "ghost", StringComparison.Ordinal)));

        Assert.Equal((422, "schema-violation"), (refused.Status, refused.Problem));
        var error = refused.Json.GetProperty("errors")[0];
        Assert.Equal(("/data/applicant/kind", "enum"), (error.GetProperty("pointer").GetString(), error.GetProperty("rule").GetString()));
        Assert.True(error.GetProperty("vi").GetString()!.Length > 5 && error.GetProperty("en").GetString()!.Length > 5);
        Assert.Equal(32, refused.Json.GetProperty("traceId").GetString()!.Length);
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-16", "unsupported-media-type", 415)]
    [InlineData("application/cloudevents+avro", "unsupported-media-type", 415)]
    [InlineData("application/json", "unsupported-media-type", 415)]
    [InlineData("nonsense", "unsupported-media-type", 415)]
    public async Task Another_media_type_is_refused(string contentType, string problem, int status)
    {
        var refused = await hub.SendAsync("POST", "/events", Role.CaseSystem, Event.Received("m-1", "H40-M"), contentType);

        Assert.Equal((status, problem), (refused.Status, refused.Problem));
    }

    [Fact]
    public async Task A_compressed_body_is_refused() => Assert.Equal("unsupported-media-type", (await hub.SendAsync(
        "POST", "/events", Role.CaseSystem, "x", "application/cloudevents+json", ("Content-Encoding", "gzip"))).Problem);

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused() =>
        Assert.Equal("body-too-large", (await hub.PostEventAsync(new string(' ', (16 * 1024 * 1024) + 1))).Problem);

    [Fact]
    public async Task An_id_with_any_characters_can_be_followed()
    {
        var posted = await hub.PostEventAsync(Event.Received("a/b c?ü%2F", "H40-ID"));

        Assert.Equal(200, (await hub.GetAsync(posted.Json.GetProperty("events")[0].GetProperty("url").GetString()!, Role.CaseSystem)).Status);
    }

    [Fact]
    public async Task The_same_id_of_two_sources_needs_its_source()
    {
        await hub.PostEventAsync(Event.Received("twice-1", "H40-S"));
        await hub.PostEventAsync(Event.Received("twice-1", "H40-S").Replace("/centre/h40", "/centre/h41", StringComparison.Ordinal));

        Assert.Equal("ambiguous-event", (await hub.GetAsync("/events/twice-1", Role.Operator)).Problem);
        Assert.Equal(200, (await hub.GetAsync("/events/twice-1?source=/centre/h41", Role.Operator)).Status);
    }

    [Fact]
    public async Task A_listing_goes_on_from_its_cursor()
    {
        await hub.PostBatchAsync($"[{Event.Received("list-1", "H40-L")},{Event.Received("list-2", "H40-L")}]");

        var first = await hub.GetAsync("/events?limit=1", Role.Auditor);
        var second = await hub.GetAsync($"/events?limit=1&after={Number(first, "next")}", Role.Auditor);

        Assert.True(Number(second, "next") > Number(first, "next"));
        Assert.Equal("invalid-request", (await hub.GetAsync("/events?limit=0", Role.Auditor)).Problem);
    }

    private static int Number(HubApp.Reply reply, string name) => reply.Json.GetProperty(name).GetInt32();

    private static (int, int) Figures(HubApp.Reply reply) => (reply.Status, Number(reply, "accepted"));
}
