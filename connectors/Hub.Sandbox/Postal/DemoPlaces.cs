using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>The operator's places: 34 provinces with a few of their communes, and the codes of the provinces of before. The codes are assumed:
/// they follow the old postal codes of the leading province.</summary>
public static class DemoPlaces
{
    private static readonly PlaceFile File = Read();

    public static IReadOnlyList<PostProvince> Provinces => File.Provinces;

    /// <summary>Codes of provinces that are no more, which A and B still take.</summary>
    public static IReadOnlyDictionary<int, string> FormerProvinces { get; } = File.Former.ToDictionary(place => place.Code, place => place.Name);

    private static PlaceFile Read()
    {
        using var stream = typeof(DemoPlaces).Assembly.GetManifestResourceStream("demo-places.json")
            ?? throw new InvalidOperationException("The embedded places are missing.");
        return JsonSerializer.Deserialize<PlaceFile>(stream, TwinJson.Control)!;
    }

    private sealed record PlaceFile(IReadOnlyList<PostProvince> Provinces, IReadOnlyList<FormerProvince> Former);

    private sealed record FormerProvince(int Code, string Name);
}

/// <summary>A province in the operator's own table.</summary>
/// <param name="Code">The operator's code, 10..99: not the state's.</param>
/// <param name="Name">Name since July 2025.</param>
/// <param name="Communes">Names of its communes; the commune's code is the province's times 1,000 plus the place in this list, from 1.</param>
public sealed record PostProvince(int Code, string Name, IReadOnlyList<string> Communes);
