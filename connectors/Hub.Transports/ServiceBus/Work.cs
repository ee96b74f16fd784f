using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>What goes on in the background about messages that are held: nobody waits for it, and a stop lets it end.</summary>
internal sealed class Work : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    public Work(TimeProvider clock, ILogger logger)
    {
        (_clock, _logger) = (clock, logger);

        // Taken now: a lane may settle something after the disposal.
        _stopping = _stop.Token;
    }

    public int Count => _running.Count;

    /// <param name="what">For the log, such as <c>complete</c>.</param>
    public void Start(string what, string queue, Func<CancellationToken, Task> work)
    {
        var task = RunAsync(what, queue, work);
        _running.TryAdd(task, true);
        _ = task.ContinueWith(static (done, running) => ((ConcurrentDictionary<Task, bool>)running!).TryRemove(done, out _), _running, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(_running.Keys).WaitAsync(Patience, _clock);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync();
        }

        _stop.Dispose();
    }

    private async Task RunAsync(string what, string queue, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_stopping);
        }
        catch (ServiceBusException lost) when (lost.Reason == ServiceBusReason.LockLost)
        {
            // It is brought again, and whoever takes it finds that the store has done with it.
            _logger.LockLost(what, queue);
        }
        catch (ServiceBusException fault)
        {
            _logger.NotSettled(what, queue, fault.Message);
        }
        catch (OperationCanceledException)
        {
            _logger.NotSettled(what, queue, "stopped");
        }
#pragma warning disable CA1031 // Nobody waits for this: what is not said here is never heard of.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            _logger.Faulted(bug, what, queue);
        }
    }
}
