using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Tests;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

/// <summary>Two offices of one operator: each has its own jobs, money and sheets, and learns nothing of the other's.</summary>
public sealed class PostalOfficesTests(PostHub hub) : IClassFixture<PostHub>
{
    [Fact]
    public async Task An_id_used_elsewhere_does_not_tell_that_another_office_has_a_job()
    {
        var (theirs, ours) = (await BookAsync("200000"), await BookAsync("100000"));
        var body = $$"""{"actId":"{{Id()}}","at":"{{PostHub.Time(TimeSpan.FromHours(1))}}","reason":"other"}""";

        await hub.ActAsync(hub.OfficeA, ours, "failed", body);

        Assert.Equal(404, (await hub.ActAsync(hub.OfficeA, theirs, "failed", body)).Status);
        Assert.Equal(409, (await hub.ActAsync(hub.OfficeA, await BookAsync("100000"), "failed", body)).Status);
    }

    [Fact]
    public async Task Money_is_remitted_by_the_office_that_took_it_wherever_the_parcel_went()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup, each => each with { Office = "100000" });
        await hub.ActAsync(hub.OfficeA, job, "collected", PostHub.Collected(Id()));
        var passed = await hub.ActAsync(hub.OfficeA, job, "handed-over", $$"""{"actId":"{{Id()}}","at":"{{PostHub.Time(TimeSpan.FromHours(1))}}","office":"200000"}""");
        var (theirs, ours) = (await OpenAsync(hub.OfficeB, "remittances"), await OpenAsync(hub.OfficeA, "remittances"));

        var taken = await ChangeAsync(hub.OfficeB, theirs, "fill");
        var added = await ChangeAsync(hub.OfficeB, theirs, "add", $"\"numbers\":[\"{job.Number}\"]");
        var filled = await ChangeAsync(hub.OfficeA, ours, "fill");

        Assert.Equal(200, passed.Status);
        Assert.DoesNotContain(job.Number, taken.Text, StringComparison.Ordinal);
        Assert.Equal("not-found", added.Json.GetProperty("lines")[0].GetProperty("verdict").GetString());
        Assert.Contains(filled.Json.GetProperty("lines").EnumerateArray(), line => line.GetProperty("number").GetString() == job.Number && line.GetProperty("verdict").GetString() == "added");
    }

    [Fact]
    public async Task An_offices_slip_bears_nothing_of_another_office()
    {
        var (theirs, ours) = (await BookAsync("200000"), await BookAsync("100000"));
        var id = Id();
        await hub.PostAsync(Role.Operator, "/postal/handovers", new { id, @operator = "vnpost", office = "100000", way = "to-post" });

        var added = await ChangeAsync(Role.Operator, $"/postal/handovers/vnpost.{id}", "add", $"\"numbers\":[\"{theirs.Number}\",\"{ours.Number}\"]");

        Assert.Equal(["other-office", "added"], added.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("verdict").GetString()));
        Assert.DoesNotContain(theirs.Number, (await hub.GetAsync($"/postal/handovers/{id}", hub.OfficeA)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sum_that_differs_is_told_to_the_office_whose_it_is()
    {
        var job = await BookAsync("100000");
        await hub.ActAsync(hub.OfficeA, job, "delivered", PostHub.Delivered(Id()));
        var sheet = await OpenAsync(hub.OfficeA, "remittances");
        await ChangeAsync(hub.OfficeA, sheet, "add", $"\"numbers\":[\"{job.Number}\"]");
        await ChangeAsync(hub.OfficeA, sheet, "close");

        var full = $"/postal/remittances/vnpost.{sheet.Split('/')[^1]}";
        await ChangeAsync(Role.Operator, full, "receive", "\"name\":\"Thủ quỹ\",\"amount\":1");

        Assert.Contains(full.Split('/')[^1], (await hub.GetAsync("/tasks?kind=postal-remittance-differs", hub.OfficeA)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(full.Split('/')[^1], (await hub.GetAsync("/tasks?kind=postal-remittance-differs", hub.OfficeB)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_empty_box_signed_in_two_offices_is_seen_by_both_and_by_nobody_else()
    {
        var (one, two) = (await BookAsync("100000"), await BookAsync("200000"));
        var picture = Convert.ToBase64String(Picture.Png(mark: 12));
        var more = $$""","attachment":{"kind":"signature","content":"{{picture}}"}""";

        var first = await hub.ActAsync(hub.OfficeA, one, "delivered", PostHub.Delivered(Id(), more: more));
        await hub.ActAsync(hub.OfficeB, two, "delivered", PostHub.Delivered(Id(), more: more));

        var path = $"/postal/attachments/{first.Json.GetProperty("attachment").GetString()}";
        Assert.Equal((200, 200, 404), ((await hub.GetAsync(path, hub.OfficeA)).Status, (await hub.GetAsync(path, hub.OfficeB)).Status, (await hub.GetAsync(path, hub.Swift)).Status));
    }

    [Fact]
    public async Task A_line_that_one_side_disputes_is_a_task_at_once_and_once()
    {
        var job = await BookAsync("100000");
        var slip = await OpenAsync(hub.OfficeA, "handovers", "\"way\":\"to-post\"");
        await ChangeAsync(hub.OfficeA, slip, "add", $"\"numbers\":[\"{job.Number}\"]");
        var dispute = $$"""
            "name":"A","disputes":[{"number":"{{job.Number}}","note":"Bì rách"}]
            """;

        var told = await ChangeAsync(hub.OfficeA, slip, "confirm", dispute);
        var atOnce = await hub.TaskKindsAsync(job);
        await ChangeAsync(Role.Operator, $"/postal/handovers/vnpost.{slip.Split('/')[^1]}", "confirm", dispute);

        Assert.Equal("line-disputed", told.Json.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal(["postal-handover-disputed"], atOnce);
        Assert.Equal(atOnce, await hub.TaskKindsAsync(job));
        Assert.Equal((ConsignmentState.Booked, (string?)null), ((await hub.ReadAsync(job)).State, (await hub.ReadAsync(job)).Handover));
    }

    private static string Id() => Guid.NewGuid().ToString("N");

    private Task<Consignment> BookAsync(string office) => hub.BookAsync(PostalDirection.Delivery, each => each with { Office = office });

    private async Task<string> OpenAsync(string bearer, string folder, string? more = null)
    {
        var id = Id();
        var reply = await hub.SendAsync("POST", $"/postal/{folder}", bearer, $$"""{"id":"{{id}}"{{(more is null ? "" : "," + more)}} }""");
        Assert.True(reply.Status == 200, reply.Text);
        return $"/postal/{folder}/{id}";
    }

    private async Task<HubApp.Reply> ChangeAsync(string bearer, string sheet, string act, string? more = null)
    {
        var reply = await hub.SendAsync("POST", $"{sheet}/{act}", bearer, $$"""{"actId":"{{Id()}}","at":"{{PostHub.Time(TimeSpan.Zero)}}"{{(more is null ? "" : "," + more)}} }""");
        Assert.True(reply.Status == 200, reply.Text);
        return reply;
    }
}
