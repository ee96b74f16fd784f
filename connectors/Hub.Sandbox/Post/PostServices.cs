using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.Post;

internal static class PostServices
{
    private const string Ngsp = "/apiVNPostNGSP/p1.0";
    private const string MyVnpost = "/customer-partner";

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
        .AddSingleton<PostState>()
        .AddSingleton<NgspRules>()
        .AddSingleton<NgspOrders>()
        .AddSingleton<NgspTracking>()
        .AddSingleton<NgspRanges>()
        .AddSingleton<MyVnpostRules>()
        .AddSingleton<MyVnpostOrders>()
        .AddSingleton<MyVnpostQueries>()
        .AddSingleton<PostLogins>()
        .AddSingleton<PostEndpoints>()
        .AddSingleton<WebhookKey>()
        .AddSingleton<PushSender>()
        .AddSingleton<PushScripts>()
        .AddHostedService<PostClockwork>();

    public static void MapPostTwin(this IEndpointRouteBuilder routes, SandboxOptions options)
    {
        var services = routes.ServiceProvider;
        var (logins, endpoints) = (services.GetRequiredService<PostLogins>(), services.GetRequiredService<PostEndpoints>());
        routes.MapPost($"{options.Post.BasePath}/a/token", context => logins.GrantAsync(context, PostDialect.A));
        routes.MapPost($"{options.Post.BasePath}/b/token", context => logins.GrantAsync(context, PostDialect.B));
        routes.MapPost($"{options.Post.BasePath}/d{MyVnpost}/GetAccessToken", logins.LogInAsync);
        foreach (var operation in NgspOf(services).Concat(MyVnpostOf(services)))
        {
            routes.MapMethods(
                $"{options.Post.BasePath}/{operation.Dialect.Letter()}{operation.Path}", [operation.Method], context => endpoints.ServeAsync(context, operation));
        }
    }

    private static IEnumerable<PostOperation> NgspOf(IServiceProvider services)
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
            new(PostDialect.B, "ranges", "GET", "/ranges", ranges.List),
        ];
    }

    private static IEnumerable<PostOperation> MyVnpostOf(IServiceProvider services)
    {
        var (orders, queries) = (services.GetRequiredService<MyVnpostOrders>(), services.GetRequiredService<MyVnpostQueries>());
        return
        [
            new(PostDialect.D, "create", "POST", MyVnpost + "/CreateOrder", orders.Create, MyVnpostOrders.SubjectOf),
            new(PostDialect.D, "publish", "GET", MyVnpost + "/createOrderByDraft", orders.Publish),
            new(PostDialect.D, "correct", "POST", MyVnpost + "/orderCorrection", orders.Correct),
            new(PostDialect.D, "cancel", "POST", MyVnpost + "/orderCancel", orders.Cancel),
            new(PostDialect.D, "get", "GET", MyVnpost + "/getOrder", queries.Get),
            new(PostDialect.D, "list", "GET", MyVnpost + "/GetListOrder", queries.List),
            new(PostDialect.D, "history", "GET", MyVnpost + "/GetStatusHistoryOrder", queries.History),
            new(PostDialect.D, "charge", "POST", MyVnpost + "/ServicesCharge", queries.Charge),
            new(PostDialect.D, "places", "GET", MyVnpost + "/getNewProvinceAll", queries.Provinces),
            new(PostDialect.D, "places", "GET", MyVnpost + "/getNewCommuneAll", queries.Communes),
        ];
    }
}
