using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.Post;

internal static class PostServices
{
    private const string Ngsp = "/apiVNPostNGSP/p1.0";

    public static IServiceCollection AddPostTwin(this IServiceCollection services) => services
        .AddSingleton<PostPlaces>()
        .AddSingleton<PostTokens>()
        .AddSingleton<PostMagic>()
        .AddSingleton<PostLives>()
        .AddSingleton<PostRefusals>()
        .AddSingleton<RangeBook>()
        .AddSingleton<TrackingFeed>()
        .AddSingleton<RefusedNumbers>()
        .AddSingleton<PostBell>()
        .AddSingleton<PushBook>()
        .AddSingleton<ConsignmentShelf>()
        .AddSingleton<ConsignmentBook>()
        .AddSingleton<ConsignmentDesk>()
        .AddSingleton<AnnouncementBook>()
        .AddSingleton<NgspRules>()
        .AddSingleton<NgspOrders>()
        .AddSingleton<NgspTracking>()
        .AddSingleton<NgspRanges>()
        .AddSingleton<PostLogins>()
        .AddSingleton<PostEndpoints>();

    public static void MapPostTwin(this IEndpointRouteBuilder routes, SandboxOptions options)
    {
        var services = routes.ServiceProvider;
        var (logins, endpoints) = (services.GetRequiredService<PostLogins>(), services.GetRequiredService<PostEndpoints>());
        routes.MapPost($"{options.Post.BasePath}/a/token", context => logins.GrantAsync(context, PostDialect.A));
        routes.MapPost($"{options.Post.BasePath}/b/token", context => logins.GrantAsync(context, PostDialect.B));
        foreach (var operation in OperationsOf(services))
        {
            routes.MapMethods(
                $"{options.Post.BasePath}/{operation.Dialect.Letter()}{operation.Path}", [operation.Method], context => endpoints.ServeAsync(context, operation));
        }
    }

    private static IEnumerable<PostOperation> OperationsOf(IServiceProvider services)
    {
        var (orders, tracking, ranges) = (services.GetRequiredService<NgspOrders>(), services.GetRequiredService<NgspTracking>(), services.GetRequiredService<NgspRanges>());
        return
        [
            new(PostDialect.A, "order", "POST", Ngsp + "/order/post", orders.Order, NgspOrders.SubjectOf),
            new(PostDialect.A, "cancel", "GET", Ngsp + "/order/cancel", orders.Cancel),
            new(PostDialect.A, "look-up", "GET", Ngsp + "/order/get", orders.LookUp),
            new(PostDialect.A, "tracking", "GET", Ngsp + "/order/tracking", tracking.Track),
            new(PostDialect.A, "dossier", "POST", Ngsp + "/dossier/post", orders.Announce),
            new(PostDialect.B, "order", "POST", "/order", orders.Order, NgspOrders.SubjectOf),
            new(PostDialect.B, "order", "POST", "/order-without-item-code", orders.OrderWithoutItemCode, NgspOrders.SubjectOf),
            new(PostDialect.B, "cancel", "GET", "/order/cancel", orders.Cancel),
            new(PostDialect.B, "look-up", "GET", "/order/get", orders.LookUp),
            new(PostDialect.B, "tracking", "GET", "/tracking", tracking.Track),
            new(PostDialect.B, "dossier", "POST", "/dossier", orders.Announce),
            new(PostDialect.B, "range", "POST", "/ranges", ranges.Allot),
            new(PostDialect.B, "range", "GET", "/ranges", ranges.List),
        ];
    }
}
