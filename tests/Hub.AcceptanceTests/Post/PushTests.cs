using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>What the operator that pushes sends twice, in any order, or what somebody else sends in its name.</summary>
public sealed class PushTests(MyVnPostCentre centre) : IClassFixture<MyVnPostCentre>
{
    [Fact]
    public async Task A_push_that_comes_again_changes_nothing()
    {
        var delivered = await DeliveredAsync("000.00.01.H40-261120-8401");
        var before = await RecordsAsync(delivered.Number);

        Assert.Equal(200, Assert.Single(await PushAsync("duplicate", null, delivered.Number)));
        Assert.Equal(200, Assert.Single(await PushAsync("duplicate", null, delivered.Number)));

        Assert.Equal(before, await RecordsAsync(delivered.Number));
        Assert.Equal(delivered.Version, (await centre.Consignments.FindAsync(delivered.Number, default))!.Version);
    }

    [Fact]
    public async Task A_history_that_comes_backwards_ends_where_the_parcel_is()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261120-8402");
        await centre.PassAsync();
        await centre.Twin.JsonAsync("POST", $"_twin/post/orders/{booked.Number}/advance", new JsonObject { ["steps"] = 50 });

        Assert.All(await PushAsync("out-of-order", null, booked.Number), status => Assert.Equal(200, status));

        await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
        Assert.DoesNotContain(await centre.TasksAsync("parcel-conflict"), task => task.Subject == booked.Number);
    }

    [Fact]
    public async Task A_parcel_whose_push_came_before_the_answer_to_its_booking_is_asked_for_all_the_same()
    {
        await centre.RequestAsync("000.00.01.H40-261120-0702");
        await Eventually.HoldsAsync("the operator has it", async () => await centre.BookingsAsync("000.00.01.H40-261120-0702-P1") == 1);
        await centre.TellAsync();

        var booked = await centre.StateAsync("000.00.01.H40-261120-0702-P1", ConsignmentState.Booked);

        Assert.NotNull(booked.PollAt);
    }

    [Theory]
    [InlineData("forged-signature", "8403")]
    [InlineData("tampered-first", "8404")]
    public async Task What_is_not_signed_by_the_operator_is_refused_and_moves_nothing(string kind, string sequence)
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261120-" + sequence);

        Assert.Equal(401, Assert.Single(await PushAsync(kind, 14, booked.Number)));

        Assert.Equal(ConsignmentState.Booked, (await centre.Consignments.FindAsync(booked.Number, default))!.State);
        Assert.DoesNotContain(await centre.Consignments.RecordsAsync(booked.Number, default), record => record.Code == "14");
    }

    [Fact]
    public async Task A_second_item_that_the_signature_does_not_cover_is_asked_for_and_not_believed()
    {
        var first = await centre.BookedAsync("000.00.01.H40-261120-8405");
        var forged = await centre.BookedAsync("000.00.01.H40-261120-8406");
        await centre.PassAsync();
        await centre.Twin.JsonAsync("POST", $"_twin/post/orders/{first.Number}/advance", new JsonObject { ["to"] = "in_transit" });

        Assert.Equal(200, Assert.Single(await PushAsync("forged-second", 14, first.Number, forged.Number)));

        await centre.StateAsync(first.Number, ConsignmentState.InTransit);
        var untouched = (await centre.Consignments.FindAsync(forged.Number, default))!;
        Assert.Equal(ConsignmentState.Booked, untouched.State);
        Assert.Null(untouched.Proof);
    }

    [Fact]
    public async Task A_second_item_that_the_operator_confirms_is_believed()
    {
        var first = await centre.BookedAsync("000.00.01.H40-261120-8407");
        var second = await centre.BookedAsync("000.00.01.H40-261120-8408");
        await centre.PassAsync();
        foreach (var number in new[] { first.Number, second.Number })
        {
            await centre.Twin.JsonAsync("POST", $"_twin/post/orders/{number}/advance", new JsonObject { ["steps"] = 50 });
        }

        Assert.Equal(200, Assert.Single(await PushAsync("batch", null, first.Number, second.Number)));

        await centre.StateAsync(first.Number, ConsignmentState.Delivered);
        await centre.StateAsync(second.Number, ConsignmentState.Delivered);
    }

    private async Task<Consignment> DeliveredAsync(string dossier)
    {
        var booked = await centre.BookedAsync(dossier);
        await centre.AdvanceAsync(booked.Number);
        return await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
    }

    private async Task<int> RecordsAsync(string number) => (await centre.Consignments.RecordsAsync(number, default)).Count;

    /// <returns>The hub's answers.</returns>
    private async Task<IReadOnlyList<int>> PushAsync(string kind, int? code, params string[] orders)
    {
        var asked = new JsonObject { ["kind"] = kind, ["orders"] = new JsonArray([.. orders.Select(order => (JsonNode)order)]), ["code"] = code };
        return [.. (await centre.Twin.JsonAsync("POST", "_twin/post/push", asked))["results"]!.AsArray().Select(result => result!["status"]!.GetValue<int>())];
    }
}
