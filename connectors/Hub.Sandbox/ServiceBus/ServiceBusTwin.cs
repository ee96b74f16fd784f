using System.Text.Json;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A Service Bus namespace over AMQP 1.0. It is no party but a transport: nothing of it outlives the process.</summary>
internal sealed class ServiceBusTwin(ServiceBusTwinOptions options) : ITwin
{
    public IEnumerable<string> EffectKinds => [];

    public void AddServices(IServiceCollection services)
    {
        options.Validate();
        services
            .AddSingleton(options)
            .AddSingleton<ServiceBusFaults>()
            .AddSingleton<BusIds>()
            .AddSingleton<BusTokens>()
            .AddSingleton<BusNamespace>()
            .AddSingleton<BusLinks>()
            .AddSingleton<BusListener>()
            .AddHostedService(provider => provider.GetRequiredService<BusListener>());
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        BusControl.Map(control.MapGroup("/service-bus"));
        control.MapFaults("/service-bus/faults", routes.ServiceProvider.GetRequiredService<ServiceBusFaults>());
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>();

    public void Wake(IServiceProvider services) => services.GetRequiredService<BusNamespace>().Wake();

    public void Reset(IServiceProvider services)
    {
        services.GetRequiredService<ServiceBusFaults>().Reset();
        services.GetRequiredService<BusNamespace>().Reset();
        services.GetRequiredService<BusTokens>().Reset();
    }
}

/// <summary>What a fault makes of an operation.</summary>
/// <param name="IsOver">It gets no answer: its link or its connection has ended.</param>
/// <param name="Error">It is refused with this.</param>
/// <param name="TearsAfter">It is carried out, and its connection ends in place of an answer.</param>
internal readonly record struct BusStrike(bool IsOver, Error? Error = null, bool TearsAfter = false);

/// <summary>Faults of the namespace. Operations: <c>open</c>, <c>send</c>, <c>receive</c>, <c>complete</c>, <c>abandon</c>, <c>dead-letter</c>, <c>defer</c>, and those of the management.</summary>
internal sealed class ServiceBusFaults(SeededChoice choice, TwinClock clock, Effects effects) : FaultScript("service-bus", Kinds, choice, clock, effects)
{
    private static readonly FaultKind[] Kinds =
        [FaultKind.Latency, FaultKind.ServerError, FaultKind.Throttled, FaultKind.Torn, FaultKind.LinkLost, FaultKind.AppliedNoAnswer, FaultKind.SessionLoss, FaultKind.Maintenance];

    private readonly TwinClock _clock = clock;

    public async Task<BusStrike> StrikeAsync(string operation, ListenerLink link)
    {
        var plan = Plan(operation);
        await _clock.WaitAsync(plan.Latency, CancellationToken.None);
        switch (plan.Kind)
        {
            case FaultKind.Torn or FaultKind.Maintenance:
                BusConnection.Tear(link);
                return new BusStrike(true);
            case FaultKind.LinkLost:
                _ = link.CloseAsync(TimeSpan.Zero, AmqpErrors.Of(ErrorCode.DetachForced, "The link was detached by the service."));
                return new BusStrike(true);
            case FaultKind.Throttled:
                return new BusStrike(false, AmqpErrors.Of(AmqpErrors.Busy, "The request was terminated because the namespace is being throttled. Error code: 50009. Please wait 2 seconds and try again."));
            case FaultKind.ServerError:
                return new BusStrike(false, AmqpErrors.Of(ErrorCode.InternalError, "The service was unable to process the request; please retry the operation."));
            case FaultKind.SessionLoss:
                return new BusStrike(false, AmqpErrors.Of(ErrorCode.UnauthorizedAccess, "ExpiredToken: the token is expired."));
            default:
                return new BusStrike(false, TearsAfter: plan.Kind is FaultKind.AppliedNoAnswer);
        }
    }
}
