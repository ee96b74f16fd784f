using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Storage.Modules;

/// <summary>One numbered SQL file of a dialect, as it is embedded in an assembly.</summary>
internal sealed record Migration(int Number, string Name, string Sql, string Digest)
{
    /// <param name="marker">What stands in a resource's name before the file's, such as <c>.Sqlite.Migrations.</c>.</param>
    /// <returns>In the order of their numbers.</returns>
    public static List<Migration> Load(string marker, IEnumerable<Assembly> assemblies)
    {
        return [.. from assembly in assemblies
                   from resource in assembly.GetManifestResourceNames()
                   let at = resource.IndexOf(marker, StringComparison.Ordinal)
                   where at >= 0
                   let name = resource[(at + marker.Length)..]
                   let sql = Read(assembly, resource)
                   orderby name
                   select new Migration(
                       int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), name, sql,
                       Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql))))];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
