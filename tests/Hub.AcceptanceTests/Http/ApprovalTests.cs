using System.Text.Json;
using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using Hub.Functions.Hosting;
using Hub.Tests.Http;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>What needs two people, by the example of a dead letter's money and identity fields.</summary>
public sealed class ApprovalTests(ApprovalTests.StillHub hub) : IClassFixture<ApprovalTests.StillHub>
{
    private static readonly string Other = Event.Data.Replace("Văn Demo", "Văn Mẫu", StringComparison.Ordinal);

    [Fact]
    public async Task An_approved_edit_is_made_once_and_delivered_once()
    {
        var (letter, lan, minh) = (await DieAsync("H40-TWO"), await KeyAsync("CB-01"), await KeyAsync("CB-02"));

        var proposed = await hub.SendAsync("PUT", $"/dead-letters/{letter}/body?reason=sai%20t%C3%AAn", lan, Other);

        Assert.Equal(202, proposed.Status);
        Assert.Equal(("open", "dead-letter-edit", letter, "CB-01", "sai tên", "identity"), Told(proposed));
        var path = proposed.Headers["Location"];
        Assert.DoesNotContain("Mẫu", proposed.Text, StringComparison.Ordinal);
        Assert.Equal("Nguyễn Văn Demo", await NameAsync(letter));
        Assert.Equal(200, (await hub.SendAsync("POST", $"{path}/approve", minh, null, "", ("If-Match", proposed.Headers["ETag"]))).Status);
        Assert.Equal("wrong-state", (await hub.SendAsync("POST", $"{path}/approve", minh)).Problem);

        Assert.Equal("Nguyễn Văn Mẫu", await NameAsync(letter));
        var edit = Assert.Single((await hub.GetAsync($"/dead-letters/{letter}", minh)).Json.GetProperty("edits").EnumerateArray());
        Assert.Equal(lan.Split('_')[1], edit.GetProperty("newAuthor").GetString());
        Assert.Equal(200, (await hub.SendAsync("POST", $"/dead-letters/{letter}/retry", lan)).Status);
        var delivery = Assert.Single(await ClaimAsync("H40-TWO"));
        Assert.Contains("Mẫu", System.Text.Encoding.UTF8.GetString(delivery.Envelope.Body.Span), StringComparison.Ordinal);
        Assert.Empty(await ClaimAsync("H40-TWO"));
    }

    [Fact]
    public async Task The_maker_is_never_the_checker_whatever_key_or_token_is_used()
    {
        var (letter, lan) = (await DieAsync("H40-SELF"), await KeyAsync("CB-11"));
        var path = await ProposeAsync(letter, lan);

        string[] hers = [lan, await KeyAsync("CB-11"), await KeyAsync(" cb-11", Role.Admin), HandToken.Of("\"roles\":[\"admin\"]", subject: "CB-11")];
        foreach (var key in hers)
        {
            Assert.Equal("same-person", (await hub.SendAsync("POST", $"{path}/approve", key)).Problem);
            Assert.Equal("same-person", (await hub.SendAsync("POST", $"{path}/reject", key, "{\"reason\":\"không\"}")).Problem);
        }

        Assert.Equal("not-maker", (await hub.SendAsync("POST", $"{path}/withdraw", await KeyAsync("CB-12"))).Problem);
        Assert.Equal("withdrawn", (await hub.SendAsync("POST", $"{path}/withdraw", hers[1])).Json.GetProperty("state").GetString());
        Assert.Equal("Nguyễn Văn Demo", await NameAsync(letter));
    }

    [Fact]
    public async Task A_token_of_another_person_approves_what_a_key_proposed()
    {
        var letter = await DieAsync("H40-TOKEN");
        var path = await ProposeAsync(letter, await KeyAsync("CB-21"));

        Assert.Equal("approved", (await hub.SendAsync("POST", $"{path}/approve", HandToken.Of("\"roles\":[\"operator\"]", subject: "CB-22"))).Json.GetProperty("state").GetString());
        Assert.Equal("Nguyễn Văn Mẫu", await NameAsync(letter));
    }

    [Fact]
    public async Task A_key_that_names_nobody_neither_proposes_nor_approves()
    {
        var letter = await DieAsync("H40-NOBODY");

        var refused = await hub.SendAsync("PUT", $"/dead-letters/{letter}/body", Role.Operator, Other);
        Assert.Equal((403, "person-needed"), (refused.Status, refused.Problem));
        Assert.Equal("person-needed", (await hub.SendAsync("POST", "/approvals", Role.Admin, Wish(letter))).Problem);
        Assert.Equal(200, (await hub.SendAsync("PUT", $"/dead-letters/{letter}/body", Role.Operator, Event.Data.Replace("direct", "postal", StringComparison.Ordinal))).Status);

        var path = await ProposeAsync(letter, await KeyAsync("CB-31"));
        foreach (var act in (string[])["approve", "reject", "withdraw"])
        {
            Assert.Equal("person-needed", (await hub.SendAsync("POST", $"{path}/{act}", Role.Admin, "{\"reason\":\"x\"}")).Problem);
        }

        Assert.Equal("Nguyễn Văn Demo", await NameAsync(letter));
    }

    [Fact]
    public async Task What_moved_meanwhile_is_refused()
    {
        var (letter, lan, minh) = (await DieAsync("H40-MOVED"), await KeyAsync("CB-41"), await KeyAsync("CB-42"));
        var path = await ProposeAsync(letter, lan);
        Assert.Equal(200, (await hub.SendAsync("PUT", $"/dead-letters/{letter}/body", Role.Operator, Event.Data.Replace("direct", "online", StringComparison.Ordinal))).Status);

        var refused = await hub.SendAsync("POST", $"{path}/approve", minh);

        Assert.Equal((409, "subject-moved"), (refused.Status, refused.Problem));
        Assert.Equal("open", (await hub.GetAsync(path, minh)).Json.GetProperty("state").GetString());
        Assert.Equal("precondition-failed", (await hub.SendAsync("POST", $"{path}/reject", minh, "{\"reason\":\"cũ\"}", "application/json", ("If-Match", "\"old\""))).Problem);
        Assert.Equal("rejected", (await hub.SendAsync("POST", $"{path}/reject", minh, "{\"reason\":\"cũ\"}")).Json.GetProperty("state").GetString());
        Assert.Equal("Nguyễn Văn Demo", await NameAsync(letter));
    }

    [Fact]
    public async Task A_repeat_is_the_same_proposal_and_another_one_waits()
    {
        var (letter, lan) = (await DieAsync("H40-AGAIN"), await KeyAsync("CB-51"));
        var path = await ProposeAsync(letter, lan);

        Assert.Equal(path, await ProposeAsync(letter, lan));
        Assert.Equal("proposal-open", (await hub.SendAsync("PUT", $"/dead-letters/{letter}/body", await KeyAsync("CB-52"), Other)).Problem);
    }

    [Fact]
    public async Task Money_and_identity_come_by_the_general_door_too()
    {
        var (letter, lan) = (await DieAsync("H40-DOOR"), await KeyAsync("CB-61"));

        Assert.Equal("invalid-request", (await hub.SendAsync("POST", "/approvals", lan, "{\"kind\":\"none\"}")).Problem);
        Assert.Equal("not-found", (await hub.SendAsync("POST", "/approvals", lan, Wish(Guid.NewGuid().ToString()))).Problem);
        Assert.Equal("masked-body", (await hub.SendAsync("POST", "/approvals", lan, Wish(letter).Replace("Nguyễn Văn Mẫu", "N*** V*** M***", StringComparison.Ordinal))).Problem);
        Assert.Equal("schema-violation", (await hub.SendAsync("POST", "/approvals", lan, Wish(letter).Replace("citizen", "alien", StringComparison.Ordinal))).Problem);
        var made = await hub.SendAsync("POST", "/approvals", lan, Wish(letter));
        Assert.Equal((201, "open"), (made.Status, made.Json.GetProperty("state").GetString()));

        var list = (await hub.GetAsync($"/approvals?state=open&kind={DeadLetterEditKind.KindName}&subject={letter}", Role.Auditor)).Json.GetProperty("approvals");
        Assert.Equal(made.Json.GetProperty("id").GetString(), Assert.Single(list.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("invalid-request", (await hub.GetAsync("/approvals?state=none", Role.Auditor)).Problem);
    }

    [Fact]
    public async Task Personal_data_is_shown_to_who_decides_and_named_nowhere_else()
    {
        var (letter, lan, minh) = (await DieAsync("H40-MASK"), await KeyAsync("Lê Thị Lan"), await KeyAsync("CB-72"));
        var path = await ProposeAsync(letter, lan);

        Assert.DoesNotContain("Mẫu", (await hub.GetAsync(path, Role.Auditor)).Text, StringComparison.Ordinal);
        Assert.Equal("forbidden", (await hub.GetAsync($"{path}?reveal=body", Role.Auditor)).Problem);
        var whole = (await hub.GetAsync($"{path}?reveal=body", minh)).Json;
        Assert.Equal(("Nguyễn Văn Demo", "Nguyễn Văn Mẫu"), (Name(whole.GetProperty("before")), Name(whole.GetProperty("after"))));
        Assert.Equal("/applicant/name", Assert.Single(whole.GetProperty("changes").EnumerateArray()).GetProperty("path").GetString());
        await hub.SendAsync("POST", $"{path}/approve", minh, "{\"reason\":\"đúng giấy tờ\"}");

        var id = path["/approvals/".Length..];
        var lines = (await AuditAsync()).Where(line => line.Entry.Target == id || line.Entry.Detail?.Contains(id, StringComparison.Ordinal) is true).ToList();
        Assert.Contains(lines, line => line.Entry.Act == "PUT /dead-letters/{id}/body" && line.Entry.Detail!.Contains("maker person:sha256:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Entry.Act == "POST /approvals/{id}/approve" && line.Entry.Detail!.Contains("checker person:CB-72", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Entry.Act == "dead-letter.edit" && line.Entry.Target == letter);
        Assert.DoesNotContain(await AuditAsync(), line => line.Entry.Detail?.Contains("Lan", StringComparison.Ordinal) is true || line.Entry.Detail?.Contains("Mẫu", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_key_keeps_its_holder_when_it_is_rotated()
    {
        var made = (await hub.SendAsync("POST", "/keys", Role.Admin, "{\"role\":\"operator\",\"name\":\"Bàn 1\",\"person\":\" CB-81 \"}")).Json;
        Assert.Equal("CB-81", made.GetProperty("person").GetString());

        var rotated = (await hub.SendAsync("POST", $"/keys/{made.GetProperty("id").GetString()}/rotate", Role.Admin)).Json;

        Assert.Equal("CB-81", rotated.GetProperty("person").GetString());
        Assert.Equal("invalid-request", (await hub.SendAsync("POST", "/keys", Role.Admin, "{\"role\":\"operator\",\"name\":\"x\",\"person\":\" \"}")).Problem);
    }

    [Fact]
    public async Task What_nobody_decided_lapses_by_the_step()
    {
        var path = await ProposeAsync(await DieAsync("H40-LATE"), await KeyAsync("CB-91"));

        await hub.App.Services.GetRequired<IProposals>().LapseAsync(DateTimeOffset.UtcNow.AddDays(30), 1000, CancellationToken.None);

        Assert.Equal("lapsed", (await hub.GetAsync(path, Role.Operator)).Json.GetProperty("state").GetString());
        Assert.Equal("wrong-state", (await hub.SendAsync("POST", $"{path}/approve", await KeyAsync("CB-92"))).Problem);
    }

    [Fact]
    public async Task The_command_line_proposes_shows_and_decides()
    {
        var (letter, lan, minh) = (await DieAsync("H40-LINE"), await KeyAsync("CB-101"), await KeyAsync("CB-102"));
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["body.json"], Other);

        var proposed = await RunAsync(lan, "dead-letters", "edit", letter, folder["body.json"], "--reason", "sai tên");
        var id = proposed.Output.Split(':')[0];

        Assert.Equal((0, true), (proposed.Code, proposed.Output.Contains($"{id}: waits for a second person", StringComparison.Ordinal)));
        Assert.Contains(id, (await RunAsync(minh, "approvals", "list", "--json")).Output, StringComparison.Ordinal);
        var shown = await RunAsync(minh, "approvals", "show", id, "--reveal");
        Assert.Contains("/applicant/name  identity", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Văn Mẫu", shown.Output, StringComparison.Ordinal);
        Assert.Equal(77, (await RunAsync(lan, "approvals", "approve", id)).Code);
        Assert.Contains("approved", (await RunAsync(minh, "approvals", "approve", id, "--reason", "đúng giấy tờ")).Output, StringComparison.Ordinal);
        Assert.Equal("Nguyễn Văn Mẫu", await NameAsync(letter));
    }

    private Task<CommandRun> RunAsync(string key, params string[] args) => CommandRun.InEnglishAsync([.. args, "--hub", hub.App.Urls.First(), "--key", key]);

    private static (string?, string?, string?, string?, string?, string?) Told(HubApp.Reply reply)
    {
        string? Of(string name) => reply.Json.GetProperty(name).GetString();
        return (Of("state"), Of("kind"), Of("subject"), Of("maker"), Of("reason"), Of("limitClass"));
    }

    private static string Wish(string letter) => $$"""{"kind":"{{DeadLetterEditKind.KindName}}","subject":"{{letter}}","reason":"sai tên","after":{{Other}}}""";

    private static string? Name(JsonElement body) => body.GetProperty("applicant").GetProperty("name").GetString();

    private async Task<string> KeyAsync(string person, string role = Role.Operator) => (await hub.NewKeyAsync(role, person: person)).Text;

    private async Task<string> ProposeAsync(string letter, string key)
    {
        var reply = await hub.SendAsync("PUT", $"/dead-letters/{letter}/body", key, Other);
        Assert.Equal(202, reply.Status);
        return reply.Headers["Location"];
    }

    private async Task<string?> NameAsync(string letter) => Name((await hub.GetAsync($"/dead-letters/{letter}?reveal=body", Role.Operator)).Json.GetProperty("body"));

    private async Task<IReadOnlyList<AuditLine>> AuditAsync()
    {
        var lines = new List<AuditLine>();
        while (await hub.AuditAsync(lines.Count == 0 ? 0 : lines[^1].Seq, 0) is { Count: > 0 } more)
        {
            lines.AddRange(more);
        }

        return lines;
    }

    private async Task<IReadOnlyList<Delivery>> ClaimAsync(string key) =>
        [.. (await hub.App.Services.GetRequired<IOutbox>().ClaimAsync(
            new LaneOptions { Concurrency = 1000, RatePerSecond = 0 }.ClaimOf("national-portal", 1000, DateTimeOffset.UtcNow.AddDays(1)), CancellationToken.None)).Items.Where(d => d.Envelope.Key == key)];

    /// <summary>An envelope that a delivery has rejected.</summary>
    private async Task<string> DieAsync(string code)
    {
        await hub.PostEventAsync(Event.Received($"event-{code}", code));
        var claimed = Assert.Single(await ClaimAsync(code));
        var now = DateTimeOffset.UtcNow;
        await hub.App.Services.GetRequired<IOutbox>().SettleAsync(
            [new Settlement { Delivery = claimed, Fate = new Fate.Dead("test-rejected", "rejected by the test"), Attempt = new AttemptRecord(now, now, "reject", "test-rejected") }],
            CancellationToken.None);
        return claimed.Envelope.Id.ToString();
    }

    /// <summary>Without lanes: the tests decide what a delivery comes to.</summary>
    public sealed class StillHub : HubApp
    {
        protected override HubParts Parts => HubParts.StoreOnly;

        protected override string[] Settings => [HandToken.Setting];
    }
}
