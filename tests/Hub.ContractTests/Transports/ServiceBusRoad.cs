using Hub.ContractTests.Lanes;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Transports.ServiceBus;
using Hub.Transports.ServiceBus.Lanes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Transports;

/// <summary>The Service Bus twin over HTTP, with queues of this fixture's own; the real service cannot be reached from a test.</summary>
public class ServiceBusRoad : BrokerTransport
{
    private readonly string _prefix = ServiceBusTwin.NextPrefix();
    private readonly HashSet<string> _queues = [];
    private readonly Random _random = new(11);
    private CancellationTokenSource? _stop;
    private ServiceBusApi? _api;
    private ServiceBusPullStep? _step;
    private Task _running = Task.CompletedTask;

    /// <summary>With one, notices arrive in the order in which they were sent, as some of the suites read it.</summary>
    protected virtual int Polls => 1;

    public override async Task CloseAsync()
    {
        if (_step is { } step)
        {
            await _stop!.CancelAsync();
            await _running;
            await step.DisposeAsync();
            await KillAsync();
        }
    }

    public override async Task KillAsync()
    {
        await _stop!.CancelAsync();
        _api!.Dispose();
        await _running;
        _stop.Dispose();
        (_step, _api, _stop) = (null, null, null);
    }

    protected override async Task<ITransport> ConnectAsync(string lane, Action<Arrival> deliver)
    {
        var twin = await ServiceBusTwin.Shared;
        var options = twin.Options(_prefix) with { LanePolls = Polls };
        if (_queues.Add(options.LaneQueue(lane)))
        {
            await twin.DeclareAsync(options.LaneQueue(lane));
        }

        _stop = new CancellationTokenSource();
        _api = new ServiceBusApi(options, TimeProvider.System, _random, NullLogger<ServiceBusApi>.Instance);
        _step = new ServiceBusPullStep(lane, concurrency: 1024, _api, options, deliver, TimeProvider.System, NullLogger<ServiceBusPullStep>.Instance);
        _running = new StepLoop(_step, TimeProvider.System, NullLogger<StepLoop>.Instance).RunAsync(_stop.Token);
        return new ServiceBusTransport(_api, options, _random);
    }

    protected override async Task DestroyAsync()
    {
        foreach (var queue in _queues)
        {
            await (await ServiceBusTwin.Shared).RemoveAsync(queue);
        }
    }
}
