using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Postal;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Staff get waybill numbers from the operator that allots them, by HTTP and by command, whatever fails on the way.</summary>
public sealed class RangeFetchTests : IAsyncLifetime, IDisposable
{
    private readonly LgspCentre _centre = new();

    public Task InitializeAsync() => _centre.InitializeAsync();

    public Task DisposeAsync() => _centre.DisposeAsync();

    public void Dispose() => _centre.Dispose();

    [Fact]
    public async Task A_range_is_fetched_listed_and_audited()
    {
        var fetched = await FetchAsync(50);

        Assert.Equal((0, "R0002", 50, 1050), (fetched["takenOver"]!.AsArray().Count, Text(fetched["fetched"], "id"), fetched["fetched"]!["left"]!.GetValue<int>(), fetched["left"]!.GetValue<int>()));
        Assert.Equal(["R0001", "R0002"], await HeldAsync());
        var lines = await _centre.App.Services.GetRequiredService<IAuditLog>().ListAsync(0, 1000, default);
        var line = Assert.Single(lines, line => line.Entry.Detail == "R0002").Entry;
        Assert.Equal(("POST /postal/waybill-ranges/fetch", PostCentre.Operator, Role.Operator, "allowed"), (line.Act, line.Target, line.Role, line.Result));
    }

    [Theory]
    [InlineData("applied-no-answer", null)]
    [InlineData("applied-5xx", null)]
    [InlineData("applied-late", 1500)]
    public async Task A_range_whose_answer_was_lost_is_found_and_taken_over(string fault, int? latencyMs)
    {
        await _centre.FaultAsync("b", fault, 1, null, 1, latencyMs, "range");

        var fetched = await FetchAsync(50);

        Assert.Equal((null, "R0002"), (fetched["fetched"], Text(fetched["takenOver"]![0], "id")));
        Assert.Equal(["R0001", "R0002"], await HeldAsync());
        Assert.Equal(2, await AllottedAsync());
    }

    [Fact]
    public async Task A_caller_that_is_gone_when_the_operator_answers_finds_the_range_by_the_next_fetch()
    {
        await _centre.FaultAsync("b", "applied-late", 1, null, 1, 800, "range");
        using (var impatient = new HttpClient { BaseAddress = new Uri(_centre.App.Urls.First()), DefaultRequestHeaders = { { "Authorization", "Bearer " + _centre.Keys[Role.Operator] } } })
        using (var gone = new CancellationTokenSource())
        {
            var asked = impatient.PostAsync("/postal/waybill-ranges/fetch", new StringContent("""{"operator":"vnpost","quantity":50}""", null, "application/json"), gone.Token);
            await Eventually.EqualAsync(2, AllottedAsync);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        var next = await FetchAsync(30);

        Assert.Equal((null, "R0002"), (next["fetched"], Text(next["takenOver"]![0], "id")));
        Assert.Equal(["R0001", "R0002"], await HeldAsync());
        Assert.Equal(2, await AllottedAsync());
        Assert.Equal("R0003", Text((await FetchAsync(30))["fetched"], "id"));
    }

    [Fact]
    public async Task Several_at_once_keep_every_range_and_use_every_number_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => FetchAsync(20)));

        Assert.Equal((7, 7), ((await HeldAsync()).Length, await AllottedAsync()));
        var booked = await _centre.BookedAsync("000.00.01.H40-261120-8701");
        Assert.NotNull(booked.Waybill);
        Assert.Equal((0, 0), (await _centre.CountAsync("itemCodesReused"), await _centre.CountAsync("itemCodesOutside")));
    }

    [Fact]
    public async Task While_the_operator_is_away_nothing_is_got_and_nothing_changes()
    {
        await _centre.FaultAsync("b", "maintenance", 1, 60);

        var refused = await _centre.FetchRangeAsync(PostCentre.Operator, 50);

        Assert.Equal((503, "unavailable"), (refused.Status, refused.Problem));
        Assert.Equal(["R0001"], await HeldAsync());
    }

    [Theory]
    [InlineData(Role.Auditor, 403)]
    [InlineData(Role.CaseSystem, 403)]
    [InlineData(PostalDescriptor.Role, 403)]
    [InlineData(Role.Admin, 200)]
    public async Task Only_the_centres_operators_and_admins_may(string role, int status) =>
        Assert.Equal(status, (await _centre.FetchRangeAsync(PostCentre.Operator, 10, role)).Status);

    [Theory]
    [InlineData("nobody", 10, "/operator")]
    [InlineData(PostCentre.Operator, 0, "/quantity")]
    [InlineData(PostCentre.Operator, 10_001, "/quantity")]
    public async Task What_cannot_be_asked_is_named(string carrier, int quantity, string at)
    {
        var refused = await _centre.FetchRangeAsync(carrier, quantity);

        Assert.Equal((400, "invalid-request"), (refused.Status, refused.Problem));
        Assert.Equal(at, refused.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task The_command_fetches_lists_and_adds()
    {
        string[] there = ["--hub", _centre.App.Urls.First(), "--key", _centre.Keys[Role.Operator]];

        var (fetched, said, _) = await CommandRun.InEnglishAsync(["waybills", "fetch", PostCentre.Operator, "--quantity", "25", .. there]);
        var (added, answer, wrong) = await CommandRun.InEnglishAsync(["waybills", "add", PostCentre.Operator, "--id", "giay-7", "--prefix", "CT", "--suffix", "VN", "--check-digit", "--first", "1", "--last", "100", "--json", .. there]);
        var (listed, table, _) = await CommandRun.InEnglishAsync(["waybills", "list", PostCentre.Operator, .. there]);
        var (twice, _, errors) = await CommandRun.InEnglishAsync(["waybills", "add", PostCentre.Operator, "--id", "giay-8", "--prefix", "CT", "--suffix", "VN", "--first", "100", "--last", "101", .. there]);

        Assert.Equal((0, 0, 0, 64), (fetched, added, listed, twice));
        Assert.Contains("R0002", said, StringComparison.Ordinal);
        Assert.True(wrong.Length == 0 && JsonNode.Parse(answer)!["left"]!.GetValue<int>() == 1125, wrong + answer);
        Assert.All(["R0001", "R0002", "giay-7"], id => Assert.Contains(id, table, StringComparison.Ordinal));
        Assert.NotEmpty(errors);
        Assert.DoesNotContain(" / ", errors, StringComparison.Ordinal);
    }

    private async Task<JsonNode> FetchAsync(int quantity)
    {
        var reply = await _centre.FetchRangeAsync(PostCentre.Operator, quantity);
        Assert.True(reply.Status == 200, reply.Text);
        return JsonNode.Parse(reply.Text)!;
    }

    private async Task<string[]> HeldAsync() =>
    [
        .. (await _centre.GetAsync($"/postal/waybill-ranges?operator={PostCentre.Operator}", Role.Operator)).Json.GetProperty("ranges").EnumerateArray()
            .Select(range => range.GetProperty("id").GetString()!).Order(StringComparer.Ordinal),
    ];

    private async Task<int> AllottedAsync() => (await _centre.Twin.GetAsync("_twin/post/ranges"))["ranges"]!.AsArray().Count;

    private static string? Text(JsonNode? node, string name) => node?[name]?.GetValue<string>();
}
