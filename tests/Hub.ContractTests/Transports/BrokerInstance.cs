using Hub.Core.Steps;
using Hub.Core.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Transports;

/// <summary>A hub process as far as the transport sees it, its consumer driven as in production.</summary>
public sealed class BrokerInstance(ITransport transport, IReadOnlyList<IStep> consumers, Action kill, Func<ValueTask> dispose) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _isOver;

    public ITransport Transport => transport;

    public BrokerInstance Run()
    {
        _running = Task.WhenAll(consumers.Select(step => new StepLoop(step, TimeProvider.System, NullLogger<StepLoop>.Instance).RunAsync(_stop.Token)));
        return this;
    }

    /// <summary>It dies with everything it holds; nobody is told.</summary>
    public async Task KillAsync()
    {
        kill();
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        await _stop.CancelAsync();
        await _running;
        await dispose();
        _stop.Dispose();
    }
}
