using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A call that was let in, for a queue that exists.</summary>
/// <param name="IsAnswerLost">It takes effect, and the connection is torn instead of the answer.</param>
internal sealed record BusCall(HttpContext Context, BusQueue Queue, BusPath Path, string Operation, bool IsAnswerLost)
{
    public CancellationToken Aborted => Context.RequestAborted;

    public Task AnswerAsync(int status)
    {
        if (IsAnswerLost)
        {
            Context.Abort();
            return Task.CompletedTask;
        }

        return BusAnswer.EmptyAsync(Context, status);
    }

    public Task ErrorAsync(int status, string detail) => BusAnswer.ErrorAsync(Context, status, detail, Aborted);
}
