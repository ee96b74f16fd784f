using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Cancelling at an operator with an interface: one suite, each dialect passes it.</summary>
public abstract class CancelTests(PostCentre centre)
{
    [Fact]
    public async Task What_was_never_booked_is_cancelled_here_and_nobody_is_asked()
    {
        var dossier = PostCentre.Dossier("709", 10);
        await centre.RequestAsync(dossier);
        var refused = await centre.DeadLetterAsync(dossier, "postal-refused");
        await centre.CancelAsync(dossier, dossier + "#c1");

        await centre.DecideAsync(refused, "skip");

        await centre.StateAsync(dossier + "-P1", ConsignmentState.Cancelled);
        Assert.Equal(0, await centre.BookingsAsync(dossier + "-P1"));
        Assert.Equal(["cancelled"], (await centre.ToldAsync(dossier)).States);
    }

    [Fact]
    public async Task What_is_booked_is_cancelled_at_the_operator_once_and_told_once()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261110-9002");

        await centre.CancelAsync(booked.Dossier, "c-9002");
        await centre.StateAsync(booked.Number, ConsignmentState.Cancelled);
        await AfterTheNextAsync("000.00.01.H40-261110-9102");

        var order = await centre.OrderAsync(booked.Number);
        Assert.Equal(("cancelled", 1), (order["step"]!.GetValue<string>(), order["cancels"]!.GetValue<int>()));
        Assert.Equal(["cancelled"], (await centre.ToldAsync(booked.Dossier)).States);
        Assert.DoesNotContain(await centre.TasksAsync("parcel-conflict"), task => task.Subject == booked.Number);
    }

    [Theory]
    [InlineData("applied-no-answer", "9011")]
    [InlineData("applied-5xx", "9012")]
    [InlineData("applied-late", "9013")]
    [InlineData("5xx", "9014")]
    [InlineData("torn", "9015")]
    [InlineData("html", "9016")]
    [InlineData("429", "9017")]
    [InlineData("session-loss", "9018")]
    public async Task A_cancellation_comes_through_whatever_fails_on_its_way(string fault, string sequence)
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261110-" + sequence);
        await centre.FaultAsync(centre.Dialect, fault, 1, null, 2, fault == "applied-late" ? 1500 : null, "cancel");

        await centre.CancelAsync(booked.Dossier, "c-" + sequence);

        await centre.StateAsync(booked.Number, ConsignmentState.Cancelled);
        await AfterTheNextAsync("000.00.01.H40-261110-" + sequence.Replace("901", "911", StringComparison.Ordinal));
        Assert.Equal("cancelled", (await centre.OrderAsync(booked.Number))["step"]!.GetValue<string>());
        var (states, held) = await centre.ToldAsync(booked.Dossier);
        Assert.Equal(["cancelled"], states);
        Assert.Empty(held);
    }

    [Fact]
    public async Task A_cancellation_that_is_asked_for_again_is_well_and_changes_nothing()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261110-9021");
        await centre.CancelAsync(booked.Dossier, "c-9021");
        var cancelled = await centre.StateAsync(booked.Number, ConsignmentState.Cancelled);

        await centre.CancelAsync(booked.Dossier, "c-9021");
        await centre.CancelAsync(booked.Dossier, "c-9021-again", booked.Number);
        await centre.RequestAgainAsync(booked.Dossier);

        var second = await centre.StateAsync(booked.Dossier + "-P2", ConsignmentState.Booked);
        Assert.Equal((1, 1), ((await centre.OrderAsync(booked.Number))["cancels"]!.GetValue<int>(), await centre.BookingsAsync(second.Number)));
        Assert.Equal(cancelled.StateAt, (await centre.Consignments.FindAsync(booked.Number, default))!.StateAt);
        Assert.Empty((await centre.ToldAsync(booked.Dossier)).Held);
    }

    [Fact]
    public async Task What_the_postman_has_is_refused_and_goes_on_and_so_does_the_dossier()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261110-9031");
        await centre.AdvanceAsync(booked.Number, steps: 2);
        await centre.StateAsync(booked.Number, ConsignmentState.PickedUp);

        await centre.CancelAsync(booked.Dossier, "c-9031");
        var refused = await centre.DeadLetterAsync(booked.Dossier, "postal-too-late");

        Assert.Equal(0, (await centre.OrderAsync(booked.Number))["cancels"]!.GetValue<int>());
        Assert.Equal(["postal-too-late"], (await centre.ToldAsync(booked.Dossier)).Held);
        await centre.AdvanceAsync(booked.Number);
        await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
        await centre.DecideAsync(refused, "skip");
        Assert.Equal(ConsignmentState.Booked, (await centre.DeliveryBookedAsync(booked.Dossier)).State);
    }

    [Fact]
    public async Task The_operator_that_says_too_late_before_it_told_of_the_pickup_is_believed()
    {
        await centre.FaultAsync(centre.Dialect, "5xx", 1, 8, null, null, "tracking");
        var booked = await centre.BookedAsync("000.00.01.H40-261110-9041");
        await centre.PassAsync();
        await centre.Twin.JsonAsync("POST", $"_twin/post/orders/{booked.Number}/advance", new System.Text.Json.Nodes.JsonObject { ["to"] = "picked_up" });

        await centre.CancelAsync(booked.Dossier, "c-9041");
        await centre.DeadLetterAsync(booked.Dossier, "postal-too-late");
        Assert.NotEqual(ConsignmentState.Cancelled, (await centre.Consignments.FindAsync(booked.Number, default))!.State);

        await centre.TellAsync();
        await centre.StateAsync(booked.Number, ConsignmentState.PickedUp);
        Assert.DoesNotContain(await centre.TasksAsync("parcel-conflict"), task => task.Subject == booked.Number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("000.00.01.H40-261110-9051-P9")]
    public async Task A_consignment_that_nobody_knows_is_named_as_such(string? number)
    {
        var dossier = "000.00.01.H40-261110-905" + (number is null ? "2" : "1");
        if (number is not null)
        {
            await centre.BookedAsync(dossier);
        }

        await centre.CancelAsync(dossier, dossier + "#c", number);

        await centre.DeadLetterAsync(dossier, "postal-consignment-unknown");
        Assert.Equal(["postal-consignment-unknown"], (await centre.ToldAsync(dossier)).Held);
        Assert.DoesNotContain(await centre.Consignments.OfDossierAsync(dossier, default), each => each.State is ConsignmentState.Cancelled);
    }

    // What the operator tells of its own is read page by page in order: with another parcel's news that of this one has come.
    private async Task AfterTheNextAsync(string dossier)
    {
        var next = await centre.BookedAsync(dossier);
        await centre.AdvanceAsync(next.Number, steps: 1);
        await centre.StateAsync(next.Number, ConsignmentState.PickupAssigned);
    }
}
