using System.Globalization;
using Hub.Core.Events;
using Hub.Core.Schemas;
using Hub.Functions.Http.Messages;
using Hub.Functions.Parties;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The schemas that events must fit.</summary>
internal sealed class SchemaEndpoints(SchemaCatalogue schemas, Wings wings) : IEndpointGroup
{
    public void Map(RouteTable routes)
    {
        var all = Access.To([.. wings.Roles]);
        routes.Add(all, new Operation("listSchemas", "schemas", "Các loại sự kiện và lược đồ / Event types and their schemas")
        {
            Method = "GET",
            Path = "/schemas",
            Response = typeof(SchemaList),
        }, ListAsync);
        routes.Add(all, new Operation("getSchema", "schemas", "Lược đồ JSON của một loại / The JSON Schema of one type")
        {
            Method = "GET",
            Path = "/schemas/{type}/{version}",
            Parameters =
            [
                Doc.Path("type", "Loại không có phiên bản: dossier.received hoặc vn.onestop.dossier.received / The type without its version"),
                Doc.Path("version", "v1 hoặc 1 / v1 or 1"),
            ],
            Response = typeof(System.Text.Json.JsonElement),
            ResponseMedia = "application/schema+json",
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
    }

    private Task ListAsync(HttpContext http) => http.JsonAsync(
        new SchemaList([.. schemas.All.Select(s => new SchemaSummary(
            s.Type, s.Name, s.Version, s.Direction is EventDirection.In ? "in" : "out",
            s.SubjectKind is SubjectKind.DossierCode ? "dossier-code" : "procedure-code", $"/schemas/{s.Name}/v{s.Version}"))]),
        HubJson.Wire.SchemaList);

    private Task GetAsync(HttpContext http)
    {
        var type = (string)http.Request.RouteValues["type"]!;
        var version = ((string)http.Request.RouteValues["version"]!).TrimStart('v');
        var found = schemas.All.FirstOrDefault(s =>
            s.Version.ToString(CultureInfo.InvariantCulture) == version && (s.Name == type || s.Type == type || s.Type == $"{type}.v{version}"));
        return found is null ? http.ProblemAsync(ProblemKinds.NotFound) : http.TextAsync(found.Json, "application/schema+json; charset=utf-8");
    }
}

public sealed record SchemaList(IReadOnlyList<SchemaSummary> Schemas);

/// <param name="Direction"><c>in</c>: may be posted; <c>out</c>: is sent by the hub.</param>
/// <param name="Subject"><c>dossier-code</c> or <c>procedure-code</c>.</param>
public sealed record SchemaSummary(string Type, string Name, int Version, string Direction, string Subject, string Url);
