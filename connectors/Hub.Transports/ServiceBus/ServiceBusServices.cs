using Azure.Core;
using Hub.Core.Intake;
using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Stores;
using Hub.Core.Transports;
using Hub.Transports.ServiceBus.Events;
using Hub.Transports.ServiceBus.Lanes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

public static class ServiceBusServices
{
    /// <summary>
    /// The transport <c>servicebus</c>: an <see cref="ITransport"/> for the relays and, when this process pulls, a step for each lane that fills
    /// <see cref="LaneArrivals"/> and one for incoming events. The host brings <see cref="TimeProvider"/>, <see cref="Random"/>, logging, <see cref="LaneSignals"/>,
    /// <see cref="QueuedEvents"/> and <see cref="IStoreInfo"/>, and runs the steps.
    /// </summary>
    /// <param name="lanes">Every lane by name.</param>
    /// <param name="pulls">False behind a Functions host, whose triggers bring the messages.</param>
    /// <exception cref="ArgumentException">A setting is wrong; the message names every one that is.</exception>
    public static IServiceCollection AddServiceBusTransport(
        this IServiceCollection services, ServiceBusOptions options, IReadOnlyDictionary<string, LaneOptions> lanes, bool pulls = true)
    {
        services.AddSingleton(ServiceBusOptionsCheck.Checked(options));
        services.TryAddSingleton(provider => new ServiceBusApi(
            options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Random>(), provider.GetRequiredService<ILogger<ServiceBusApi>>(),
            string.IsNullOrEmpty(options.Key) ? provider.GetService<TokenCredential>() : null));
        services.TryAddSingleton<IServiceBusApi>(provider => provider.GetRequiredService<ServiceBusApi>());
        services.AddSingleton<ServiceBusTransport>().AddSingleton<ITransport>(provider => provider.GetRequiredService<ServiceBusTransport>());
        services.TryAddSingleton<LaneArrivals>();
        services.TryAddSingleton<Verdicts>();
        services.TryAddSingleton(provider => new Parking(
            provider.GetRequiredService<IServiceBusApi>(), options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Parking>>()));
        services.AddSingleton<IBrokerDeadLetters>(provider => new ServiceBusDeadLetters(provider.GetRequiredService<IServiceBusApi>(), options, [.. lanes.Keys]));
        if (!pulls)
        {
            return services;
        }

        foreach (var (lane, its) in lanes)
        {
            services.AddSingleton<IStep>(provider => new ServiceBusPullStep(
                lane, its.Concurrency, provider.GetRequiredService<IServiceBusApi>(), options, provider.GetRequiredService<LaneArrivals>().Of(lane).Add,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ServiceBusPullStep>>()));
        }

        services.AddSingleton<IStep, ServiceBusEventStep>();
        return services;
    }
}
