using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Trust;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Functions.OpenApi;

/// <summary>The description of the interface, OpenAPI 3.1, made from the same table as the routes.</summary>
internal static class HubOpenApi
{
    private const string Path = "/openapi.json";
    private const string Document = "v1";

    public static void AddHubOpenApi(this IServiceCollection services, Wings wings)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            var contexts = wings.All.SelectMany(wing => wing.JsonContexts).Prepend(HubJson.Wire);
            foreach (var (context, place) in contexts.Select((context, place) => (context, place)))
            {
                json.SerializerOptions.TypeInfoResolverChain.Insert(place, context);
            }

            json.SerializerOptions.PropertyNamingPolicy = HubJson.Wire.Options.PropertyNamingPolicy;
            json.SerializerOptions.DefaultIgnoreCondition = HubJson.Wire.Options.DefaultIgnoreCondition;
            json.SerializerOptions.NumberHandling = HubJson.Wire.Options.NumberHandling;
        });
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddSchemaTransformer(TellNeeded);
            options.AddSchemaTransformer((schema, context, _) => Describe(schema, context, wings));
            options.AddDocumentTransformer<DocumentBuilder>();
        });
    }

    // What is null is left out of every answer and may be left out of every request: to call it required would refuse the hub's own answers.
    // Needed is what the endpoint itself asks for, with a better sentence than the serializer has.
    private static Task TellNeeded(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(NeededAttribute), inherit: true) is [NeededAttribute needs, ..])
            {
                if (needs.OneOf is not null)
                {
                    (schema.OneOf ??= []).Add(new OpenApiSchema { Required = new HashSet<string> { property.Name } });
                    continue;
                }

                (schema.Required ??= new HashSet<string>()).Add(property.Name);
                if (schema.Properties?.TryGetValue(property.Name, out var member) is true && member is OpenApiSchema { Type: { } type } needed)
                {
                    needed.Type = type & ~JsonSchemaType.Null;
                }
            }
            else if (property.IsGetNullable)
            {
                schema.Required?.Remove(property.Name);
            }
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, Wings wings)
    {
        foreach (var description in wings.All.SelectMany(wing => wing.Descriptions).Where(description => context.JsonPropertyInfo is null && description.Shape == context.JsonTypeInfo.Type))
        {
            if (schema.Properties?.TryGetValue(description.Member, out var member) is true)
            {
                member.Description = description.Text;
            }
        }

        return Task.CompletedTask;
    }

    private static readonly Operation Itself = new("openapi", "openapi", "Mô tả giao diện này / This description")
    {
        Method = "GET",
        Path = Path,
        Response = typeof(System.Text.Json.JsonElement),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Written once and for all: it is large, it never changes while the hub runs, and everybody may ask for it.
        var written = new Lazy<Task<byte[]>>(() => WriteAsync(routes.ServiceProvider));
        routes.MapMethods(Path, Itself.Methods, async http =>
            {
                http.Response.ContentType = "application/json; charset=utf-8";
                await Answer.BytesAsync(http, await written.Value);
            })
            .WithMetadata(Access.To([.. routes.ServiceProvider.GetRequiredService<Wings>().Roles]), Itself)
            .WithDisplayName(Itself.Act);
    }

    private static async Task<byte[]> WriteAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document).GetOpenApiDocumentAsync(CancellationToken.None);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return json.ToArray();
    }
}
