using Hub.Core.Events;
using Hub.Core.Schemas;
using Microsoft.OpenApi;

namespace Hub.Functions.OpenApi;

/// <summary>What the hub itself posts: each outgoing event to whoever subscribed to it, signed by Standard Webhooks.</summary>
internal static class EventWebhooks
{
    private const string MediaType = "application/cloudevents+json";
    private const string Sent = "WebhookEvent";

    private static readonly (string Name, string Description)[] Headers =
    [
        ("webhook-id", "Của sự kiện, mọi lần gửi như nhau; đã thấy thì chỉ trả 2xx / The event's own, the same in every attempt; when seen before, only answer 2xx"),
        ("webhook-timestamp", "Giây Unix của lần gửi này / The Unix second of this attempt"),
        ("webhook-signature", "v1,<Base64 của HMAC-SHA256 trên id.timestamp.thân>; mỗi khóa một chữ ký, cách nhau dấu cách / v1,<Base64 of HMAC-SHA256 over id.timestamp.body>; one for each secret, parted by spaces"),
    ];

    private static readonly (string Status, string Description)[] Answers =
    [
        ("2XX", "Đã nhận / Taken"),
        ("401", "Sai khóa ký: trục chờ rồi thử lại, không tính lần thử / A wrong secret: the hub waits and tries again, no attempt counted"),
        ("410", "Không nhận nữa: giữ lại cho người quyết định / No longer wanted: held for a person"),
        ("4XX", "Không chịu nội dung: giữ lại cho người quyết định / The body is refused: held for a person"),
        ("5XX", "Thử lại theo thang, tôn trọng Retry-After (cả 408 và 429) / Tried again by the ladder, Retry-After honoured (408 and 429 too)"),
    ];

    public static void Add(OpenApiDocument document, SchemaCatalogue schemas)
    {
        document.AddComponent(Sent, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "CloudEvents 1.0.2, JSON",
            Required = new HashSet<string> { "specversion", "id", "source", "type" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["specversion"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = "1.0" },
                ["id"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["source"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" },
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["subject"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Mã hồ sơ hoặc mã thủ tục, nếu có / Dossier code or procedure code, where there is one" },
                ["time"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                ["datacontenttype"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = "application/json" },
                ["traceparent"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        });
        document.Webhooks = schemas.All.Where(schema => schema.Direction is EventDirection.Out)
            .ToDictionary(schema => $"{schema.Name}.v{schema.Version}", schema => (IOpenApiPathItem)Describe(schema, document));
    }

    private static OpenApiPathItem Describe(EventSchema schema, OpenApiDocument document)
    {
        var name = $"{schema.Name}.v{schema.Version}";
        var posted = new OpenApiOperation
        {
            OperationId = $"webhook.{name}",
            Summary = schema.Type,
            Description = "Gửi tới mỗi đăng ký có loại này; cũng đọc được qua GET /feed / Posted to each subscription of this type; GET /feed has it too",
            Tags = new HashSet<OpenApiTagReference> { new("events", document) },
            Security = [],
            Parameters =
            [
                .. Headers.Select(header => new OpenApiParameter
                {
                    Name = header.Name,
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = header.Description,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }),
            ],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { AllOf = [new OpenApiSchemaReference(Sent, document), Body(schema, name, document)] } },
                },
            },
            Responses = [],
        };
        foreach (var (status, description) in Answers)
        {
            posted.Responses[status] = new OpenApiResponse { Description = description };
        }

        var item = new OpenApiPathItem();
        item.AddOperation(HttpMethod.Post, posted);
        return item;
    }

    private static OpenApiSchema Body(EventSchema schema, string name, OpenApiDocument document) => new()
    {
        Required = new HashSet<string> { "type", "data" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Const = schema.Type },
            ["data"] = new OpenApiSchemaReference(name, document),
        },
    };
}
