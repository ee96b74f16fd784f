using Hub.Core.Trust;
using Hub.NationalPortal;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>What callers send that is no text, no body or no parameter: told to each, and a fault of none of ours.</summary>
public sealed class OddInputTests(HubApp hub) : IClassFixture<HubApp>
{
    [Fact]
    public async Task An_odd_event_costs_none_of_its_batch()
    {
        var odd = Event.Received("odd-2", "H40-ODD");
        var posted = await hub.PostBatchAsync(
            $"[{Event.Received("odd-1", "H40-ODD")},{odd[..^1]},\"d\\ud800ta\":1}},{odd[..^1]},\"ext\":\"\\udc00\"}},{odd.Replace("Nguy\u1ec5n", "\\ud83d", StringComparison.Ordinal)},{Event.Received("odd-3", "H40-ODD")}]");

        Assert.Equal((202, 2), (posted.Status, posted.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal([(1, 400), (2, 400), (3, 400)], posted.Json.GetProperty("rejected").EnumerateArray().Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("problem").GetProperty("status").GetInt32())));
    }

    [Theory]
    [InlineData("POST", "/keys", Role.Admin, "{\"role\":\"operator\",\"name\":\"\\ud800\"}")]
    [InlineData("POST", "/keys", Role.Admin, "{\"\\ud800\":1,\"role\":\"operator\",\"name\":\"x\"}")]
    [InlineData("POST", "/redrives", Role.Operator, "{\"filter\":{\"k\\udc00y\":1},\"ratePerSecond\":1}")]
    [InlineData("POST", "/subscriptions", Role.CaseSystem, "{\"url\":\"https://203.0.113.7/\\ud83d\",\"types\":[\"*\"]}")]
    [InlineData("POST", "/lanes/postal/pause", Role.Operator, "{\"reason\":\"\\udfff\"}")]
    [InlineData("POST", "/procedures/import", Role.Operator, "{\"procedures\":[{\"code\":\"1.000001\",\"name\":\"\\ud800\"}]}")]
    [InlineData("POST", "/units/import", Role.Operator, "{\"units\":[{\"code\":\"00001\",\"\\ud800\":1}]}")]
    public async Task A_text_that_is_no_unicode_is_the_callers_fault(string method, string path, string role, string body)
    {
        var reply = await hub.SendAsync(method, path, role, body);

        Assert.Equal((400, "invalid-request"), (reply.Status, reply.Problem));
    }

    [Theory]
    [InlineData("{\"MaHoSo\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1,\"MaHoSo\":\"H40-1\"}")]
    [InlineData("{\"M\\udc00HoSo\":1}")]
    [InlineData("[")]
    public async Task The_portal_is_answered_in_its_own_shape_whatever_it_sends(string body)
    {
        var reply = await hub.SendAsync("POST", "/portal/nhanhsdvcqg", NationalPortalDescriptor.Role, body);

        Assert.Equal((200, -1), (reply.Status, reply.Json.GetProperty("error_code").GetInt32()));
    }

    [Theory]
    [InlineData("/events?limt=5", "limt")]
    [InlineData("/dead-letters?stat=dead&lane=postal", "stat")]
    [InlineData("/lanes?verbose=1", "verbose")]
    [InlineData("/audit?limit=1&%C4%91=1", "")]
    public async Task A_query_member_that_nobody_knows_is_named(string path, string name)
    {
        var reply = await hub.GetAsync(path, Role.Admin);

        Assert.Equal((400, "invalid-request"), (reply.Status, reply.Problem));
        Assert.Equal((name, "additionalProperties"), (reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString(), reply.Json.GetProperty("errors")[0].GetProperty("rule").GetString()));
    }

    [Theory]
    [InlineData("/dead-letters?key=%00")]
    [InlineData("/dead-letters?key=%EF%BF%BD")]
    [InlineData("/events/x?source=%0A")]
    public async Task A_parameter_that_is_no_text_is_the_callers_fault(string path) => Assert.Equal(400, (await hub.GetAsync(path, Role.Operator)).Status);

    [Fact]
    public async Task The_same_event_in_another_spelling_is_a_duplicate()
    {
        const string Data = """{"receivedAt":"2026-11-21T09:15:30+07:00","applicant":{"name":"Nguy\u1ec5n V\u0103n Demo","kind":"citizen"},"procedure":{"code":"1.000656"},"channel":"direct"}""";
        await hub.PostEventAsync(Event.Received("spelt-1", "H40-SP"));

        var again = await hub.PostEventAsync(Event.Received("spelt-1", "H40-SP", Data));
        var other = await hub.PostEventAsync(Event.Received("spelt-1", "H40-SP", Data.Replace("Demo", "Khác", StringComparison.Ordinal)));

        Assert.Equal((202, 1, 409), (again.Status, again.Json.GetProperty("duplicates").GetInt32(), other.Status));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("%2E")]
    public async Task An_id_of_dots_is_followed_by_its_url(string id)
    {
        var posted = await hub.PostEventAsync(Event.Received(id, "H40-DOT"));

        var followed = await hub.GetAsync(posted.Json.GetProperty("events")[0].GetProperty("url").GetString()!, Role.CaseSystem);

        Assert.Equal((200, id), (followed.Status, followed.Json.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Texts_and_secrets_stand_in_json_as_they_are()
    {
        var made = await hub.SendAsync("POST", "/subscriptions", Role.CaseSystem, $"{{\"url\":\"https://203.0.113.7/a?b=1&c='x'+<y>\",\"types\":[\"*\"],\"secret\":\"whsec_{Convert.ToBase64String(Enumerable.Repeat((byte)0xFB, 32).ToArray())}\"}}");
        var shown = await hub.GetAsync($"/subscriptions/{made.Json.GetProperty("id").GetString()}", Role.CaseSystem);
        var refused = await hub.GetAsync("/events?limit=0", Role.CaseSystem);

        Assert.Equal(201, made.Status);
        Assert.Contains("whsec_+/v7", made.Text, StringComparison.Ordinal);
        Assert.All([made, shown, refused], reply => Assert.DoesNotContain("\\u00", reply.Text, StringComparison.OrdinalIgnoreCase));
        Assert.All([made, shown, refused], reply => Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]));
    }

    [Fact]
    public async Task A_change_thought_out_on_another_state_is_not_made()
    {
        const string Body = """{"url":"https://203.0.113.7/b","types":["*"]}""";
        var made = await hub.SendAsync("POST", "/subscriptions", Role.CaseSystem, Body);
        var path = $"/subscriptions/{made.Json.GetProperty("id").GetString()}";
        var first = (await hub.GetAsync(path, Role.CaseSystem)).Headers["ETag"];

        var changed = await hub.SendAsync("PUT", path, Role.CaseSystem, Body.Replace("/b", "/c", StringComparison.Ordinal), "application/json", ("If-Match", first));
        var late = await hub.SendAsync("PUT", path, Role.CaseSystem, Body, "application/json", ("If-Match", first));
        var removed = await hub.SendAsync("DELETE", path, Role.CaseSystem, null, "", ("If-Match", $"\"other\", {first}"));

        Assert.Equal((200, 412, 412), (changed.Status, late.Status, removed.Status));
        Assert.Equal(("precondition-failed", "precondition-failed"), (late.Problem, removed.Problem));
        Assert.Contains("/c", (await hub.GetAsync(path, Role.CaseSystem)).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await hub.SendAsync("DELETE", path, Role.CaseSystem, null, "", ("If-Match", changed.Headers["ETag"]))).Status);
        Assert.Equal(412, (await hub.SendAsync("POST", "/lanes/postal/pause", Role.Operator, "{\"reason\":\"x\"}", "application/json", ("If-Match", "\"v1\""))).Status);
        Assert.Equal(200, (await hub.SendAsync("POST", "/lanes/postal/resume", Role.Operator, null, "", ("If-Match", "*"))).Status);
    }

    [Fact]
    public async Task A_page_may_do_nothing_but_show_itself()
    {
        var page = await hub.GetAsync("/problems/not-found", null);

        Assert.Contains("default-src 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
    }

    [Theory]
    [InlineData("GET", "/no/such/path", 404)]
    [InlineData("PATCH", "/events", 405)]
    [InlineData("GET", "/events", 401)]
    [InlineData("POST", "/portal/nhanhsdvcqg", 401)]
    [InlineData("GET", "/problems/no-such", 404)]
    public async Task Every_refusal_of_ours_is_a_problem(string method, string path, int status)
    {
        var reply = await hub.SendAsync(method, path, null);

        Assert.Equal((status, "application/problem+json"), (reply.Status, reply.MediaType));
    }
}
