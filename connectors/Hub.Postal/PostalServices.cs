using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Postal.Acts;
using Hub.Postal.Booking;
using Hub.Postal.Calls;
using Hub.Postal.Dialects;
using Hub.Postal.Dialects.Lgsp;
using Hub.Postal.Dialects.MyVnPost;
using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Places;
using Hub.Postal.Ranges;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.Postal.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Postal;

public static class PostalServices
{
    /// <summary>
    /// The connector of lane <c>postal</c> with all that belongs to it. The caller binds <see cref="PostalOptions"/> and registers the ports
    /// (<c>IConsignments</c>, <c>ITasks</c>, <c>IUnits</c>, <c>IInbox</c>), <see cref="EnvelopeIds"/>, the working calendar, <see cref="PlaceRegistry"/>, <see cref="TimeProvider"/> and logging.
    /// </summary>
    public static IServiceCollection AddPostal(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<PostalOptions>, PostalOptionsValidator>();
        services.AddOptions<PostalOptions>().ValidateOnStart();
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<PostalOptions>>().Value);
        services.AddSingleton<IPostalDialectFactory, DeskDialectFactory>();
        services.AddSingleton<IPostalDialectFactory, NgspDialectFactory>().AddSingleton<IPostalDialectFactory, LgspDialectFactory>()
            .AddSingleton<IPostalDialectFactory, MyVnPostDialectFactory>();
        services.AddSingleton<PostalDialects>();
        services.AddSingleton<PostalWatch>().AddSingleton<PostalAlerts>().AddSingleton<PostalFold>().AddSingleton<TrackingService>();
        services.AddSingleton<PostalContext>().AddSingleton<OrderBuilder>().AddSingleton<OperatorChoice>();
        services.AddSingleton<RangeService>();
        services.AddSingleton<PostalConnector>();
        services.AddSingleton<IConnector>(static provider => provider.GetRequiredService<PostalConnector>());
        services.AddSingleton<PostalWatchStep>();
        services.AddSingleton<IStep>(static provider => provider.GetRequiredService<PostalWatchStep>());
        services.AddSingleton<MyVnPostWebhook>();
        return services;
    }

    /// <summary>What reads the operators' feeds, asks them for single consignments and for waybill numbers, and judges again what their tables did not hold: one loop each, so that a dead operator never slows another.</summary>
    /// <param name="operators">Those of the settings, by name.</param>
    public static IServiceCollection AddPostalTracking(this IServiceCollection services, IReadOnlyDictionary<string, PostalOperatorOptions> operators)
    {
        foreach (var (name, party) in operators)
        {
            if (party.Dialect != PostalDialectNames.Desk)
            {
                services.AddSingleton<IStep>(provider => new ReviewStep(
                    name, provider.GetRequiredService<PostalContext>(), provider.GetRequiredService<TrackingService>(), provider.GetRequiredService<ILogger<ReviewStep>>()));
            }

            _ = party.Dialect switch
            {
                PostalDialectNames.Desk => services,
                PostalDialectNames.MyVnPost => services.AddSingleton<IStep>(provider => new PollStep(
                    name, provider.GetRequiredService<PostalContext>(), provider.GetRequiredService<TrackingService>(), provider.GetRequiredService<ILogger<PollStep>>())),
                _ => services.AddSingleton<IStep>(provider => new FeedStep(
                    name, provider.GetRequiredService<PostalContext>(), provider.GetRequiredService<TrackingService>(), provider.GetRequiredService<ILogger<FeedStep>>())),
            };
            _ = party.RangeFetch > 0
                ? services.AddSingleton<IStep>(provider => new RangeStep(name, provider.GetRequiredService<PostalContext>(), provider.GetRequiredService<RangeService>()))
                : services;
        }

        return services;
    }

    /// <summary>
    /// The operators' and the agency's side of the post. It stands without any operator in the settings too: what was booked before is still to be done.
    /// The caller binds <see cref="PostalOptions"/> and registers the ports, <see cref="EnvelopeIds"/>, the working calendar and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddPostalActs(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<PostalOptions>>().Value);
        services.TryAddSingleton<PostalWatch>();
        services.TryAddSingleton<PostalAlerts>();
        services.TryAddSingleton<PostalFold>();
        return services.AddSingleton<ActFold>().AddSingleton<ActService>().AddSingleton<SheetLines>().AddSingleton<SheetMoney>().AddSingleton<SheetHandover>().AddSingleton<SheetService>();
    }
}
