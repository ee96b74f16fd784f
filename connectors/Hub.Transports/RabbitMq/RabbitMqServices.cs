using System.ComponentModel.DataAnnotations;
using Hub.Core.Intake;
using Hub.Core.Lanes;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.RabbitMq;

public static class RabbitMqServices
{
    /// <summary>
    /// The transport <c>rabbitmq</c>: an <see cref="ITransport"/> for the relays, a step for each lane that fills <see cref="LaneArrivals"/>, and
    /// one that takes incoming events. The host brings <see cref="TimeProvider"/>, <see cref="LaneSignals"/>, <see cref="QueuedEvents"/>, the store's
    /// ports and logging, runs the steps, and disposes them after the lanes have drained.
    /// </summary>
    /// <param name="lanes">Every lane by name.</param>
    /// <exception cref="ValidationException">An option is wrong.</exception>
    public static IServiceCollection AddRabbitMqTransport(
        this IServiceCollection services, RabbitMqOptions options, IReadOnlyDictionary<string, LaneOptions> lanes)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        services.AddSingleton(provider => new RabbitMqBroker(
            options, [.. lanes.Keys], provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RabbitMqBroker>>()));
        services.AddSingleton<RabbitMqTransport>().AddSingleton<ITransport>(provider => provider.GetRequiredService<RabbitMqTransport>());
        services.AddSingleton<IStep, SendLinkStep>();
        services.AddSingleton(provider => new RabbitMqDeadLetters(
            provider.GetRequiredService<RabbitMqBroker>(), provider.GetRequiredService<RabbitMqTransport>(), [.. lanes.Keys]));
        services.AddSingleton<IBrokerDeadLetters>(provider => provider.GetRequiredService<RabbitMqDeadLetters>());
        services.AddSingleton<IStep, ParkedCountStep>();
        services.TryAddSingleton<LaneArrivals>();
        foreach (var (lane, limits) in lanes)
        {
            services.AddSingleton<IStep>(provider => new LaneConsumerStep(
                provider.GetRequiredService<RabbitMqBroker>(), provider.GetRequiredService<RabbitMqTransport>(), lane, provider.SlotsOf(lane, limits),
                provider.GetRequiredService<LaneArrivals>().Of(lane).Add));
        }

        return services.AddSingleton<IStep, EventConsumerStep>();
    }
}
