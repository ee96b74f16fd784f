using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Postal;
using Hub.Postal.Consignments;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Processes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Staff take a range of waybill numbers out of use, by HTTP and by command.</summary>
public sealed class RangeCloseTests : IAsyncLifetime, IDisposable
{
    private const string Path = "/postal/waybill-ranges/close";
    private readonly LgspCentre _centre = new();

    public Task InitializeAsync() => _centre.InitializeAsync();

    public Task DisposeAsync() => _centre.DisposeAsync();

    public void Dispose() => _centre.Dispose();

    [Fact]
    public async Task A_booking_refused_for_a_wrong_range_goes_through_once_that_is_closed()
    {
        const string dossier = "000.00.01.H40-261120-8801";
        Assert.Equal(200, (await CloseAsync("R0001")).Status);
        await AddWrongAsync();
        await _centre.RequestAsync(dossier);
        var letter = await _centre.DeadLetterAsync(dossier, "postal-waybill-outside");

        Assert.Equal(200, (await CloseAsync("giay-sai")).Status);
        var fetched = await _centre.FetchRangeAsync(PostCentre.Operator, 50);
        await _centre.DecideAsync(letter, "retry");
        var booked = await _centre.StateAsync(dossier + "-P1", ConsignmentState.Booked);

        Assert.Equal((0, "R0002"), (fetched.Json.GetProperty("takenOver").GetArrayLength(), fetched.Json.GetProperty("fetched").GetProperty("id").GetString()));
        var ranges = await _centre.Consignments.RangesAsync(PostCentre.Operator, default);
        Assert.Equal([("R0001", 0L), ("R0002", 49L), ("giay-sai", 0L)], ranges.Select(range => (range.Id, range.Left)).OrderBy(range => range.Id, StringComparer.Ordinal));
        var right = ranges.Single(range => range.Id == "R0002");
        Assert.Equal(Waybills.Format(right, right.First), booked.Waybill);
        Assert.Equal(1, await _centre.CountAsync("itemCodesOutside"));
    }

    [Fact]
    public async Task Closing_again_is_answered_the_same_and_written_once()
    {
        await AddWrongAsync();

        var closed = await CloseAsync("giay-sai");
        var again = await CloseAsync("giay-sai", Role.Admin);
        var unknown = await CloseAsync("giay-khong-co");
        var elsewhere = await _centre.SendAsync("POST", Path, Role.Operator, """{"operator":"nobody","id":"giay-sai"}""");
        var unnamed = await _centre.SendAsync("POST", Path, Role.Operator, """{"operator":"vnpost"}""");

        Assert.Equal((200, 200, closed.Text), (closed.Status, again.Status, again.Text));
        Assert.Equal([("R0001", 1000L), ("giay-sai", 0L)], closed.Json.GetProperty("ranges").EnumerateArray().Select(range => (range.GetProperty("id").GetString()!, range.GetProperty("left").GetInt64())));
        Assert.Equal((404, "not-found"), (unknown.Status, unknown.Problem));
        Assert.Equal((400, "/operator"), (elsewhere.Status, elsewhere.Json.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.Equal((400, "/id"), (unnamed.Status, unnamed.Json.GetProperty("errors")[0].GetProperty("pointer").GetString()));

        // The line of a call that changed nothing comes when there is time for it, after its answer.
        await Eventually.EqualAsync($"{Role.Admin} giay-sai allowed, {Role.Operator} giay-khong-co failed, {Role.Operator} giay-sai allowed", ClosingsAsync);
    }

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.CaseSystem)]
    [InlineData(PostalDescriptor.Role)]
    public async Task Others_than_the_centres_operators_and_admins_may_not(string role)
    {
        Assert.Equal(403, (await CloseAsync("R0001", role)).Status);

        Assert.Equal(1000, Assert.Single(await _centre.Consignments.RangesAsync(PostCentre.Operator, default)).Left);
    }

    [Fact]
    public async Task The_command_closes()
    {
        await AddWrongAsync();
        string[] there = ["--hub", _centre.App.Urls.First(), "--key", _centre.Keys[Role.Operator]];

        var (closed, answer, wrong) = await CommandRun.InEnglishAsync(["waybills", "close", PostCentre.Operator, "giay-sai", "--json", .. there]);
        var (again, table, _) = await CommandRun.InEnglishAsync(["waybills", "close", PostCentre.Operator, "giay-sai", .. there]);
        var (unknown, _, errors) = await CommandRun.InEnglishAsync(["waybills", "close", PostCentre.Operator, "giay-khong-co", .. there]);

        Assert.Equal((0, 0, 64), (closed, again, unknown));
        Assert.True(wrong.Length == 0 && JsonNode.Parse(answer)!["left"]!.GetValue<int>() == 1000, wrong + answer);
        Assert.Contains("giay-sai", table, StringComparison.Ordinal);
        Assert.NotEmpty(errors);
        Assert.DoesNotContain(" / ", errors, StringComparison.Ordinal);
    }

    private Task<HubApp.Reply> CloseAsync(string id, string bearer = Role.Operator) =>
        _centre.SendAsync("POST", Path, bearer, new JsonObject { ["operator"] = PostCentre.Operator, ["id"] = id }.ToJsonString());

    private async Task<string> ClosingsAsync() => string.Join(", ", (await _centre.App.Services.GetRequiredService<IAuditLog>().ListAsync(0, 1000, default)).Select(line => line.Entry)
        .Where(entry => (entry.Act, entry.Target) == ("POST " + Path, PostCentre.Operator) && entry.Detail is not null)
        .Select(entry => $"{entry.Role} {entry.Detail} {entry.Result}").Order(StringComparer.Ordinal));

    // The operator never allotted these.
    private async Task AddWrongAsync() => Assert.Equal(200, (await _centre.SendAsync(
        "POST", "/postal/waybill-ranges", Role.Operator,
        """{"operator":"vnpost","id":"giay-sai","prefix":"ZZ","suffix":"VN","digits":8,"hasCheckDigit":true,"first":700,"last":799}""")).Status);
}
