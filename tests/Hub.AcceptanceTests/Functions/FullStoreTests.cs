using System.Text;
using Hub.Functions.Azure;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.AcceptanceTests.Functions;

public sealed class FullStoreTests(FullWorker worker) : IClassFixture<FullWorker>
{
    [Fact]
    public async Task A_message_that_cannot_be_stored_is_held_and_stored_once_there_is_space()
    {
        var invoke = new Invoke(worker);
        var message = new QueueMessage(Encoding.UTF8.GetBytes(Event.Received("full-q", "H40-FULL")), "full-q", null, null);

        worker.IsFull = true;
        var refusals = worker.Refusals;
        var end = invoke.EventsAsync(message);
        await Eventually.HoldsAsync("refused twice", () => Task.FromResult(worker.Refusals >= refusals + 2));
        Assert.False(end.IsCompleted);
        Assert.Null(invoke.Fate(message));
        worker.IsFull = false;

        Assert.Equal("1 accepted, 0 refused", await end);
        Assert.Equal("completed", invoke.Fate(message));
    }

    [Fact]
    public async Task A_held_message_goes_back_when_the_host_cancels()
    {
        using var host = new CancellationTokenSource();
        var invoke = new Invoke(worker, host.Token);
        var message = new QueueMessage(Encoding.UTF8.GetBytes(Event.Received("full-c", "H40-FULL")), "full-c", null, null);

        worker.IsFull = true;
        var refusals = worker.Refusals;
        var end = invoke.EventsAsync(message);
        await Eventually.HoldsAsync("refused once", () => Task.FromResult(worker.Refusals > refusals));
        await host.CancelAsync();

        await Assert.ThrowsAsync<TriggerFailedException>(() => end);
        Assert.Equal("abandoned", invoke.Fate(message));
        worker.IsFull = false;
    }

    [Fact]
    public async Task A_timer_whose_step_fails_says_so_and_the_loop_goes_on()
    {
        var invoke = new Invoke(worker);
        worker.IsFull = true;
        var failed = await Assert.ThrowsAsync<TriggerFailedException>(() => invoke.TimerAsync("rescue"));
        worker.IsFull = false;

        Assert.Equal("the store refused: Full", failed.Message);
        Assert.Equal("1 run", await invoke.TimerAsync("rescue"));
    }
}
