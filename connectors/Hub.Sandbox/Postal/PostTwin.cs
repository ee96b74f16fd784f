using System.Text.Json;
using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.Postal;

/// <summary>A postal operator that speaks three dialects.</summary>
internal sealed class PostTwin(PostTwinOptions options) : ITwin
{
    public IEnumerable<string> EffectKinds => PostEffects.Known;

    public void AddServices(IServiceCollection services)
    {
        options.Validate();
        services
            .AddSingleton(options)
            .AddSingleton<PostFaults>()
            .AddSingleton<PostPlaces>()
            .AddSingleton<PostTokens>()
            .AddSingleton<PostMagic>()
            .AddSingleton<PostLives>()
            .AddSingleton<PostRefusals>()
            .AddSingleton<RangeStore>()
            .AddSingleton<TrackingFeed>()
            .AddSingleton<RefusedNumbers>()
            .AddSingleton<ClockworkSignal>()
            .AddSingleton<PushQueue>()
            .AddSingleton<ConsignmentStore>()
            .AddSingleton<BookingService>()
            .AddSingleton<ConsignmentService>()
            .AddSingleton<AnnouncementStore>()
            .AddSingleton<NgspRules>()
            .AddSingleton<NgspOrders>()
            .AddSingleton<NgspTracking>()
            .AddSingleton<NgspRanges>()
            .AddSingleton<MyVnpostRules>()
            .AddSingleton<MyVnpostCases>()
            .AddSingleton<MyVnpostOrders>()
            .AddSingleton<MyVnpostQueries>()
            .AddSingleton<PostOperations>()
            .AddSingleton<PostLogins>()
            .AddSingleton<PostEndpoints>()
            .AddSingleton<WebhookKey>()
            .AddSingleton<PushSender>()
            .AddSingleton<PushScripts>()
            .AddHostedService<PostClockwork>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        var services = routes.ServiceProvider;
        var (logins, endpoints) = (services.GetRequiredService<PostLogins>(), services.GetRequiredService<PostEndpoints>());
        routes.MapPost($"{options.BasePath}/a/token", context => logins.GrantAsync(context, PostDialect.A));
        routes.MapPost($"{options.BasePath}/b/token", context => logins.GrantAsync(context, PostDialect.B));
        routes.MapPost($"{options.BasePath}/d{PostOperations.MyVnpost}/GetAccessToken", logins.LogInAsync);
        routes.MapPost($"{options.BasePath}/d/GetAccessToken", logins.LogInAsync);
        foreach (var operation in services.GetRequiredService<PostOperations>().All)
        {
            var below = $"{options.BasePath}/{operation.Dialect.Letter()}";
            routes.MapMethods(below + operation.Path, [operation.Method], context => endpoints.ServeAsync(context, operation));
            if (operation.Dialect == PostDialect.D)
            {
                routes.MapMethods(below + operation.Path[PostOperations.MyVnpost.Length..], [operation.Method], context => endpoints.ServeAsync(context, operation));
            }
        }

        PostControl.Map(control.MapGroup("/post"));
        foreach (var dialect in PostDialects.All)
        {
            control.MapFaults($"/post/{dialect.Letter()}/faults", services.GetRequiredService<PostFaults>().Of(dialect));
        }
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>
    {
        [ConsignmentStore.ConsignmentLine] = services.GetRequiredService<ConsignmentService>().RestoreConsignment,
        [ConsignmentStore.EventLine] = services.GetRequiredService<ConsignmentService>().RestoreEvent,
        [RangeStore.Line] = services.GetRequiredService<ConsignmentService>().RestoreRange,
        [AnnouncementStore.Line] = services.GetRequiredService<AnnouncementStore>().Restore,
        [PushQueue.Line] = services.GetRequiredService<PushQueue>().Restore,
        [PushQueue.TargetLine] = services.GetRequiredService<PushQueue>().RestoreTarget,
    };

    public void Wake(IServiceProvider services) => services.GetRequiredService<ClockworkSignal>().Raise();

    public void Reset(IServiceProvider services)
    {
        services.GetRequiredService<PostFaults>().Reset();
        services.GetRequiredService<ConsignmentService>().Clear();
        services.GetRequiredService<AnnouncementStore>().Clear();
        services.GetRequiredService<MyVnpostCases>().Clear();
        services.GetRequiredService<PushQueue>().Clear();
        services.GetRequiredService<PushSender>().Clear();
        services.GetRequiredService<PostTokens>().Clear();
    }
}
