using Hub.Core.Steps;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.UnitTests.ServiceBus;

/// <summary>A step driven as in production, on a clock that the test moves.</summary>
internal sealed class RunningStep : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly IStep _step;

    private RunningStep(IStep step, ManualClock clock)
    {
        _step = step;
        _running = new StepLoop(step, clock, NullLogger<StepLoop>.Instance).RunAsync(_stop.Token);
    }

    public static RunningStep Of(IStep step, ManualClock clock) => new(step, clock);

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            await _running;
            await ((_step as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
