using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Hub.AcceptanceTests.Http.Postal;

public sealed class PostalCustodyTests(PostHub hub) : IClassFixture<PostHub>
{
    [Fact]
    public async Task A_link_that_was_changed_in_the_store_is_named_and_breaks_its_own_chain_alone()
    {
        var pickup = await hub.BookAsync(PostalDirection.Pickup);
        await FetchAndHandOverAsync(pickup, "CU-1");
        Assert.True((await CustodyAsync(pickup)).GetProperty("holds").GetBoolean());

        await TamperAsync("UPDATE custody_links SET by = 'nobody' WHERE no = 2 AND item = $item", pickup.Dossier + "/p-1");

        var custody = await CustodyAsync(pickup);
        Assert.Equal((false, 0), (custody.GetProperty("holds").GetBoolean(), custody.GetProperty("gaps").GetInt32()));
        var (broken, whole) = (custody.GetProperty("chains")[0], custody.GetProperty("chains")[1]);
        Assert.Equal((false, true), (broken.GetProperty("holds").GetBoolean(), whole.GetProperty("holds").GetBoolean()));
        var fault = Assert.Single(broken.GetProperty("faults").EnumerateArray());
        Assert.Equal(("break", 2), (fault.GetProperty("kind").GetString(), fault.GetProperty("no").GetInt32()));
        Assert.Contains("số 2", fault.GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.False(broken.TryGetProperty("holder", out _));
        Assert.Equal("clerk", whole.GetProperty("holder").GetString());
    }

    [Fact]
    public async Task A_link_that_was_taken_out_of_the_store_is_missing_or_a_gap()
    {
        var (first, last) = (await hub.BookAsync(PostalDirection.Pickup), await hub.BookAsync(PostalDirection.Pickup));
        await FetchAndHandOverAsync(first, "CU-2");
        await FetchAndHandOverAsync(last, "CU-3");

        await TamperAsync("DELETE FROM custody_links WHERE no = 1 AND item = $item", first.Dossier + "/p-1");
        await TamperAsync("DELETE FROM custody_links WHERE no = 2 AND item = $item", last.Dossier + "/p-1");

        var (headless, cut) = ((await CustodyAsync(first)).GetProperty("chains")[0].GetProperty("faults"), (await CustodyAsync(last)).GetProperty("chains")[0].GetProperty("faults"));
        Assert.Equal(["break 1", "gap 2"], headless.EnumerateArray().Select(fault => $"{fault.GetProperty("kind").GetString()} {fault.GetProperty("no").GetInt32()}"));
        Assert.Equal(["gap 2"], cut.EnumerateArray().Select(fault => $"{fault.GetProperty("kind").GetString()} {fault.GetProperty("no").GetInt32()}"));
    }

    [Fact]
    public async Task What_an_operator_tells_and_nobody_scanned_is_a_gap_of_each_paper()
    {
        var silent = await hub.BookAsync(PostalDirection.Delivery, c => c with { State = ConsignmentState.Delivered });
        var waiting = await hub.BookAsync(PostalDirection.Delivery);

        var custody = await CustodyAsync(silent);

        Assert.Equal((true, 2), (custody.GetProperty("holds").GetBoolean(), custody.GetProperty("gaps").GetInt32()));
        Assert.All(custody.GetProperty("chains").EnumerateArray(), chain =>
        {
            Assert.Equal(0, chain.GetProperty("links").GetArrayLength());
            var fault = Assert.Single(chain.GetProperty("faults").EnumerateArray());
            Assert.Contains(silent.Number, fault.GetProperty("vi").GetString(), StringComparison.Ordinal);
            Assert.EndsWith("no scan says that the postman gave it to the citizen.", fault.GetProperty("en").GetString(), StringComparison.Ordinal);
        });
        Assert.Equal((0, 0), ((await CustodyAsync(waiting)).GetProperty("gaps").GetInt32(), (await CustodyAsync(waiting)).GetProperty("chains").GetArrayLength()));
        Assert.Equal(404, (await hub.GetAsync("/dossiers/H40.12%2Fnone/custody", Role.Auditor)).Status);
    }

    private async Task<System.Text.Json.JsonElement> CustodyAsync(Consignment of)
    {
        var reply = await hub.GetAsync($"/dossiers/{Uri.EscapeDataString(of.Dossier)}/custody", Role.Auditor);
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Json;
    }

    private async Task FetchAndHandOverAsync(Consignment of, string slip)
    {
        Assert.Equal(200, (await hub.ActAsync(hub.Post, of, "collected", PostHub.Collected($"{slip}-c"))).Status);
        await OkAsync(hub.Post, "", new { id = slip, way = "to-agency" });
        await OkAsync(hub.Post, $"/{slip}/add", new { actId = $"{slip}-a", at = PostHub.Now, numbers = new[] { of.Number } });
        await OkAsync(hub.Post, $"/{slip}/confirm", new { actId = $"{slip}-p", at = PostHub.Now, name = "Bưu tá Demo" });
        await OkAsync(Role.CaseSystem, $"/vnpost.{slip}/confirm", new { actId = $"{slip}-k", at = PostHub.Now, name = "Cán bộ Demo" });
    }

    private async Task OkAsync(string bearer, string path, object body)
    {
        var reply = await hub.PostAsync(bearer, "/postal/handovers" + path, body);
        Assert.True(reply.Status == 200, $"{path}: {reply.Text}");
    }

    // Past the store's own guards, as one could who has its file.
    private async Task TamperAsync(string sql, string item)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(hub.Data, "hub.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP TRIGGER IF EXISTS custody_no_update; DROP TRIGGER IF EXISTS custody_no_delete; {sql}";
        command.Parameters.AddWithValue("$item", item);
        await command.ExecuteNonQueryAsync();
    }
}
