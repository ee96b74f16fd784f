using Azure.Core;
using Hub.Core.Intake;
using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

public static class ServiceBusServices
{
    /// <summary>
    /// The transport <c>servicebus</c>: an <see cref="ITransport"/> for the relays and, when this process pulls, a step for each lane that fills
    /// <see cref="LaneArrivals"/> and one for incoming events. The host brings <see cref="TimeProvider"/>, <see cref="Random"/>, logging, <see cref="LaneSignals"/>,
    /// <see cref="QueuedEvents"/> and <see cref="IStoreInfo"/>, runs the steps, and disposes them after the lanes have drained.
    /// </summary>
    /// <param name="lanes">Every lane by name.</param>
    /// <param name="pulls">False behind a Functions host, whose triggers bring the messages.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names every one that is.</exception>
    public static IServiceCollection AddServiceBusTransport(
        this IServiceCollection services, ServiceBusOptions options, IReadOnlyDictionary<string, LaneOptions> lanes, bool pulls = true)
    {
        services.AddSingleton(ServiceBusOptionsCheck.Checked(options));
        services.TryAddSingleton(provider => new ServiceBusBroker(options, provider.GetService<TokenCredential>()));
        services.TryAddSingleton<IServiceBusApi>(provider => provider.GetRequiredService<ServiceBusBroker>());
        services.AddSingleton<ServiceBusTransport>().AddSingleton<ITransport>(provider => provider.GetRequiredService<ServiceBusTransport>());
        services.AddSingleton<IBrokerDeadLetters>(provider => new ServiceBusDeadLetters(provider.GetRequiredService<ServiceBusBroker>(), [.. lanes.Keys]));
        services.TryAddSingleton<LaneArrivals>();
        services.TryAddSingleton<Verdicts>();
        if (!pulls)
        {
            return services;
        }

        foreach (var (lane, its) in lanes)
        {
            services.AddSingleton<IStep>(provider => new ServiceBusLaneStep(
                lane, provider.SlotsOf(lane, its), provider.GetRequiredService<ServiceBusBroker>(), provider.GetRequiredService<LaneArrivals>().Of(lane).Add,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ServiceBusLaneStep>>()));
        }

        return services.AddSingleton<IStep, ServiceBusEventStep>();
    }
}
