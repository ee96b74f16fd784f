using System.Text.Json.Nodes;
using Hub.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

/// <summary>Lives scripted by a part of the order number, or by a phone.</summary>
public sealed class LifeTests
{
    [Theory]
    [InlineData("601", "booked")]
    [InlineData("602", "booked pickup_assigned")]
    [InlineData("603", "booked pickup_assigned picked_up")]
    [InlineData("604", "booked pickup_assigned picked_up in_transit")]
    [InlineData("605", "booked pickup_assigned picked_up in_transit out_for_delivery")]
    [InlineData("606", "booked pickup_assigned picked_up in_transit out_for_delivery delivered")]
    [InlineData("607", "booked pickup_assigned picked_up in_transit out_for_delivery delivery_failed out_for_delivery delivered")]
    [InlineData("608", "booked pickup_assigned picked_up in_transit out_for_delivery delivery_failed out_for_delivery delivery_failed out_for_delivery delivery_failed returning returned")]
    [InlineData("609", "booked pickup_assigned picked_up in_transit out_for_delivery delivery_failed")]
    [InlineData("610", "booked pickup_assigned picked_up in_transit out_for_delivery delivery_failed out_for_delivery delivery_failed out_for_delivery delivery_failed returning")]
    [InlineData("611", "booked pickup_assigned pickup_failed pickup_failed pickup_failed pickup_abandoned")]
    [InlineData("612", "booked pickup_assigned pickup_failed picked_up in_transit out_for_delivery delivered")]
    [InlineData("613", "booked pickup_assigned cancelled")]
    [InlineData("615", "booked pickup_assigned picked_up in_transit unknown out_for_delivery delivered")]
    [InlineData("616", "booked pickup_assigned picked_up in_transit unknown")]
    [InlineData("651", "booked pickup_assigned picked_up in_transit delivered out_for_delivery")]
    [InlineData("652", "booked pickup_assigned pickup_assigned picked_up picked_up in_transit in_transit out_for_delivery out_for_delivery delivered delivered")]
    [InlineData("653", "booked pickup_assigned picked_up in_transit out_for_delivery delivered")]
    [InlineData("654", "booked pickup_assigned picked_up in_transit out_for_delivery delivered in_transit")]
    public async Task A_number_scripts_a_life(string life, string steps)
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order(Mail.Magic(life)));

        await post.PassAsync(TimeSpan.FromDays(60));

        var order = (await post.NumberAsync(Mail.Magic(life)))["orders"]![0]!;
        Assert.Equal(steps, string.Join(' ', order["history"]!.AsArray().Select(told => (string)told!["step"]!)));
        Assert.Null(order["next"]);
    }

    [Theory]
    [InlineData("651", "delivered")]
    [InlineData("654", "delivered")]
    [InlineData("616", "unknown")]
    public async Task The_operators_own_view_is_the_latest_that_happened_not_the_last_told(string life, string step)
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order(Mail.Magic(life)));

        await post.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal(step, (string)(await post.NumberAsync(Mail.Magic(life)))["orders"]![0]!["step"]!);
    }

    [Fact]
    public async Task A_late_report_keeps_the_time_at_which_it_happened()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order(Mail.Magic("653")));

        await post.PassAsync(TimeSpan.FromDays(60));

        var history = (await post.NumberAsync(Mail.Magic("653")))["orders"]![0]!["history"]!.AsArray().Skip(1);
        Assert.All(history, told => Assert.Equal(TimeSpan.FromHours(6), (DateTimeOffset)told!["reportedAt"]! - (DateTimeOffset)told["happenedAt"]!));
    }

    [Theory]
    [InlineData("SenderTel")]
    [InlineData("ReceiverTel")]
    public async Task A_phone_scripts_as_well_even_where_numbers_do_not(string field)
    {
        await using var post = await PostServer.StartAsync(new PostTwinOptions { MagicCodes = false });
        await post.OrderAAsync(Mail.Order(Mail.Magic("613")));
        await post.OrderAAsync(Mail.Order("A-2").With(field, "0999000608"));

        await post.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal("delivered", (string)(await post.NumberAsync(Mail.Magic("613")))["orders"]![0]!["step"]!);
        Assert.Equal("returned", (string)(await post.NumberAsync("A-2"))["orders"]![0]!["step"]!);
    }

    [Theory]
    [InlineData("000.00.01.H40-261121-1608-T-1")]
    [InlineData("000.00.01.H40-261121-00608-T-1")]
    [InlineData("000.00.01.H40-261121-0699-T-1")]
    [InlineData("608")]
    public async Task Parts_of_another_form_are_ordinary_but_a_bare_number_is_not(string number)
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order(number));

        await post.PassAsync(TimeSpan.FromDays(60));

        Assert.Equal(number == "608" ? "returned" : "delivered", (string)(await post.NumberAsync(number))["orders"]![0]!["step"]!);
    }

    [Fact]
    public async Task The_next_steps_can_be_made_to_happen_now()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order());

        var one = await AdvanceAsync(post, new() { ["steps"] = 1 });
        var there = await AdvanceAsync(post, new() { ["to"] = "out_for_delivery" });
        var done = await AdvanceAsync(post, new() { ["steps"] = 100 });

        Assert.Equal(("pickup_assigned", "out_for_delivery", "delivered"), ((string)one["step"]!, (string)there["step"]!, (string)done["step"]!));
        Assert.Equal(6, (await post.TrackAAsync()).Count);
    }

    [Fact]
    public async Task The_operator_can_be_made_to_tell_any_code()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order());

        await post.ControlAsync($"/post/orders/{Mail.Number}/status", new() { ["code"] = 4242, ["note"] = "thử" });

        var told = (await post.TrackAAsync())[^1]!;
        Assert.Equal((4242, "thử"), ((int)told["StatusCode"]!, (string)told["Notes"]!));
    }

    private static Task<JsonObject> AdvanceAsync(PostServer post, JsonObject body) => post.ControlAsync($"/post/orders/{Mail.Number}/advance", body);
}
