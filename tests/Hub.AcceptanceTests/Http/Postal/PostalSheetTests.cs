using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Tests.Http;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

public sealed class PostalSheetTests(PostHub hub) : IClassFixture<PostHub>
{
    [Fact]
    public async Task Papers_pass_from_hand_to_hand_in_a_chain_without_a_gap()
    {
        var pickup = await hub.BookAsync(PostalDirection.Pickup);
        Assert.Equal(200, (await hub.ActAsync(hub.Post, pickup, "collected", PostHub.Collected("chain-1"))).Status);
        await HandOverAsync("HO-1", "to-agency", pickup);

        var delivery = await hub.BookAsync(PostalDirection.Delivery, c => c with { Dossier = pickup.Dossier, Number = pickup.Dossier + "-D1", RequestId = pickup.Dossier + "-D1" });
        await HandOverAsync("HO-2", "to-post", delivery);
        Assert.Equal(200, (await hub.ActAsync(hub.Post, delivery, "delivered", PostHub.Delivered("chain-2", at: PostHub.Time(TimeSpan.Zero)))).Status);

        Assert.Equal((ConsignmentState.Delivered, ConsignmentState.Delivered), ((await hub.ReadAsync(pickup)).State, (await hub.ReadAsync(delivery)).State));
        var custody = (await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(pickup.Dossier)}/custody", Role.Auditor)).Json;
        Assert.Equal((true, 0), (custody.GetProperty("holds").GetBoolean(), custody.GetProperty("gaps").GetInt32()));
        Assert.Equal([pickup.Dossier + "/p-1", pickup.Dossier + "/p-2"], custody.GetProperty("chains").EnumerateArray().Select(chain => chain.GetProperty("item").GetString()));
        Assert.All(custody.GetProperty("chains").EnumerateArray(), chain => Assert.Equal(
            ["citizen>postman", "postman>clerk", "clerk>postman", "postman>citizen"],
            chain.GetProperty("links").EnumerateArray().Select(link => $"{link.GetProperty("from").GetString()}>{link.GetProperty("to").GetString()}")));
        Assert.Equal("citizen", custody.GetProperty("chains")[0].GetProperty("holder").GetString());
    }

    [Fact]
    public async Task A_missed_change_of_hands_is_called_a_gap()
    {
        var delivery = await hub.BookAsync(PostalDirection.Delivery);

        await hub.ActAsync(hub.Post, delivery, "delivered", PostHub.Delivered("gap-1"));

        var custody = (await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(delivery.Dossier)}/custody", Role.CaseSystem)).Json;
        Assert.Equal((true, 2), (custody.GetProperty("holds").GetBoolean(), custody.GetProperty("gaps").GetInt32()));
        Assert.Equal("gap", custody.GetProperty("chains")[0].GetProperty("faults")[0].GetProperty("kind").GetString());
        Assert.Equal(403, (await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(delivery.Dossier)}/custody", hub.Post)).Status);
    }

    [Fact]
    public async Task One_signature_moves_nothing_and_both_move_all_but_what_is_disputed()
    {
        var (good, bad) = (await hub.BookAsync(PostalDirection.Delivery), await hub.BookAsync(PostalDirection.Delivery));
        await OpenAsync(Role.CaseSystem, "handovers", new { id = "HO-9", @operator = "vnpost", way = "to-post", at = PostHub.Now });
        await OkAsync(Role.CaseSystem, "handovers/vnpost.HO-9/add", new { actId = "add-9", at = PostHub.Now, numbers = new[] { good.Number, bad.Number } });

        var one = await OkAsync(Role.Operator, "handovers/vnpost.HO-9/confirm", new { actId = "agency-9", at = PostHub.Now, name = "Cán bộ Canarysigner" });
        Assert.Equal(("closed", ConsignmentState.Booked), (one.Json.GetProperty("state").GetString(), (await hub.ReadAsync(good)).State));
        Assert.Equal(409, (await hub.PostAsync(Role.CaseSystem, "/postal/handovers/vnpost.HO-9/confirm", new { actId = "agency-9b", at = PostHub.Now, name = "Cán bộ" })).Status);

        var confirm = new { actId = "post-9", at = PostHub.Now, name = "Bưu tá Demo", disputes = new[] { new { number = bad.Number, note = "không thấy bì" } } };
        var both = await OkAsync(hub.Post, "handovers/HO-9/confirm", confirm);
        var again = await OkAsync(hub.Post, "handovers/HO-9/confirm", confirm);

        Assert.Equal(("confirmed", both.Text), (both.Json.GetProperty("state").GetString(), again.Text));
        Assert.Equal((ConsignmentState.PickedUp, ConsignmentState.Booked), ((await hub.ReadAsync(good)).State, (await hub.ReadAsync(bad)).State));
        Assert.Null((await hub.ReadAsync(bad)).Handover);
        Assert.Equal(["postal-handover-disputed"], await hub.TaskKindsAsync(bad));
        Assert.Equal(2, (await hub.Consignments.CustodyAsync(good.Dossier, CancellationToken.None)).Count);
        Assert.Empty(await hub.Consignments.CustodyAsync(bad.Dossier, CancellationToken.None));
        Assert.DoesNotContain("Canarysigner", (await hub.GetAsync("/postal/handovers/vnpost.HO-9", Role.Auditor)).Text, StringComparison.Ordinal);
        Assert.Contains("Canarysigner", (await hub.GetAsync("/postal/handovers/HO-9", hub.Post)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cash_is_remitted_once_and_to_the_dong()
    {
        var jobs = new List<Consignment>();
        long total = 0;
        for (var i = 1; i <= 5; i++)
        {
            var fee = 10_000 + i;
            jobs.Add(await hub.BookAsync(PostalDirection.Pickup, c => c with { Operator = "swift", FeeToCollect = fee }));
            total += fee;
            Assert.Equal(200, (await hub.ActAsync(hub.Swift, jobs[^1], "collected", PostHub.Collected($"cash-{i}", cash: fee))).Status);
        }

        await OpenAsync(hub.Swift, "remittances", new { id = "RM-1", at = PostHub.Now });
        var fill = new { actId = "fill-1", at = PostHub.Now };
        var filled = await OkAsync(hub.Swift, "remittances/RM-1/fill", fill);
        Assert.Equal(filled.Text, (await OkAsync(hub.Swift, "remittances/RM-1/fill", fill)).Text);
        Assert.Equal((5, total), (filled.Json.GetProperty("count").GetInt32(), filled.Json.GetProperty("total").GetInt64()));
        await OpenAsync(hub.Swift, "remittances", new { id = "RM-2", at = PostHub.Now });
        Assert.Equal(0, (await OkAsync(hub.Swift, "remittances/RM-2/fill", new { actId = "fill-2", at = PostHub.Now })).Json.GetProperty("count").GetInt32());
        Assert.Equal("on-other-sheet", (await OkAsync(hub.Swift, "remittances/RM-2/add", new { actId = "add-2", at = PostHub.Now, numbers = new[] { jobs[0].Number } })).Json
            .GetProperty("lines")[0].GetProperty("verdict").GetString());

        Assert.Equal(409, (await hub.PostAsync(Role.Operator, "/postal/remittances/swift.RM-1/receive", new { actId = "r-0", at = PostHub.Now, name = "Thủ quỹ", amount = total })).Status);
        await OkAsync(hub.Swift, "remittances/RM-1/close", new { actId = "close-1", at = PostHub.Now });
        var wrong = await OkAsync(Role.Operator, "remittances/swift.RM-1/receive", new { actId = "r-1", at = PostHub.Now, name = "Thủ quỹ", amount = total - 1 });
        var right = await OkAsync(Role.Operator, "remittances/swift.RM-1/receive", new { actId = "r-2", at = PostHub.Now, name = "Thủ quỹ", amount = total });

        Assert.Equal(("closed", "amount-differs", "confirmed"), (wrong.Json.GetProperty("state").GetString(), wrong.Json.GetProperty("findings")[0].GetProperty("code").GetString(), right.Json.GetProperty("state").GetString()));
        Assert.Equal(403, (await hub.PostAsync(hub.Swift, "/postal/remittances/RM-1/receive", new { actId = "r-3", at = PostHub.Now, name = "x", amount = total })).Status);
        Assert.Equal(404, (await hub.GetAsync("/postal/remittances/swift.RM-1", hub.Post)).Status);
        var list = (await hub.GetAsync($"/postal/remittances?state=confirmed&from={Uri.EscapeDataString(PostHub.Time(TimeSpan.FromHours(1)))}", Role.Auditor)).Json.GetProperty("sheets");
        Assert.Equal(["swift.RM-1"], list.EnumerateArray().Select(sheet => sheet.GetProperty("id").GetString()));
        await PrintedAsync(total);
        Assert.Empty((await hub.GetAsync($"/postal/remittances?until={Uri.EscapeDataString(PostHub.Time(TimeSpan.FromHours(1)))}", Role.Auditor)).Json.GetProperty("sheets").EnumerateArray());
    }

    [Fact]
    public async Task A_manifest_is_opened_once_filled_closed_and_printed()
    {
        var (one, two) = (await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup));
        var opening = new { id = "BK-1", at = PostHub.Now };
        var open = await OpenAsync(hub.Post, "manifests", opening);
        Assert.Equal(open.Text, (await OpenAsync(hub.Post, "manifests", opening)).Text);
        Assert.Equal("vnpost.BK-1", open.Json.GetProperty("id").GetString());

        var added = await OkAsync(hub.Post, "manifests/BK-1/add", new { actId = "m-1", at = PostHub.Now, numbers = new[] { one.Number, two.Number, one.Number, "H40-NONE" } });
        var removed = await OkAsync(hub.Post, "manifests/BK-1/remove", new { actId = "m-2", at = PostHub.Now, numbers = new[] { two.Number } });
        await OpenAsync(hub.Post, "manifests", new { id = "BK-2", at = PostHub.Now });
        var other = await OkAsync(hub.Post, "manifests/BK-2/add", new { actId = "m-3", at = PostHub.Now, numbers = new[] { one.Number, two.Number } });
        await OkAsync(hub.Post, "manifests/BK-1/close", new { actId = "m-4", at = PostHub.Now });

        Assert.Equal(["added", "added", "already", "not-found"], Verdicts(added));
        Assert.Equal(["removed"], Verdicts(removed));
        Assert.Equal(["on-other-sheet", "added"], Verdicts(other));
        Assert.Equal((409, "wrong-state"), Status(await hub.PostAsync(hub.Post, "/postal/manifests/BK-1/add", new { actId = "m-5", at = PostHub.Now, numbers = new[] { two.Number } })));
        Assert.Equal((409, "act-conflict"), Status(await hub.PostAsync(hub.Post, "/postal/manifests/BK-1/remove", new { actId = "m-1", at = PostHub.Now, numbers = new[] { one.Number } })));
        Assert.Equal(404, (await hub.GetAsync("/postal/manifests/vnpost.BK-1", hub.Swift)).Status);

        var page = await hub.GetAsync("/postal/manifests/BK-1.html", hub.Post);
        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        Assert.Contains(one.Number, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(two.Number, page.Text, StringComparison.Ordinal);
        var pdf = await hub.GetAsync("/postal/manifests/BK-1.pdf", hub.Post);
        Assert.True(pdf.Status == 200 ? pdf.Text.StartsWith("%PDF", StringComparison.Ordinal) : pdf.Problem is "unavailable", pdf.Text);
    }

    [Fact]
    public async Task Labels_are_printed_for_whom_they_concern()
    {
        var job = await hub.BookAsync(PostalDirection.Delivery);
        var path = $"/postal/jobs/{Uri.EscapeDataString(job.Number)}/label";

        var label = await hub.GetAsync(path, hub.Post);
        var missing = await hub.PostAsync(hub.Post, "/postal/labels", new { numbers = new[] { job.Number, "H40-NONE" } });
        var pdf = await hub.PostAsync(hub.Post, "/postal/labels", new { numbers = new[] { job.Number } });

        Assert.Contains("Canaryperson", label.Text, StringComparison.Ordinal);
        Assert.Equal((200, 403, 404), ((await hub.GetAsync(path, Role.CaseSystem)).Status, (await hub.GetAsync(path, Role.Operator)).Status, (await hub.GetAsync(path, hub.Swift)).Status));
        Assert.Equal((404, "/numbers/1"), (missing.Status, missing.Json.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.True(pdf.Status == 200 ? pdf.MediaType is "application/pdf" : pdf.Problem is "unavailable", pdf.Text);
    }

    // The list, and the totals by day and operator, in every form.
    private async Task PrintedAsync(long total)
    {
        foreach (var path in (string[])["/postal/remittances/swift.RM-1", "/postal/money"])
        {
            var (html, csv, xlsx, pdf) = (
                await hub.GetAsync($"{path}.html", Role.Operator), await hub.GetAsync($"{path}.csv", Role.Operator), await hub.GetAsync($"{path}.xlsx", Role.Operator),
                await hub.GetAsync($"{path}.pdf", Role.Operator));
            Assert.Contains("Tổng cộng", html.Text, StringComparison.Ordinal);
            Assert.Equal(("text/csv", 200), (csv.MediaType, xlsx.Status));
            Assert.StartsWith("PK", xlsx.Text, StringComparison.Ordinal);
            Assert.True(pdf.Status == 200 ? pdf.Text.StartsWith("%PDF", StringComparison.Ordinal) : pdf.Problem is "unavailable", pdf.Text);
        }

        Assert.Contains($"\"Tổng cộng / Total\",\"\",\"\",{total}", (await hub.GetAsync("/postal/remittances/RM-1.csv", hub.Swift)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Thủ quỹ", (await hub.GetAsync("/postal/remittances/swift.RM-1.html", Role.Auditor)).Text, StringComparison.Ordinal);
        Assert.Contains("Thủ quỹ", (await hub.GetAsync("/postal/remittances/swift.RM-1.html", Role.CaseSystem)).Text, StringComparison.Ordinal);
        var money = (await hub.GetAsync("/postal/money?operator=swift", Role.Auditor)).Json;
        Assert.Equal(total, money.GetProperty("cash").EnumerateArray().Sum(day => day.GetProperty("received").GetInt64()));
        Assert.Equal(total, money.GetProperty("remittances").EnumerateArray().Sum(day => day.GetProperty("received").GetInt64()));
        Assert.Equal(
            (403, 404, 400, 400),
            ((await hub.GetAsync("/postal/money", hub.Swift)).Status, (await hub.GetAsync("/postal/remittances/swift.RM-1.csv", hub.Post)).Status,
            (await hub.GetAsync("/postal/money?from=30/11/2026", Role.Operator)).Status, (await hub.GetAsync("/postal/money.csv?from=2026-12-01&to=2026-11-01", Role.Operator)).Status));
    }

    private async Task HandOverAsync(string id, string way, Consignment of)
    {
        await OpenAsync(hub.Post, "handovers", new { id, way, at = PostHub.Now });
        await OkAsync(hub.Post, $"handovers/{id}/add", new { actId = $"{id}-add", at = PostHub.Now, numbers = new[] { of.Number } });
        await OkAsync(hub.Post, $"handovers/{id}/confirm", new { actId = $"{id}-post", at = PostHub.Now, name = "Bưu tá Demo" });
        await OkAsync(Role.CaseSystem, $"handovers/vnpost.{id}/confirm", new { actId = $"{id}-agency", at = PostHub.Now, name = "Cán bộ Demo" });
    }

    private Task<HubApp.Reply> OpenAsync(string bearer, string folder, object body) => OkAsync(bearer, folder, body);

    private async Task<HubApp.Reply> OkAsync(string bearer, string path, object body)
    {
        var reply = await hub.PostAsync(bearer, "/postal/" + path, body);
        Assert.True(reply.Status == 200, $"{path}: {reply.Text}");
        return reply;
    }

    private static IEnumerable<string?> Verdicts(HubApp.Reply reply) => reply.Json.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("verdict").GetString());

    private static (int, string?) Status(HubApp.Reply reply) => (reply.Status, reply.Problem);
}
