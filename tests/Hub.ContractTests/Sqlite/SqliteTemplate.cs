using Hub.Storage.Sqlite;

namespace Hub.ContractTests.Sqlite;

/// <summary>A file whose schema is up to date. Every test begins with a copy, which costs far less than the migrations.</summary>
internal static class SqliteTemplate
{
    private static readonly Lazy<string> Made = new(Make);

    /// <summary>Where there is no store yet.</summary>
    public static void CopyTo(string folder)
    {
        var file = Path.Combine(folder, "hub.db");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            File.Copy(Made.Value, file);
        }
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("hub-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        new SqliteDatabase(folder.FullName, Stores.Modules).Dispose();
        return Path.Combine(folder.FullName, "hub.db");
    }
}
