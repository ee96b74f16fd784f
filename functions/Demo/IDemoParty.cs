using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Sandbox;

namespace Hub.Functions.Demo;

/// <summary>What a party adds to the demonstration.</summary>
internal interface IDemoParty
{
    string Lane { get; }

    /// <summary>What the screen calls it.</summary>
    Bilingual Label { get; }

    /// <summary>Procedures that its twin knows: what the dossiers are about.</summary>
    IReadOnlyList<DemoProcedure> Procedures => [];

    /// <summary>The twins' options with those of its own twin.</summary>
    SandboxOptions Twins(SandboxOptions options);

    /// <summary>The hub's settings for it, as arguments.</summary>
    Task<IEnumerable<string>> SettingsAsync(TwinControl twin, CancellationToken ct);

    /// <summary>Whose staff a key of the role is for; null when the role is none of its own.</summary>
    string? OrganisationOf(string role) => null;

    /// <summary>The day with what it asks of this party.</summary>
    IReadOnlyList<DemoEvent> Day(int seed, IReadOnlyList<DemoEvent> day) => day;

    /// <summary>How many events of the day its lane delivers.</summary>
    int Asked(IReadOnlyList<DemoEvent> events);

    /// <summary>What of the day is its own, in numbers; null when nothing is.</summary>
    Bilingual? Counted(IReadOnlyList<DemoEvent> events) => null;

    /// <summary>Gives the hub what it needs before the day begins.</summary>
    Task PrepareAsync(HubApi hub, TwinControl twin, IReadOnlyList<DemoEvent> events, CancellationToken ct) => Task.CompletedTask;

    DemoTroubles Troubles(TwinControl twin);

    /// <summary>How far the day is for its troubles, 0 … 1.</summary>
    double Share(DemoShares shares);

    /// <summary>What moves on at the party when the hub has nothing to do any more.</summary>
    Task<UnderWay?> UnderWayAsync(IServiceProvider services, IReadOnlyList<DemoEvent> events, CancellationToken ct) => Task.FromResult<UnderWay?>(null);

    /// <summary>Its people, who act by themselves while the day goes on; null when it has none.</summary>
    IDemoPeople? People(DemoEvidence evidence) => null;

    /// <summary>How many dossiers its twin holds; null when it is not told of all.</summary>
    Task<long?> ArrivedAsync(TwinControl twin, CancellationToken ct) => Task.FromResult<long?>(null);

    /// <summary>Proves that both sides agree.</summary>
    Task<DemoProof> ProveAsync(DemoEvidence evidence, CancellationToken ct);

    /// <summary>Commands of the hub that show what the day brought, without <c>--data</c>.</summary>
    IEnumerable<string> Commands => [];

    /// <summary>Commands to try at its twin, those that make it fail last.</summary>
    IEnumerable<string> TwinHints(string twins) => [];
}

/// <summary>How far the day is, each 0 … 1.</summary>
/// <param name="Answered">Of its events, those the hub answered.</param>
/// <param name="Delivered">Of its events, those delivered.</param>
internal readonly record struct DemoShares(double Answered, double Delivered);

/// <param name="Count">Still on their way.</param>
/// <param name="Ended">At their end.</param>
/// <param name="Total">Of the whole day.</param>
/// <param name="Words">What they are.</param>
public sealed record UnderWay(int Count, int Ended, int Total, Bilingual Words);

/// <param name="Lines">What was compared, with its figures.</param>
/// <param name="Differences">What does not agree, or is still open and is named for it.</param>
/// <param name="Figures">The figures of the lines by name, for scripts; null when there are none but those.</param>
internal sealed record DemoProof(bool Agrees, IReadOnlyList<Bilingual> Lines, IReadOnlyList<Bilingual> Differences, JsonObject? Figures = null);

/// <summary>What a proof looks at.</summary>
/// <param name="Services">The hub's own.</param>
internal sealed record DemoEvidence(HubApi Hub, TwinControl Twin, IServiceProvider Services, IReadOnlyList<DemoEvent> Events, int Dossiers);
