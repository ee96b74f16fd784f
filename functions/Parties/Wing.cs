using System.CommandLine;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Hub.Core.Parties;
using Hub.Core.Trust;
using Hub.Sandbox;
using Hub.Storage.Modules;

namespace Hub.Functions.Parties;

/// <summary>All that a party brings to the executable. A new party is its own rooms and one of these.</summary>
public sealed record Wing(Party Party)
{
    /// <summary>Its tables; null when it has none.</summary>
    public StoreModule? Store { get; init; }

    /// <summary>Holds the schemas of its events as embedded resources; null when they lie in <c>schemas/</c>.</summary>
    public Assembly? Schemas { get; init; }

    /// <summary>Its endpoints and whatever must be there although nothing is configured.</summary>
    public Action<IServiceCollection, PartySettings> AddServices { get; init; } = (_, _) => { };

    /// <summary>Its connector and loops, once <see cref="Party.MissingSetting"/> says that nothing is missing.</summary>
    public Action<IServiceCollection, PartySettings> AddConnector { get; init; } = (_, _) => { };

    public IReadOnlyList<Func<Command>> Commands { get; init; } = [];

    /// <summary>What it lets <c>hub import</c> take.</summary>
    public IReadOnlyList<Func<Command>> Imports { get; init; } = [];

    /// <summary>The JSON of its endpoints' shapes.</summary>
    public IReadOnlyList<IJsonTypeInfoResolver> JsonContexts { get; init; } = [];

    /// <summary>What the description of the interface says of members of general shapes that only this party gives a meaning to.</summary>
    public IReadOnlyList<MemberDescription> Descriptions { get; init; } = [];

    /// <summary>What the description of the interface says of the groups of its own operations, by tag.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What may be told to its twin when twins run alone.</summary>
    public IReadOnlyList<TwinOption> TwinOptions { get; init; } = [];
}

/// <param name="Shape">A shape of the interface.</param>
/// <param name="Member">Name of the member in JSON.</param>
public sealed record MemberDescription(Type Shape, string Member, string Text);

/// <param name="Name">Of the option of <c>hub sandbox</c>, which takes a file.</param>
/// <param name="Apply">Makes the twins' options from those before and the file.</param>
public sealed record TwinOption(string Name, string Description, Func<SandboxOptions, string, SandboxOptions> Apply);

/// <summary>The parties of a hub. Everything that must know all of them is derived from this list.</summary>
public sealed class Wings
{
    public Wings(params IReadOnlyList<Wing> all)
    {
        All = all;
        Parties = new PartyList([.. all.Select(wing => wing.Party)]);
        Store = new StoreModules([.. all.Select(wing => wing.Store).OfType<StoreModule>()]);
        Schemas = [.. all.Select(wing => wing.Schemas).OfType<Assembly>()];
        Roles = [.. Role.OfTheHub, .. Parties.All.SelectMany(party => party.Roles).Select(role => role.Name)];
        BoundRoles = [.. Parties.All.SelectMany(party => party.Roles).Where(role => role.Binding is not null)];
    }

    public IReadOnlyList<Wing> All { get; }

    public PartyList Parties { get; }

    public StoreModules Store { get; }

    /// <summary>Where events of parties that do not ship are described.</summary>
    public IReadOnlyList<Assembly> Schemas { get; }

    /// <summary>Every role that a key may have.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>Roles of an outside organisation's staff.</summary>
    public IReadOnlyList<PartyRole> BoundRoles { get; }

    public bool IsBound(string? role) => BoundRoles.Any(bound => bound.Name == role);
}
