using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.Twins;

/// <summary>A partner's twin: a real server that plays an outside party. The host knows a twin by this alone.</summary>
/// <remarks>The order of a start: <see cref="AddServices"/>, then the state log through <see cref="Restorers"/>, then <see cref="MapRoutes"/>.
/// Besides its own services a twin may ask for <see cref="TwinJournal"/>, <see cref="TwinClock"/>, <see cref="Effects"/>, <see cref="SeededChoice"/>
/// and <see cref="OneShots"/>.</remarks>
public interface ITwin
{
    /// <summary>Kinds of effects that <c>GET /_twin/effects</c> shows from the start, at zero; others come with their first count.</summary>
    IEnumerable<string> EffectKinds { get; }

    /// <summary>Adds what the twin is made of.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    void AddServices(IServiceCollection services);

    /// <summary>Maps what the party offers.</summary>
    /// <param name="routes">The root of the server; its <c>ServiceProvider</c> has the twin's services.</param>
    /// <param name="control">The control API, <c>/_twin</c>.</param>
    void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control);

    /// <summary>Who takes over a line of the state log at start, by the line's kind. No two twins share a kind.</summary>
    IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services);

    /// <summary>The clock was pushed forward: whoever waits for a time looks again.</summary>
    void Wake(IServiceProvider services);

    /// <summary>Forgets everything: what the twin holds, who is logged in, its faults.</summary>
    void Reset(IServiceProvider services);
}
