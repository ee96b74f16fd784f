using Hub.ContractTests.Lanes;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.ContractTests.Transports;

/// <summary>The Service Bus twin, with queues of this fixture's own. Each hub is on a wire of its own.</summary>
public sealed class ServiceBusRoad : BrokerTransport
{
    private readonly string _prefix = ServiceBusTwin.NextPrefix();
    private readonly HashSet<string> _queues = [];
    private CancellationTokenSource? _stop;
    private Wire? _wire;
    private ServiceBusBroker? _broker;
    private ServiceBusLaneStep? _step;
    private Task _running = Task.CompletedTask;

    public override async Task CloseAsync()
    {
        if (_step is { } step)
        {
            await _stop!.CancelAsync();
            await _running;
            await step.DisposeAsync();
            await _broker!.DisposeAsync();
            _wire!.Dispose();
            _stop.Dispose();
            (_step, _broker, _wire, _stop) = (null, null, null, null);
        }
    }

    public override async Task KillAsync()
    {
        _wire!.Dispose();
        await _broker!.DisposeAsync();
        await CloseAsync();
    }

    protected override async Task<ITransport> ConnectAsync(string lane, Action<Arrival> deliver)
    {
        var twin = await ServiceBusTwin.Shared;
        _wire = Wire.To(twin.Port);
        var options = ServiceBusTwin.Options(_prefix, _wire.Port);
        if (_queues.Add(options.LaneQueue(lane)))
        {
            await twin.DeclareAsync(options.LaneQueue(lane));
        }

        _stop = new CancellationTokenSource();
        _broker = new ServiceBusBroker(options);
        _step = new ServiceBusLaneStep(lane, concurrency: 1024, _broker, deliver, TimeProvider.System, NullLogger<ServiceBusLaneStep>.Instance);
        _running = new StepLoop(_step, TimeProvider.System, NullLogger<StepLoop>.Instance).RunAsync(_stop.Token);
        return new ServiceBusTransport(_broker, new Random(11));
    }

    protected override async Task DestroyAsync()
    {
        foreach (var queue in _queues)
        {
            await (await ServiceBusTwin.Shared).RemoveAsync(queue);
        }
    }
}
