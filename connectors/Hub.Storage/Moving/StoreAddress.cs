using System.Data.Common;
using System.Text.RegularExpressions;
using Hub.Storage.Modules;
using Hub.Storage.Postgres;

namespace Hub.Storage.Moving;

/// <summary>
/// Where a store lies: <c>sqlite:DIR</c>, or <c>postgres:CONNECTION STRING</c> as Npgsql reads it, with <c>;Schema=NAME</c> or just <c>;NAME</c> at its end
/// (<c>hub</c> without one). <c>postgres:@FILE</c> reads the connection string from a file, so that no password stands in a list of processes.
/// </summary>
public sealed partial class StoreAddress
{
    private const string Sqlite = "sqlite:";
    private const string Shared = "postgres:";

    private StoreAddress(string? folder, PostgresOptions? options) => (Folder, Options) = (folder, options);

    /// <summary>Data folder of an embedded store, else null.</summary>
    public string? Folder { get; }

    /// <summary>Of a shared store, else null.</summary>
    public PostgresOptions? Options { get; }

    /// <exception cref="FormatException">It names no store; with a sentence for the user, and never with what stands in the connection string.</exception>
    public static StoreAddress Parse(string text)
    {
        if (text.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase) && text.Length > Sqlite.Length)
        {
            return new StoreAddress(Path.GetFullPath(text[Sqlite.Length..]), null);
        }

        if (!text.StartsWith(Shared, StringComparison.OrdinalIgnoreCase) || text.Length == Shared.Length)
        {
            throw new FormatException("Kho phải là sqlite:THƯ_MỤC hoặc postgres:CHUỖI_KẾT_NỐI[;lược_đồ]. / A store is sqlite:DIR or postgres:CONNECTION-STRING[;schema].");
        }

        var connection = text[Shared.Length..];
        return new StoreAddress(null, Read(connection.StartsWith('@') ? File.ReadAllText(connection[1..]).Trim() : connection));
    }

    internal async Task<IMovable> OpenAsync(StoreModules modules, bool isSource, CancellationToken ct) => Options is { } options
        ? await PostgresMovable.OpenAsync(options, modules, isSource, ct)
        : SqliteMovable.Open(Folder!, modules, isSource);

    private static PostgresOptions Read(string connection)
    {
        try
        {
            var last = connection.TrimEnd(';').LastIndexOf(';');
            var (rest, schema) = Name().IsMatch(connection[(last + 1)..].TrimEnd(';')) ? (connection[..Math.Max(last, 0)], connection[(last + 1)..].TrimEnd(';')) : (connection, null);
            var parts = new DbConnectionStringBuilder { ConnectionString = rest };
            if (parts.TryGetValue("Schema", out var named))
            {
                schema = (string)named;
                parts.Remove("Schema");
            }

            var options = new PostgresOptions { ConnectionString = new Npgsql.NpgsqlConnectionStringBuilder(parts.ConnectionString).ToString() };
            return schema is null ? options : options with { Schema = Name().IsMatch(schema) ? schema : throw new FormatException() };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new FormatException("Không đọc được chuỗi kết nối hoặc tên lược đồ. / The connection string, or the name of the schema, cannot be read.");
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,40}$")]
    private static partial Regex Name();
}
