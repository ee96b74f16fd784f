using System.Diagnostics.CodeAnalysis;

namespace Hub.Postal.Acts;

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
