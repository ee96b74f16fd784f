using System.Text.Json;

namespace Hub.Sandbox.Post;

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
