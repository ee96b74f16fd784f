using System.Text.Json;
using Hub.Core.Dossiers;
using Hub.Core.Places;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

public sealed class PostalActTests(PostHub hub) : IClassFixture<PostHub>
{
    public static TheoryData<string, PostalDirection, string> Acts() => new()
    {
        { "claim", PostalDirection.Pickup, """{"actId":"a","at":"AT"}""" },
        { "collected", PostalDirection.Pickup, PostHub.Collected("a", "AT") },
        { "handed-over", PostalDirection.Delivery, """{"actId":"a","at":"AT","office":"200000"}""" },
        { "delivered", PostalDirection.Delivery, PostHub.Delivered("a", at: "AT") },
        { "failed", PostalDirection.Delivery, """{"actId":"a","at":"AT","reason":"not-at-home","stage":"delivery"}""" },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task An_act_that_is_sent_again_days_later_is_answered_the_same_and_has_one_effect(string act, PostalDirection direction, string body)
    {
        var job = await hub.BookAsync(direction);
        var sent = body.Replace("AT", PostHub.Time(TimeSpan.FromDays(2)), StringComparison.Ordinal).Replace("\"a\"", $"\"{act}-{job.Number.Replace('/', '.')}\"", StringComparison.Ordinal);

        var first = await hub.ActAsync(hub.OfficeA, job, act, sent);
        var after = await hub.ReadAsync(job);
        var again = await hub.ActAsync(hub.OfficeA, job, act, sent);
        var other = await hub.ActAsync(hub.OfficeA, job, act, sent.Insert(sent.IndexOf('{', StringComparison.Ordinal) + 1, "\"note\":\"khác\","));

        Assert.True(first.Status == 200, first.Text);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(JsonSerializer.Serialize(after), JsonSerializer.Serialize(await hub.ReadAsync(job)));
        Assert.Single(await hub.Consignments.RecordsAsync(job.Number, CancellationToken.None));
        Assert.Equal((409, "act-conflict"), (other.Status, other.Problem));
        Assert.NotEqual(first.Json.GetProperty("at").GetDateTimeOffset(), first.Json.GetProperty("receivedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Of_two_postmen_who_claim_at_once_one_has_the_job_and_the_other_is_told()
    {
        for (var round = 0; round < 10; round++)
        {
            var job = await hub.BookAsync(PostalDirection.Pickup);
            var id = job.Number.Replace('/', '.');

            var replies = await Task.WhenAll(
                hub.ActAsync(hub.OfficeA, job, "claim", $$"""{"actId":"{{id}}-1","at":"{{PostHub.Time(TimeSpan.Zero)}}"}"""),
                hub.ActAsync(hub.Post, job, "claim", $$"""{"actId":"{{id}}-2","at":"{{PostHub.Time(TimeSpan.Zero)}}"}"""));
            var winner = replies[0].Status == 200 ? hub.OfficeA : hub.Post;

            Assert.Equal([200, 409], replies.Select(reply => reply.Status).Order());
            Assert.Equal("job-taken", replies.Single(reply => reply.Status == 409).Problem);
            Assert.Equal(winner.Split('_')[1], (await hub.ReadAsync(job)).ClaimedBy);
            Assert.Equal(200, (await hub.ActAsync(winner, job, "claim", $$"""{"actId":"{{id}}-3","at":"{{PostHub.Time(TimeSpan.Zero)}}"}""")).Status);
        }
    }

    [Fact]
    public async Task Another_operator_and_another_office_find_nothing_at_all()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup, c => c with { Office = "100000" });
        var path = $"/postal/jobs/{Uri.EscapeDataString(job.Number)}";
        foreach (var stranger in (string[])[hub.Swift, hub.OfficeB])
        {
            Assert.Equal(404, (await hub.GetAsync(path, stranger)).Status);
            Assert.Equal(404, (await hub.GetAsync(path + "/label", stranger)).Status);
            Assert.Equal(404, (await hub.ActAsync(stranger, job, "claim", $$"""{"actId":"x","at":"{{PostHub.Time(TimeSpan.Zero)}}"}""")).Status);
            Assert.Equal(404, (await hub.ActAsync(stranger, job, "collected", PostHub.Collected("x2"))).Status);
            Assert.Equal("not-found", (await hub.PostAsync(stranger, "/postal/scans", new { scans = new[] { new { act = "claim", waybill = job.Waybill, actId = "x3", at = PostHub.Now } } })).Json
                .GetProperty("scans")[0].GetProperty("result").GetString());
            Assert.DoesNotContain(job.Number, (await hub.GetAsync("/postal/jobs?limit=1000", stranger)).Text, StringComparison.Ordinal);
        }

        Assert.Empty(await hub.Consignments.RecordsAsync(job.Number, CancellationToken.None));
        Assert.Contains(job.Number, (await hub.GetAsync("/postal/jobs?limit=1000", hub.OfficeA)).Text, StringComparison.Ordinal);
        Assert.Contains("Canaryperson", (await hub.GetAsync(path, hub.OfficeA)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_line_of_a_scan_list_stops_no_other_and_the_verdicts_come_in_order()
    {
        var (one, two) = (await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup));
        var at = PostHub.Time(TimeSpan.FromHours(5));
        var list = $$"""
            {"scans":[
             {"act":"claim","number":"{{one.Number}}","actId":"s-1","at":"{{at}}"},
             {"act":"fly","number":"{{one.Number}}","actId":"s-2","at":"{{at}}"},
             {"act":"claim","number":"H40-NONE-P1","actId":"s-3","at":"{{at}}"},
             {"act":"failed","number":"{{one.Number}}","actId":"s-4","at":"{{at}}","reason":"no-such-reason"},
             {"act":"claim","number":"{{one.Number}}","actId":"s-5","at":"{{PostHub.Time(TimeSpan.FromDays(-1))}}"},
             null,
             {"act":"failed","waybill":"{{two.Waybill}}","actId":"s-6","at":"{{at}}","reason":"not-at-home"}]}
            """;

        var reply = await hub.SendAsync("POST", "/postal/scans", hub.Post, list);
        var again = await hub.SendAsync("POST", "/postal/scans", hub.Post, list);

        Assert.Equal(
            ["done", "invalid-request", "not-found", "invalid-request", "time-in-future", "invalid-request", "done"], reply.Json.GetProperty("scans").EnumerateArray().Select(line => line.GetProperty("result").GetString()));
        Assert.Equal("/reason", reply.Json.GetProperty("scans")[3].GetProperty("errors")[0].GetProperty("pointer").GetString());
        Assert.Equal(reply.Text, again.Text);
        Assert.Equal((ConsignmentState.PickupAssigned, ConsignmentState.PickupFailed), ((await hub.ReadAsync(one)).State, (await hub.ReadAsync(two)).State));
        Assert.Equal("not-at-home", (await hub.ReadAsync(two)).Reason);
    }

    [Theory]
    [InlineData(2 * 1024 * 1024 + 1, true, 400, "maxLength")]
    [InlineData(2 * 1024 * 1024, true, 200, null)]
    [InlineData(1000, false, 400, "contentMediaType")]
    public async Task A_photo_is_taken_up_to_two_megabytes_and_only_if_its_bytes_are_a_picture(int size, bool isPicture, int status, string? rule)
    {
        var job = await hub.BookAsync(PostalDirection.Delivery);
        var bytes = isPicture ? Picture.Png(size) : new byte[size];
        var body = PostHub.Delivered($"photo-{size}-{isPicture}", more: $$""","attachment":{"kind":"photo","content":"{{Convert.ToBase64String(bytes)}}"}""");

        var reply = await hub.ActAsync(hub.Post, job, "delivered", body);

        Assert.True(reply.Status == status, reply.Text);
        if (rule is not null)
        {
            Assert.Equal(("/attachment/content", rule), (reply.Json.GetProperty("errors")[0].GetProperty("pointer").GetString(), reply.Json.GetProperty("errors")[0].GetProperty("rule").GetString()));
            Assert.Equal(ConsignmentState.Booked, (await hub.ReadAsync(job)).State);
            return;
        }

        var path = $"/postal/attachments/{reply.Json.GetProperty("attachment").GetString()}";
        Assert.Equal((200, "image/png"), ((await hub.GetAsync(path, hub.Post)).Status, (await hub.GetAsync(path, Role.CaseSystem)).MediaType));
        Assert.Equal(404, (await hub.GetAsync(path, hub.Swift)).Status);
        Assert.Equal(403, (await hub.GetAsync(path, Role.Auditor)).Status);
    }

    [Fact]
    public async Task A_result_that_reached_somebody_else_is_recorded_and_put_before_the_centre()
    {
        var job = await hub.BookAsync(PostalDirection.Delivery, c => c with { MayReceive = [new MayReceive("Trần Văn Demo", "family", "001099123456")] });
        var good = await hub.BookAsync(PostalDirection.Delivery, c => c with { MayReceive = [new MayReceive("Trần Văn Demo", "family", "001 099 123 456")] });

        var wrong = await hub.ActAsync(hub.Post, job, "delivered", PostHub.Delivered("not-entitled", "Lê Văn Demo", "family"));
        var right = await hub.ActAsync(hub.Post, good, "delivered", PostHub.Delivered("entitled", "tran van demo", "family"));

        Assert.Equal(["receiver-not-entitled"], wrong.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()));
        Assert.Empty(right.Json.GetProperty("findings").EnumerateArray());
        var (kept, other) = (await hub.ReadAsync(job), await hub.ReadAsync(good));
        Assert.Equal((ConsignmentState.Delivered, false, true), (kept.State, kept.Proof!.IsAllowed, other.Proof!.IsAllowed));
        Assert.Equal(["postal-receiver-not-entitled"], await hub.TaskKindsAsync(job));
        Assert.Empty(await hub.TaskKindsAsync(good));
        var told = await hub.App.Services.GetRequired<IDossiers>().TimelineAsync(job.Dossier, CancellationToken.None);
        var exception = Assert.Single(told, e => e.Event.Type == PostalEventTypes.Exception);
        Assert.Equal("postal-receiver-not-entitled", JsonDocument.Parse(exception.Event.Data).RootElement.GetProperty("code").GetString());
        var proof = Assert.Single(told, e => e.Event.Type == PostalEventTypes.ProofRecorded);
        Assert.False(JsonDocument.Parse(proof.Event.Data).RootElement.GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public async Task Papers_and_money_that_are_not_those_of_the_list_are_taken_and_told()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);

        var reply = await hub.ActAsync(hub.Post, job, "collected", PostHub.Collected("short", cash: 20_000).Replace("""{"id":"p-2","count":2}""", """{"id":"p-2","count":1}""", StringComparison.Ordinal));

        Assert.Equal(["cash-differs", "papers-differ"], reply.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()).Order());
        Assert.Equal(["postal-cash-differs", "postal-papers-differ"], await hub.TaskKindsAsync(job));
        Assert.Equal((ConsignmentState.PickedUp, 20_000L), ((await hub.ReadAsync(job)).State, (await hub.ReadAsync(job)).Cash!.Amount));
    }

    [Fact]
    public async Task What_is_told_late_is_kept_and_moves_nothing()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);
        await hub.ActAsync(hub.Post, job, "collected", PostHub.Collected("on-time", PostHub.Time(TimeSpan.FromDays(1))));

        var late = await hub.ActAsync(hub.Post, job, "failed", $$"""{"actId":"late","at":"{{PostHub.Time(TimeSpan.FromDays(2))}}","reason":"not-at-home","stage":"pickup"}""");

        Assert.Equal(("late", "picked-up"), (late.Json.GetProperty("verdict").GetString(), late.Json.GetProperty("state").GetString()));
        Assert.Null((await hub.ReadAsync(job)).Reason);
        Assert.Equal(2, (await hub.Consignments.RecordsAsync(job.Number, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_device_whose_clock_is_ahead_is_refused()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);

        Assert.Equal((422, "time-in-future"), await ClaimAsync(TimeSpan.FromMinutes(-20)));
        Assert.Equal((400, "invalid-request"), await ClaimAsync(TimeSpan.FromDays(20_000)));
        Assert.Equal((200, null), await ClaimAsync(TimeSpan.FromMinutes(-5)));

        async Task<(int, string?)> ClaimAsync(TimeSpan ago)
        {
            var reply = await hub.ActAsync(hub.Post, job, "claim", $$"""{"actId":"clock{{ago.TotalMinutes}}","at":"{{PostHub.Time(ago)}}"}""");
            return (reply.Status, reply.Problem);
        }
    }

    [Fact]
    public async Task A_page_of_jobs_that_has_not_changed_is_not_sent_again()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup, c => c with { Operator = "swift" });
        var first = await hub.GetAsync("/postal/jobs?direction=pickup", hub.Swift);

        var known = await hub.SendAsync("GET", "/postal/jobs?direction=pickup", hub.Swift, headers: ("If-None-Match", first.Headers["ETag"]));
        await hub.ActAsync(hub.Swift, job, "claim", $$"""{"actId":"etag","at":"{{PostHub.Time(TimeSpan.Zero)}}"}""");
        var changed = await hub.SendAsync("GET", "/postal/jobs?direction=pickup", hub.Swift, headers: ("If-None-Match", first.Headers["ETag"]));

        Assert.Equal((304, ""), (known.Status, known.Text));
        Assert.Equal(200, changed.Status);
        Assert.NotEqual(first.Headers["ETag"], changed.Headers["ETag"]);
    }

    [Fact]
    public async Task A_place_of_which_only_the_code_was_told_is_shown_by_its_name()
    {
        var units = hub.App.Services.GetRequired<IUnits>();
        await units.ReplaceAsync([new Unit("00008", "Phường Ngọc Hà", "01", "Thành phố Hà Nội")], new AuditEntry(PostHub.Now, "test", null, "units.import", null, "allowed"), CancellationToken.None);
        var job = await hub.BookAsync(PostalDirection.Pickup, c => c with { Operator = "swift", Receiver = c.Receiver with { Place = new PostalPlace("Số 2", "00008", null, null, null, "01", null) } });
        var path = $"/postal/jobs/{Uri.EscapeDataString(job.Number)}";

        var listed = (await hub.GetAsync("/postal/jobs?limit=1000", hub.Swift)).Json.GetProperty("jobs").EnumerateArray().Single(one => one.GetProperty("number").GetString() == job.Number);

        foreach (var shown in (JsonElement[])[listed, (await hub.GetAsync(path, hub.Swift)).Json])
        {
            var receiver = shown.GetProperty("receiver");
            Assert.Equal(("Phường Ngọc Hà", "Thành phố Hà Nội"), (receiver.GetProperty("commune").GetString(), receiver.GetProperty("province").GetString()));
            Assert.Equal("Phường Demo", shown.GetProperty("sender").GetProperty("commune").GetString());
        }
    }

    [Fact]
    public async Task An_act_may_be_repeated_by_Idempotency_Key_too()
    {
        var job = await hub.BookAsync(PostalDirection.Pickup);
        var body = PostHub.Collected("with-key");

        var first = await hub.ActAsync(hub.Post, job, "collected", body, ("Idempotency-Key", "k-collected"));
        var again = await hub.ActAsync(hub.Post, job, "collected", body, ("Idempotency-Key", "k-collected"));

        Assert.Equal((200, first.Text, "true"), (again.Status, again.Text, again.Headers["Idempotency-Replayed"]));
    }
}
