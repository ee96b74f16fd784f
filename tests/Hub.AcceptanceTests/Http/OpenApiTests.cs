using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Schemas;
using Hub.Core.Trust;
using Hub.Functions.Trust;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class OpenApiTests(HubApp hub) : IClassFixture<HubApp>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    [Fact]
    public async Task The_description_is_the_one_that_was_agreed()
    {
        var reply = await hub.GetAsync("/openapi.json", Role.CaseSystem);
        Assert.Equal(200, reply.Status);
        var now = JsonSerializer.Serialize(reply.Json, Readable) + "\n";
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "openapi.snapshot.json");
        if (Environment.GetEnvironmentVariable("HUB_UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(file, now);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), now);
    }

    [Fact]
    public async Task Every_route_is_described_with_its_roles_and_every_reference_leads_somewhere()
    {
        var document = (await hub.GetAsync("/openapi.json", Role.CaseSystem)).Json;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        foreach (var endpoint in ((IEndpointRouteBuilder)hub.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD"))
            {
                var operation = document.GetProperty("paths").GetProperty(endpoint.RoutePattern.RawText!).GetProperty(method.ToLowerInvariant());
                var access = endpoint.Metadata.GetMetadata<Access>()!;
                var hasRoles = access is { IsOpen: false, IsSigned: false };
                Assert.Equal(hasRoles, operation.TryGetProperty("x-roles", out var roles));
                Assert.True(!hasRoles || roles.EnumerateArray().Select(r => r.GetString()).SequenceEqual(access.Roles));
                var takesKey = method == "POST" && !access.IsSigned && endpoint.RoutePattern.RawText is not ("/events" or "/statements" or "/fees/import" or "/payments/open-lines");
                string[] expected = [.. access.IsOpen ? (string[])["405"] : access.IsSigned ? ["400", "401", "404", "405", "429", "500", "503"] : ["401", "403", "405", "429", "500", "503"], .. takesKey ? (string[])["400", "409", "413"] : []];
                Assert.All(expected, status => Assert.True(operation.GetProperty("responses").TryGetProperty(status, out _), $"{method} {endpoint.RoutePattern.RawText} {status}"));
            }
        }

        var known = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToHashSet();
        Assert.All(References(document), r => Assert.True(r.StartsWith("#/components/schemas/", StringComparison.Ordinal) ? known.Contains(r["#/components/schemas/".Length..]) : r.StartsWith('#'), r));
    }

    [Fact]
    public async Task Each_operation_says_what_it_takes_to_be_let_in_and_open_ones_say_nothing()
    {
        var paths = (await hub.GetAsync("/openapi.json", Role.CaseSystem)).Json.GetProperty("paths");

        var open = (
            from path in paths.EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Value.GetProperty("security").GetArrayLength() == 0
            select $"{operation.Name} {path.Name}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "get /", "get /health/live", "get /health/ready", "get /problems/{name}", "post /payments/casso", "post /payments/hmac/{name}", "post /payments/payos", "post /payments/platform/confirm",
                "post /payments/sepay", "post /payments/vietqr/api/token_generate", "post /payments/vietqr/bank/api/transaction-sync", "post /postal/webhooks/{operator}",
            ],
            open);
        Assert.DoesNotContain(paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), operation => operation.Name == "head");
    }

    [Fact]
    public async Task Operations_of_one_group_begin_with_one_word()
    {
        var paths = (await hub.GetAsync("/openapi.json", Role.CaseSystem)).Json.GetProperty("paths");

        // In Azure each group is one function with one route.
        var groups = from path in paths.EnumerateObject()
                     where path.Name != "/"
                     from operation in path.Value.EnumerateObject()
                     from tag in operation.Value.GetProperty("tags").EnumerateArray()
                     group path.Name.Split('/')[1] by tag.GetString();
        Assert.All(groups, group => Assert.Single(group.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Every_group_of_operations_is_described()
    {
        var document = (await hub.GetAsync("/openapi.json", Role.CaseSystem)).Json;

        var described = document.GetProperty("tags").EnumerateArray().ToDictionary(tag => tag.GetProperty("name").GetString()!, tag => tag.GetProperty("description").GetString()!);
        var used = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).SelectMany(operation => operation.Value.GetProperty("tags").EnumerateArray());
        Assert.Equal(used.Select(tag => tag.GetString()!).Distinct().Order(StringComparer.Ordinal), described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described.Values, text => Assert.Contains(" / ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_outgoing_event_is_a_webhook_with_its_data_and_its_proof()
    {
        var document = (await hub.GetAsync("/openapi.json", Role.CaseSystem)).Json;
        var outgoing = hub.App.Services.GetRequired<SchemaCatalogue>().All.Where(schema => schema.Direction is EventDirection.Out).ToDictionary(schema => $"{schema.Name}.v{schema.Version}", schema => schema.Type);

        Assert.Equal(outgoing.Keys.Order(StringComparer.Ordinal), document.GetProperty("webhooks").EnumerateObject().Select(webhook => webhook.Name).Order(StringComparer.Ordinal));
        Assert.All(document.GetProperty("webhooks").EnumerateObject(), webhook =>
        {
            var post = webhook.Value.GetProperty("post");
            var body = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/cloudevents+json").GetProperty("schema").GetProperty("allOf")[1].GetProperty("properties");
            Assert.Equal(outgoing[webhook.Name], body.GetProperty("type").GetProperty("const").GetString());
            Assert.Equal($"#/components/schemas/{webhook.Name}", body.GetProperty("data").GetProperty("$ref").GetString());
            Assert.Equal(["webhook-id", "webhook-timestamp", "webhook-signature"], post.GetProperty("parameters").EnumerateArray().Select(header => header.GetProperty("name").GetString()));
        });
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.NameEquals("$ref") && p.Value.ValueKind is JsonValueKind.String ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static string Here([CallerFilePath] string path = "") => path;
}
