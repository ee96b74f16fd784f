using System.Text;
using Hub.Functions.Azure;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.AcceptanceTests.Functions;

public sealed class FullStoreTests(FullHandler handler) : IClassFixture<FullHandler>
{
    [Fact]
    public async Task A_message_that_cannot_be_stored_is_held_and_stored_once_there_is_space()
    {
        var body = TriggerBody.Binary("message", new QueueMessage(Encoding.UTF8.GetBytes(Event.Received("full-q", "H40-FULL")), "full-q", null, null));

        handler.IsFull = true;
        var refusals = handler.Refusals;
        var answer = InvokeAsync(FunctionNames.IncomingEvents, body);
        await Eventually.HoldsAsync("refused twice", () => Task.FromResult(handler.Refusals >= refusals + 2));
        Assert.False(answer.IsCompleted);
        handler.IsFull = false;

        Assert.Equal((200, "1 accepted, 0 refused"), await answer);
    }

    [Fact]
    public async Task A_timer_whose_step_fails_says_so_and_the_loop_goes_on()
    {
        handler.IsFull = true;
        var failed = await InvokeAsync(FunctionNames.Timer("rescue"), TriggerBody.Timer());
        handler.IsFull = false;
        var run = await InvokeAsync(FunctionNames.Timer("rescue"), TriggerBody.Timer());

        Assert.Equal((500, "the store refused: Full"), failed);
        Assert.Equal((200, "1 run"), run);
    }

    private async Task<(int Status, string Log)> InvokeAsync(string function, string body)
    {
        var reply = await handler.SendAsync("POST", "/" + function, null, body, headers: (Invoker.InvocationId, Guid.NewGuid().ToString()));
        return (reply.Status, reply.Json.GetProperty("Logs")[0].GetString()!);
    }
}
