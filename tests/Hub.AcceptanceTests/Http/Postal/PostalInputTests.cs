using System.Text.Json;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

/// <summary>What devices send that nobody meant them to send.</summary>
public sealed class PostalInputTests(PostHub hub) : IClassFixture<PostHub>
{
    [Theory]
    [InlineData("\"at\":\"yesterday\"", "/at", "date-time")]
    [InlineData("\"at\":5", "/at", "date-time")]
    [InlineData("\"at\":\"2026-11-20T09:00:00\"", "/at", "date-time")]
    [InlineData("\"colour\":\"red\"", "/colour", "json")]
    [InlineData("\"papers\":[{\"id\":\"p-1\"}]", "/papers/0", "json")]
    [InlineData("\"papers\":7", "/papers", "json")]
    [InlineData("\"note\":\"\\ud800\"", "/note", "json")]
    public async Task A_line_that_cannot_be_read_stops_no_other(string part, string place, string rule)
    {
        var (one, two) = (await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup));
        var (id, at) = (Guid.NewGuid().ToString("N"), PostHub.Time(TimeSpan.FromHours(5)));
        var list = $$"""
            {"scans":[
             {"act":"claim","number":"{{one.Number}}","actId":"{{id}}-1","at":"{{at}}"},
             {"act":"collected","number":"{{one.Number}}","actId":"{{id}}-2",{{part}} },
             "a line",
             {"act":"claim","number":"\ud800","actId":"\ud800"},
             {"act":"claim","number":"{{two.Number}}","actId":"{{id}}-3","at":"{{at}}"}]}
            """;

        var lines = (await hub.SendAsync("POST", "/postal/scans", hub.Post, list)).Json.GetProperty("scans");

        Assert.Equal(["done", "invalid-request", "invalid-request", "invalid-request", "done"], lines.EnumerateArray().Select(line => line.GetProperty("result").GetString()));
        Assert.Equal(($"{id}-2", one.Number), (lines[1].GetProperty("actId").GetString(), lines[1].GetProperty("number").GetString()));
        Assert.Equal((place, rule), (lines[1].GetProperty("errors")[0].GetProperty("pointer").GetString(), lines[1].GetProperty("errors")[0].GetProperty("rule").GetString()));
        Assert.Equal(ConsignmentState.PickupAssigned, (await hub.ReadAsync(two)).State);
    }

    [Theory]
    [InlineData("\"at\":\"2026-11-20T09:00:00\"", "/at")]
    [InlineData("\"at\":\"2026-11-20\"", "/at")]
    [InlineData("\"at\":\"AT\",\"position\":{}", "/position")]
    [InlineData("\"at\":\"AT\",\"position\":{\"latitude\":21.0}", "/position")]
    [InlineData("\"at\":\"AT\",\"cash\":{\"receipt\":\"BL-9\"}", "/cash")]
    public async Task What_is_only_half_told_is_refused_and_not_filled_in(string part, string place)
    {
        var job = await hub.BookAsync(PostalDirection.Delivery);
        var body = $$"""
            {"actId":"{{Guid.NewGuid():N}}","person":{"name":"A","relation":"self","identityChecked":true},{{part.Replace("AT", PostHub.Time(TimeSpan.FromHours(1)), StringComparison.Ordinal)}} }
            """;

        var reply = await hub.ActAsync(hub.Post, job, "delivered", body);

        Assert.Equal((400, place), (reply.Status, reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.Equal(ConsignmentState.Booked, (await hub.ReadAsync(job)).State);
    }

    [Theory]
    [InlineData("/postal/labels", """{"numbers":[null]}""")]
    [InlineData("/postal/labels", """{"numbers":["a",null]}""")]
    public async Task Nothing_in_a_list_is_a_fault_of_the_caller(string path, string body)
    {
        var reply = await hub.SendAsync("POST", path, hub.Post, body);

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task A_word_to_the_postman_reaches_him_and_his_label()
    {
        const string Word = "Gọi trước Canarynote";
        var job = await hub.BookAsync(PostalDirection.Delivery, each => each with { Note = Word });
        var path = $"/postal/jobs/{Uri.EscapeDataString(job.Number)}";

        Assert.Contains(Word, (await hub.GetAsync(path, hub.Post)).Text, StringComparison.Ordinal);
        Assert.Contains(Word, (await hub.GetAsync(path + "/label", hub.Post)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Canarynote", (await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(job.Dossier)}/consignments", Role.Auditor)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_has_any_page_is_told_that_nothing_changed()
    {
        await hub.BookAsync(PostalDirection.Pickup);

        Assert.Equal(304, (await hub.SendAsync("GET", "/postal/jobs?limit=1", hub.Post, null, "application/json", ("If-None-Match", "*"))).Status);
    }

    [Fact]
    public async Task Every_answer_of_the_post_is_what_the_description_says()
    {
        var job = await hub.BookAsync(PostalDirection.Delivery);
        var document = (await hub.GetAsync("/openapi.json", Role.CaseSystem)).Json.GetProperty("components").GetProperty("schemas");
        var path = $"/postal/jobs/{Uri.EscapeDataString(job.Number)}";
        var answers = new Dictionary<string, JsonElement>
        {
            ["JobList"] = (await hub.GetAsync("/postal/jobs?limit=1000", hub.Post)).Json,
            ["ConsignmentView"] = (await hub.GetAsync(path, hub.Post)).Json,
            ["ActAnswer"] = (await hub.ActAsync(hub.Post, job, "delivered", PostHub.Delivered(Guid.NewGuid().ToString("N")))).Json,
            ["SheetAnswer"] = (await hub.PostAsync(hub.Post, "/postal/manifests", new { id = Guid.NewGuid().ToString("N") })).Json,
            ["TaskList"] = (await hub.GetAsync("/tasks", hub.Post)).Json,
            ["CustodyView"] = (await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(job.Dossier)}/custody", Role.CaseSystem)).Json,
        };

        Assert.All(answers, answer => Assert.Empty(Missing(answer.Value, document.GetProperty(answer.Key), document, answer.Key)));
    }

    /// <summary>Where something stands as required and is not there.</summary>
    private static IEnumerable<string> Missing(JsonElement value, JsonElement schema, JsonElement all, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Missing(value, all.GetProperty(reference.GetString()!["#/components/schemas/".Length..]), all, at);
        }

        if (value.ValueKind is JsonValueKind.Array)
        {
            return schema.TryGetProperty("items", out var items) ? value.EnumerateArray().SelectMany(each => Missing(each, items, all, at + "[]")) : [];
        }

        if (value.ValueKind is not JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
        {
            return [];
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        return
        [
            .. required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name}"),
            .. value.EnumerateObject().SelectMany(member => properties.TryGetProperty(member.Name, out var inner) ? Missing(member.Value, inner, all, $"{at}.{member.Name}") : [$"{at}.{member.Name} unknown"]),
        ];
    }
}
