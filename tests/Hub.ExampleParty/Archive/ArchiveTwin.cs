using System.Collections.Concurrent;
using System.Text.Json;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.ExampleParty.Archive;

/// <summary>The archive on a loopback port. A box that begins with <c>0</c> gets no shelf, one that begins with <c>X</c> is refused.</summary>
public sealed class ArchiveTwin : ITwin
{
    private readonly ConcurrentDictionary<string, string> _boxes = new(StringComparer.Ordinal);

    public IEnumerable<string> EffectKinds => ["archive.filing"];

    public void AddServices(IServiceCollection services)
    {
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        routes.MapGet("/archive/filings", () => Results.Json(_boxes));
        routes.MapPut("/archive/filings/{dossier}", (string dossier, string box, Effects effects) =>
        {
            if (box.StartsWith('X'))
            {
                return Results.BadRequest();
            }

            if (_boxes.TryAdd(dossier, box))
            {
                effects.Count("archive.filing");
            }

            return Results.Json(new { shelf = box.StartsWith('0') ? "" : $"S-{box}" });
        });
        control.MapGet("/archive", () => Results.Json(_boxes));
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>();

    public void Wake(IServiceProvider services)
    {
    }

    public void Reset(IServiceProvider services) => _boxes.Clear();
}
