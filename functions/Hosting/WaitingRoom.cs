using System.Globalization;
using Hub.Core.Stores;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;

namespace Hub.Functions.Hosting;

/// <summary>
/// Stands at the hub's address while its database cannot be reached yet: after a power cut the hub's machine is up before the server has
/// recovered, and a start that gave up would leave the centre without a hub until a person came. It lives, is not ready, and tells every caller when to come again.
/// </summary>
internal static partial class WaitingRoom
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Builds the hub as soon as its store can be reached. A store that answers and refuses is not waited for: that takes a person.</summary>
    public static Task<WebApplication> BuildAsync(HubSettings settings, HubParts parts, CancellationToken ct) => BuildAsync(settings, parts, static _ => { }, static _ => { }, ct);

    /// <param name="configure">Of both the hub and the room.</param>
    /// <param name="opened">Is given the room once it stands; what it is given nobody stops before the hub is there.</param>
    /// <inheritdoc cref="BuildAsync(HubSettings, HubParts, CancellationToken)"/>
    public static async Task<WebApplication> BuildAsync(
        HubSettings settings, HubParts parts, Action<WebApplicationBuilder> configure, Action<WebApplication> opened, CancellationToken ct)
    {
        StoreUnavailableException absent;
        try
        {
            return HubHost.Build(settings, parts, configure);
        }
        catch (StoreUnavailableException refused) when (IsWaitedFor(settings, refused))
        {
            absent = refused;
        }

        var room = HubHost.BuildBare(settings, parts, configure);
        await using (room)
        {
            room.Run(http => AnswerAsync(http, absent));
            await room.StartAsync(ct);
            opened(room);
            var logger = room.Services.GetRequiredService<ILogger<WebApplication>>();
            Waits(logger, absent);
            for (var pause = FirstPause; ; pause = pause < LongestPause / 2 ? pause * 2 : LongestPause)
            {
                await Task.Delay(pause, TimeProvider.System, ct);
                try
                {
                    var hub = HubHost.Build(settings, parts, configure);
                    Reached(logger);
                    await room.StopAsync(ct);
                    return hub;
                }
                catch (StoreUnavailableException still) when (IsWaitedFor(settings, still))
                {
                    absent = still;
                }
            }
        }
    }

    private static bool IsWaitedFor(HubSettings settings, StoreUnavailableException refused) =>
        settings.Store is StoreKind.Postgres && refused.Fault is StoreFault.Unreachable or StoreFault.Busy;

    private static Task AnswerAsync(HttpContext http, StoreUnavailableException absent)
    {
        if (http.Request.Path == "/" || http.Request.Path == "/health/live")
        {
            return http.Response.WriteAsync("{\"status\":\"waiting\"}", http.RequestAborted);
        }

        http.Response.Headers.RetryAfter = LongestPause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return http.ProblemAsync(new Problem(ProblemKinds.StoreUnavailable) { Text = absent.Text });
    }

    [LoggerMessage(2005, LogLevel.Warning, "The database cannot be reached; the hub waits for it and refuses all work meanwhile")]
    private static partial void Waits(ILogger logger, Exception absent);

    [LoggerMessage(2006, LogLevel.Warning, "The database is there; the hub starts")]
    private static partial void Reached(ILogger logger);
}
