using System.Text.Json;
using Hub.Core.Schemas;
using Xunit;

namespace Hub.UnitTests.Schemas;

/// <summary>The samples under schemas/, found from the solution file upwards of the test.</summary>
internal static class SchemaSamples
{
    public static string Root { get; } = Find();

    private static readonly Lazy<Task<SchemaCatalogue>> Catalogue = new(() => SchemaCatalogue.LoadEmbeddedAsync(CancellationToken.None));

    public static Task<SchemaCatalogue> CatalogueAsync() => Catalogue.Value;

    public static IEnumerable<(string Type, string File)> Of(string kind) =>
        from file in Directory.EnumerateFiles(Root, $"{kind}-*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select ($"vn.onestop.{Path.GetFileName(Path.GetDirectoryName(file))}", Path.GetRelativePath(Root, file));

    public static TheoryData<string, string> Rows(string kind)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (type, file) in Of(kind))
        {
            rows.Add(type, file);
        }

        return rows;
    }

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Root, file));

    public static (byte[] Data, (string Pointer, string Rule)[] Expected) ReadBad(string file)
    {
        using var document = JsonDocument.Parse(Read(file));
        return (
            JsonSerializer.SerializeToUtf8Bytes(document.RootElement.GetProperty("data")),
            [.. document.RootElement.GetProperty("expect").EnumerateArray()
                .Select(e => (e.GetProperty("pointer").GetString()!, e.GetProperty("rule").GetString()!))]);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Hub.sln is in no folder above the tests.");
        }

        return Path.Combine(folder.FullName, "schemas", "case-system", "samples");
    }
}
