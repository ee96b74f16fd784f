using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>A rule asks for the cheapest: of those that quote, whichever place they have in it; one that does not quote comes after them.</summary>
public sealed class QuoteTests : IAsyncLifetime, IDisposable
{
    private const string Service = "express";
    private readonly Quoting _centre = new();

    public Task InitializeAsync() => _centre.InitializeAsync();

    public Task DisposeAsync() => _centre.DisposeAsync();

    public void Dispose() => _centre.Dispose();

    [Fact]
    public async Task The_cheapest_carries_it_at_its_price_and_the_case_system_is_told()
    {
        var booked = await BookedAsync("000.00.01.H40-261115-9501");

        Assert.Equal(("cheap", 18_000), (booked.Operator, booked.Price));
        var told = (await _centre.GetAsync("/feed?limit=1000", "case-system")).Json.GetProperty("events").EnumerateArray()
            .Single(e => e.GetProperty("type").GetString() == "vn.onestop.postal.booked.v1").GetProperty("data");
        Assert.Equal(("cheap", 18_000), (told.GetProperty("operator").GetString(), told.GetProperty("price").GetInt64()));
        Assert.Equal("CTN009", (await _centre.OrderAsync(booked.Number))["request"]!["informationOrder"]!["serviceCode"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("html")]
    [InlineData("torn")]
    public async Task Where_nobody_quotes_the_rule_s_own_order_counts(string fault)
    {
        await _centre.FaultAsync("d", fault, 1, null, null, null, "charge");

        var booked = await BookedAsync("000.00.01.H40-261115-9502");

        Assert.Equal("national", booked.Operator);
        Assert.Equal(1, await _centre.BookingsAsync(booked.Number));
    }

    [Fact]
    public async Task A_request_that_no_rule_of_prices_concerns_goes_to_the_first_of_its_rule()
    {
        await _centre.RequestAsync("000.00.01.H40-261115-9503");

        var booked = await _centre.StateAsync("000.00.01.H40-261115-9503-P1", ConsignmentState.Booked);

        Assert.Equal("dear", booked.Operator);
    }

    private async Task<Consignment> BookedAsync(string dossier)
    {
        var asked = JsonNode.Parse(PostCentre.Requested(dossier))!;
        asked["data"]!["service"] = Service;
        var reply = await _centre.PostEventAsync(asked.ToJsonString());
        Assert.True(reply.Status == 202, reply.Text);
        return await _centre.StateAsync(dossier + "-P1", ConsignmentState.Booked);
    }

    /// <summary>One that does not quote and two accounts at one that does, of which each has another service for what is asked.</summary>
    private sealed class Quoting : PostCentre
    {
        public override string Dialect => "d";

        protected override IEnumerable<string> Operators =>
        [
            .. Speaking("national", "a"), .. Speaking("dear", "d"), .. Speaking("cheap", "d"),
            $"--Post:Operators:dear:Services:{Service}=CTN007",
            $"--Post:Operators:cheap:Services:{Service}=CTN009",
            $"--Post:Rules:0:Services:0={Service}",
            "--Post:Rules:0:Operators:0=national", "--Post:Rules:0:Operators:1=dear", "--Post:Rules:0:Operators:2=cheap",
            "--Post:Rules:0:Cheapest=true",
            "--Post:Rules:1:Operators:0=dear", "--Post:Rules:1:Operators:1=cheap",
        ];
    }
}
