using System.Diagnostics.CodeAnalysis;

namespace Hub.Postal.Acts;

/// <summary>What the staff of a postal operator do with a consignment.</summary>
public enum ActKind
{
    /// <summary>Takes the job.</summary>
    Claim,

    /// <summary>Gives a job back that was taken and not begun, so that a colleague can take it.</summary>
    Release,

    /// <summary>Has fetched the papers from the citizen.</summary>
    Collected,

    /// <summary>Has passed it on within the post: to another office, to the sorting centre.</summary>
    HandedOver,

    /// <summary>Has handed the result to the citizen.</summary>
    Delivered,

    /// <summary>Could not fetch or deliver it, or has lost it.</summary>
    Failed,
}

/// <summary>The acts by the names under which paths, scans and records know them.</summary>
public static class ActKinds
{
    private static readonly Dictionary<string, ActKind> Named = new(StringComparer.Ordinal)
    {
        ["claim"] = ActKind.Claim,
        ["release"] = ActKind.Release,
        ["collected"] = ActKind.Collected,
        ["handed-over"] = ActKind.HandedOver,
        ["delivered"] = ActKind.Delivered,
        ["failed"] = ActKind.Failed,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Named.Keys];

    public static string Name(this ActKind kind) => Named.Single(pair => pair.Value == kind).Key;

    public static bool TryParse([NotNullWhen(true)] string? name, out ActKind kind)
    {
        kind = default;
        return name is not null && Named.TryGetValue(name, out kind);
    }
}
