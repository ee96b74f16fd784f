using System.Globalization;
using Hub.Postal;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Cancelling and redirecting at an operator without an interface: its staff see it in their jobs.</summary>
public sealed class DeskChangeTests(DeskCentre centre) : IClassFixture<DeskCentre>
{
    [Fact]
    public async Task A_cancelled_job_is_no_job_any_more()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261114-9401");
        Assert.Contains(booked.Number, await JobsAsync(), StringComparison.Ordinal);

        await centre.CancelAsync(booked.Dossier, "c-9401");

        await centre.StateAsync(booked.Number, ConsignmentState.Cancelled);
        Assert.DoesNotContain(booked.Number, await JobsAsync(), StringComparison.Ordinal);
        Assert.Equal(["cancelled"], (await centre.ToldAsync(booked.Dossier)).States);
    }

    [Fact]
    public async Task A_redirected_job_shows_the_new_place_and_the_new_person()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261114-9402");

        await centre.RedirectAsync(booked.Dossier, "r-9402", PostalDirection.Pickup);

        await centre.StateAsync(booked.Number, each => each.Sender.Name == "Trần Thị Demo", "redirected");
        Assert.Contains("Trần Thị Demo", await JobsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_postman_has_is_neither_cancelled_nor_redirected()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261114-9403");
        var at = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var collected = await centre.SendAsync(
            "POST", $"/postal/jobs/{booked.Number}/collected", PostalDescriptor.Role,
            $$"""{"actId":"a-9403","at":"{{at}}","papers":[{"id":"g-1","count":1}],"person":{"name":"Nguyễn Văn Demo","relation":"self","identityChecked":true,"identityNumber":"001099123456"} }""");
        Assert.True(collected.Status == 200, collected.Text);

        await centre.CancelAsync(booked.Dossier, "c-9403");
        var first = await centre.DeadLetterAsync(booked.Dossier, "postal-too-late");
        await centre.DecideAsync(first, "skip");
        await centre.RedirectAsync(booked.Dossier, "r-9403", PostalDirection.Pickup);
        await centre.DeadLetterAsync(booked.Dossier, "postal-too-late");

        var now = (await centre.Consignments.FindAsync(booked.Number, default))!;
        Assert.Equal((ConsignmentState.PickedUp, "Nguyễn Văn Demo"), (now.State, now.Sender.Name));
    }

    private async Task<string> JobsAsync()
    {
        var jobs = await centre.GetAsync("/postal/jobs?limit=100", PostalDescriptor.Role);
        Assert.True(jobs.Status == 200, jobs.Text);
        return jobs.Text;
    }
}
