using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core.Schemas;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Hub.Functions.OpenApi;

/// <summary>Writes every operation with every status, every problem, its roles and its shapes.</summary>
internal sealed class DocumentBuilder(IEnumerable<EndpointDataSource> sources, SchemaCatalogue schemas, Wings wings) : IOpenApiDocumentTransformer
{
    private const string Json = "application/json";
    private const string Security = "bearer";

    // Every endpoint behind the gate can answer these.
    private static readonly ProblemKind[] Guarded =
    [
        ProblemKinds.InvalidRequest, ProblemKinds.Unauthenticated, ProblemKinds.Forbidden, ProblemKinds.PreconditionFailed, ProblemKinds.RateLimited, ProblemKinds.InternalError,
        ProblemKinds.Busy, ProblemKinds.StoreUnavailable,
    ];

    // And whatever reads a body.
    private static readonly ProblemKind[] Bodied = [ProblemKinds.UnreadableBody, ProblemKinds.RequestTimeout];

    private static readonly ProblemKind[] Signed = [ProblemKinds.Busy, ProblemKinds.RateLimited, ProblemKinds.InternalError, ProblemKinds.StoreUnavailable];

    private static readonly ProblemKind[] Repeated =
    [
        ProblemKinds.InvalidRequest, ProblemKinds.UnreadableBody, ProblemKinds.BodyTooLarge, ProblemKinds.IdempotencyConflict,
        ProblemKinds.IdempotencyInProgress,
    ];

    // These say how long to wait.
    private static readonly ProblemKind[] Patient = [ProblemKinds.RateLimited, ProblemKinds.IdempotencyInProgress, ProblemKinds.Busy, ProblemKinds.StoreUnavailable];

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Trục tích hợp một cửa / One-stop integration hub",
            Version = "1",
            Description = "Mọi lỗi là RFC 9457 với câu tiếng Việt (vi) và tiếng Anh (en). Đường dẫn nào có GET cũng nhận HEAD. / "
                + "Every error is RFC 9457 with a Vietnamese (vi) and an English (en) sentence. Every path with GET takes HEAD too.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };

        // It is served by the hub that it describes, under whatever name that is reached.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = TagWords.Of(wings);
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Security] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Khóa API hub_… hoặc JWT / API key hub_… or JWT",
            },
        };
        document.Paths = [];
        EventSchemas.Add(document, schemas);
        EventWebhooks.Add(document, schemas);
        var operations = sources.SelectMany(s => s.Endpoints)
            .Select(e => (Operation: e.Metadata.GetMetadata<Operation>(), Access: e.Metadata.GetMetadata<Access>()))
            .Where(e => e.Operation is not null && e.Access is not null)
            .OrderBy(e => e.Operation!.Path, StringComparer.Ordinal).ThenBy(e => e.Operation!.Method, StringComparer.Ordinal);
        foreach (var (operation, access) in operations)
        {
            if (!document.Paths.TryGetValue(operation!.Path, out var path))
            {
                document.Paths[operation.Path] = path = new OpenApiPathItem();
            }

            ((OpenApiPathItem)path).AddOperation(HttpMethod.Parse(operation.Method), await DescribeAsync(operation, access!, document, context, cancellationToken));
        }
    }

    private static async Task<OpenApiOperation> DescribeAsync(
        Operation operation, Access access, OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        var described = new OpenApiOperation
        {
            OperationId = operation.Id,
            Summary = operation.Summary,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, document) },
            Parameters = [.. operation.Parameters.Select(Describe)],
            Responses = [],

            // Said for each operation: none at all would be read as "not told".
            Security = [],
        };
        if (operation.TakesIdempotencyKey)
        {
            described.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyGate.Header,
                In = ParameterLocation.Header,
                Description = "Gửi lại cùng khóa và cùng thân trả cùng câu trả lời, giữ 7 ngày / The same key and body gets the same answer, kept for 7 days",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
            });
        }

        if (access is { IsOpen: false, IsSigned: false })
        {
            described.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Security, document)] = [] });
            if (access.OpenNetworks.Count > 0)
            {
                described.Security.Add([]);
            }

            described.AddExtension("x-roles", new JsonNodeExtension(new JsonArray([.. access.Roles.Select(r => JsonValue.Create(r))])));
        }

        if (operation.Id == "postEvents")
        {
            described.RequestBody = EventSchemas.Body(document);
        }
        else if (operation.Request is { } request)
        {
            described.RequestBody = new OpenApiRequestBody
            {
                Required = !operation.TakesNoBody,
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new OpenApiMediaType { Schema = Needing(operation.Needs, await SchemaAsync(request, document, context, ct)) } },
            };
        }

        var success = new OpenApiResponse { Description = Phrase(operation.Status) };
        if (operation.Response is { } response)
        {
            success.Content = new Dictionary<string, OpenApiMediaType>
            {
                [operation.ResponseMedia ?? Json] = new OpenApiMediaType { Schema = await SchemaAsync(response, document, context, ct) },
            };
        }

        described.Responses[Text(operation.Status)] = success;
        foreach (var other in operation.AlsoAnswers)
        {
            described.Responses[Text(other)] = new OpenApiResponse { Description = Phrase(other), Content = success.Content };
        }

        if (operation.Proposes is { } proposal)
        {
            described.Responses[Text(StatusCodes.Status202Accepted)] = new OpenApiResponse
            {
                Description = "Cần người thứ hai duyệt: đây là đề nghị / A second person must approve: this is the proposal",
                Content = new Dictionary<string, OpenApiMediaType> { [Json] = new OpenApiMediaType { Schema = await SchemaAsync(proposal, document, context, ct) } },
            };
        }

        await AddProblemsAsync(described, operation, access, document, context, ct);
        return described;
    }

    private static async Task AddProblemsAsync(
        OpenApiOperation described, Operation operation, Access access, OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        var problems = operation.Problems.Append(ProblemKinds.MethodNotAllowed).Concat(access.IsOpen ? [] : access.IsSigned ? Signed : Guarded).Concat(operation.TakesIdempotencyKey ? Repeated : []).Concat(operation.Request is null && operation.Id != "postEvents" ? [] : Bodied);
        foreach (var group in problems.Distinct().GroupBy(p => p.Status).OrderBy(g => g.Key))
        {
            var response = new OpenApiResponse
            {
                Description = string.Join("; ", group.Select(p => $"{p.Name}: {p.Text}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemJson.MediaType] = new OpenApiMediaType { Schema = await SchemaAsync(typeof(ProblemView), document, context, ct) },
                },
            };
            response.AddExtension("x-problems", new JsonNodeExtension(new JsonArray([.. group.Select(p => JsonValue.Create(p.Type))])));
            if (Patient.Any(group.Contains))
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    [HeaderNames.RetryAfter] = new OpenApiHeader
                    {
                        Description = "Số giây cần chờ / Seconds to wait",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                    },
                };
            }

            described.Responses![Text(group.Key)] = response;
        }
    }

    private static async Task<IOpenApiSchema> SchemaAsync(Type type, OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        if (type == typeof(string))
        {
            return new OpenApiSchema { Type = JsonSchemaType.String };
        }

        if (type == typeof(System.Text.Json.JsonElement))
        {
            return new OpenApiSchema();
        }

        var name = type.Name;
        if (document.Components!.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, ct));
        }

        return new OpenApiSchemaReference(name, document);
    }

    // One shape serves several operations, which need different members of it.
    private static IOpenApiSchema Needing(IReadOnlyList<string> members, IOpenApiSchema shape) =>
        members.Count == 0 ? shape : new OpenApiSchema { AllOf = [shape, new OpenApiSchema { Required = new HashSet<string>(members) }] };

    private static OpenApiParameter Describe(Parameter parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.InPath ? ParameterLocation.Path : ParameterLocation.Query,
        Required = parameter.InPath || parameter.IsNeeded,
        Description = parameter.Description,
        Schema = new OpenApiSchema
        {
            Type = parameter.Kind is "integer" ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Kind is "date-time" ? "date-time" : null,
            Enum = parameter.Values is { } values ? [.. values.Select(v => (JsonNode)JsonValue.Create(v))] : null,
        },
    };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string Phrase(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
