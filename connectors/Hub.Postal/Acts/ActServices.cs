using Hub.Core.Envelopes;
using Hub.Postal.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hub.Postal.Acts;

public static class ActServices
{
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
        return services.AddSingleton<ActFold>().AddSingleton<ActDesk>().AddSingleton<SheetLines>().AddSingleton<SheetMoney>().AddSingleton<SheetHandover>().AddSingleton<SheetDesk>();
    }
}
