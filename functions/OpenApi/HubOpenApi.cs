using Hub.Functions.Hosting;
using Hub.Functions.Http;
using Hub.Functions.Http.Shapes;
using Hub.Functions.Trust;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Functions.OpenApi;

/// <summary>The description of the interface, OpenAPI 3.1, made from the same table as the routes.</summary>
internal static class HubOpenApi
{
    private const string Path = "/openapi.json";
    private const string Document = "v1";

    public static void AddHubOpenApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, HubJson.Hub);
            json.SerializerOptions.PropertyNamingPolicy = HubJson.Hub.Options.PropertyNamingPolicy;
            json.SerializerOptions.DefaultIgnoreCondition = HubJson.Hub.Options.DefaultIgnoreCondition;
            json.SerializerOptions.NumberHandling = HubJson.Hub.Options.NumberHandling;
        });
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddSchemaTransformer(LeaveOutOptional);
            options.AddDocumentTransformer<DocumentBuilder>();
        });
    }

    // What is null is left out of every answer and may be left out of every request: to call it required would refuse the hub's own answers.
    private static Task LeaveOutOptional(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable))
        {
            schema.Required?.Remove(property.Name);
        }

        return Task.CompletedTask;
    }

    private static readonly Operation Describe = new("openapi", "openapi", "Mô tả giao diện này / This description")
    {
        Method = "GET",
        Path = Path,
        Response = typeof(System.Text.Json.JsonElement),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Path)
        .WithMetadata(Access.To([.. routes.ServiceProvider.GetRequiredService<Wings>().Roles]), Describe, new HttpMethodMetadata(Describe.Methods))
        .WithDisplayName(Describe.Act);
}
