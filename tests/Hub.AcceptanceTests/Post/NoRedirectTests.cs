using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Redirecting where the operator's interface has no such operation.</summary>
public abstract class NoRedirectTests(PostCentre centre)
{
    [Theory]
    [InlineData(PostalDirection.Pickup, "9301")]
    [InlineData(PostalDirection.Delivery, "9302")]
    public async Task Staff_read_that_it_must_be_settled_with_the_operator_and_nothing_changes(PostalDirection direction, string sequence)
    {
        var dossier = "000.00.01.H40-261113-" + sequence;
        var booked = direction is PostalDirection.Pickup ? await centre.BookedAsync(dossier) : await centre.DeliveryBookedAsync(dossier);

        await centre.RedirectAsync(dossier, "r-" + sequence, direction);
        var letter = await centre.DeadLetterAsync(dossier, "postal-unable");

        var now = (await centre.Consignments.FindAsync(booked.Number, default))!;
        Assert.Equal((booked.State, booked.Sender, booked.Receiver), (now.State, now.Sender, now.Receiver));
        Assert.Equal(0, (await centre.OrderAsync(booked.Number))["corrections"]!.GetValue<int>());
        Assert.Equal(["postal-unable"], (await centre.ToldAsync(dossier)).Held);

        await centre.DecideAsync(letter, "skip");
        await centre.AdvanceAsync(booked.Number);
        await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
    }
}
