using System.Reflection;

namespace Hub.Core.Schemas;

/// <summary>Schema files by path with forward slashes, read whole: there are a dozen of a few kilobytes.</summary>
internal sealed class SchemaFiles
{
    private const string Ending = ".schema.json";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public IEnumerable<string> Events => _texts.Keys
        .Where(p => !Path.GetFileName(p).StartsWith("common.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public string? Text(string path) => _texts.GetValueOrDefault(path);

    /// <summary>A file in the same folder as another.</summary>
    public string? Sibling(string path, string name) => Text($"{path[..(path.LastIndexOf('/') + 1)]}{name}");

    /// <param name="further">Assemblies of parties that bring schemas of their own.</param>
    public static SchemaFiles Embedded(params IReadOnlyList<Assembly> further)
    {
        var files = new SchemaFiles();
        foreach (var assembly in further.Prepend(typeof(SchemaFiles).Assembly))
        {
            foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(Ending, StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                files._texts[name.Replace('\\', '/')] = reader.ReadToEnd();
            }
        }

        return files;
    }

    public static SchemaFiles In(string directory)
    {
        var files = new SchemaFiles();
        foreach (var path in Directory.EnumerateFiles(directory, $"*{Ending}", SearchOption.AllDirectories))
        {
            files._texts[Path.GetRelativePath(directory, path).Replace('\\', '/')] = File.ReadAllText(path);
        }

        return files;
    }
}
