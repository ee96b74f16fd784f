using Hub.Postal.Consignments;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Whatever happens to a booking on its way, and whatever a parcel lives through: one suite, each dialect passes it.</summary>
public abstract class BookingFaults(PostCentre centre)
{
    [Theory]
    [InlineData("701", "applied-no-answer")]
    [InlineData("702", "applied-late")]
    [InlineData("703", "applied-5xx")]
    [InlineData("704", "5xx")]
    [InlineData("706", "html")]
    [InlineData("707", "429")]
    [InlineData("708", "torn")]
    [InlineData("713", "session-loss")]
    public async Task A_booking_has_one_effect_whatever_fails(string magic, string fault)
    {
        var booked = await centre.BookedAsync(PostCentre.Dossier(magic));

        Assert.Equal((PostCentre.Operator, ConsignmentState.Booked), (booked.Operator, booked.State));
        Assert.Equal((1, 0), (await centre.BookingsAsync(booked.Number), await centre.CountAsync("doubled")));
        Assert.True(await centre.EffectAsync("post.magic." + fault) > 0);
    }

    [Theory]
    [InlineData("709", "postal-refused")]
    [InlineData("710", "postal-area-not-served")]
    public async Task A_refusal_is_a_dead_letter_that_books_nothing(string magic, string code)
    {
        var dossier = PostCentre.Dossier(magic);
        await centre.RequestAsync(dossier);

        await Eventually.HoldsAsync("the dead letter lies there", async () =>
            (await centre.GetAsync("/dead-letters?lane=postal", "operator")).Text is var letters && letters.Contains(dossier, StringComparison.Ordinal) && letters.Contains(code, StringComparison.Ordinal));

        Assert.Equal(0, await centre.BookingsAsync(dossier + "-P1"));
    }

    [Fact]
    public async Task An_operator_that_is_away_gets_each_order_once_when_it_is_back()
    {
        var dossiers = Enumerable.Range(1, 5).Select(n => $"000.00.01.H40-261119-800{n}").ToList();
        await centre.FaultAsync(centre.Dialect, "maintenance", 1, 1.5);
        foreach (var dossier in dossiers)
        {
            await centre.RequestAsync(dossier);
        }

        foreach (var dossier in dossiers)
        {
            var booked = await centre.StateAsync(dossier + "-P1", ConsignmentState.Booked);
            Assert.Equal(1, await centre.BookingsAsync(booked.Number));
        }

        Assert.Equal(0, await centre.CountAsync("doubled"));
    }

    [Fact]
    public async Task A_request_that_is_posted_twice_is_one_parcel()
    {
        var booked = await centre.BookedAsync("000.00.01.H40-261119-8101");
        await centre.RequestAsync(booked.Dossier);

        await centre.BookedAsync("000.00.01.H40-261119-8102");

        Assert.Single(await centre.Consignments.OfDossierAsync(booked.Dossier, default));
        Assert.Equal(1, await centre.BookingsAsync(booked.Number));
    }

    [Theory]
    [InlineData("606", ConsignmentState.Delivered)]
    [InlineData("607", ConsignmentState.Delivered)]
    [InlineData("608", ConsignmentState.Returned)]
    [InlineData("612", ConsignmentState.Delivered)]
    [InlineData("613", ConsignmentState.Cancelled)]
    [InlineData("615", ConsignmentState.Delivered)]
    [InlineData("651", ConsignmentState.Delivered)]
    [InlineData("652", ConsignmentState.Delivered)]
    [InlineData("653", ConsignmentState.Delivered)]
    [InlineData("654", ConsignmentState.Delivered)]
    public async Task Every_life_comes_to_its_end_in_whatever_order_it_is_told(string life, ConsignmentState end)
    {
        var booked = await centre.BookedAsync(PostCentre.Dossier(life));

        await centre.AdvanceAsync(booked.Number);

        await centre.StateAsync(booked.Number, end);
        Assert.DoesNotContain(await centre.TasksAsync("parcel-conflict"), task => task.Subject == booked.Number);
    }

    [Fact]
    public async Task A_code_that_nobody_knows_moves_nothing_and_is_one_task()
    {
        var booked = await centre.BookedAsync(PostCentre.Dossier("616"));
        await centre.AdvanceAsync(booked.Number);

        await Eventually.HoldsAsync("the task is there", async () => (await centre.TasksAsync("postal-status-unknown")).Count > 0);

        var seen = await centre.StateAsync(booked.Number, ConsignmentState.InTransit);
        Assert.True(seen.IsLive);
        Assert.Single(await centre.TasksAsync("postal-status-unknown"));
    }

    [Fact]
    public async Task A_parcel_that_is_silent_for_working_days_is_a_task()
    {
        var booked = await centre.BookedAsync(PostCentre.Dossier("604"));
        await centre.AdvanceAsync(booked.Number);
        await centre.StateAsync(booked.Number, ConsignmentState.InTransit);

        await centre.WatchAsync(days: 2);
        Assert.DoesNotContain(await centre.TasksAsync("parcel-silent"), task => task.Subject == booked.Number);

        await centre.WatchAsync(days: 10);
        Assert.Contains(await centre.TasksAsync("parcel-silent"), task => task.Subject == booked.Number);
    }
}
