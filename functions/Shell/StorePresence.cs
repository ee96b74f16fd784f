using Hub.Functions.Settings;
using Hub.Storage.Postgres;

namespace Hub.Functions.Shell;

/// <summary>Looks at the place of a store before it is opened, which would make one.</summary>
internal static class StorePresence
{
    // What every SQLite file begins with (sqlite.org/fileformat.html).
    private static readonly byte[] Header = [.. "SQLite format 3\0"u8];

    public static async Task<bool> IsThereAsync(HubSettings settings, CancellationToken ct) => settings switch
    {
        { Store: StoreKind.Postgres, Postgres: { } postgres } => await PostgresPresence.MayHoldStoreAsync(postgres, ct),
        // A restore that was cut off is finished by whoever opens the folder next.
        _ => File.Exists(Path.Combine(settings.Data, "hub.db")) || File.Exists(Path.Combine(settings.Data, "hub.db.restored")) || Directory.Exists(Path.Combine(settings.Data, "hub.db")),
    };

    /// <exception cref="UsageException">There is no store.</exception>
    public static async Task RequireAsync(HubSettings settings, CancellationToken ct)
    {
        if (!await IsThereAsync(settings, ct))
        {
            var place = settings is { Store: StoreKind.Postgres, Postgres: { } postgres } ? $"schema {postgres.Schema}" : Path.GetFullPath(settings.Data);
            throw new UsageException((
                $"không có kho dữ liệu nào ở '{place}': kiểm tra --data, hoặc tạo kho bằng hub serve hay hub keys create",
                $"there is no store at '{place}': check --data, or make one by hub serve or hub keys create"));
        }

        RefuseJunk(settings);
    }

    /// <exception cref="UsageException">What lies where the embedded store should be is something else.</exception>
    public static void RefuseJunk(HubSettings settings)
    {
        var file = Path.Combine(settings.Data, "hub.db");
        if (settings.Store is StoreKind.Sqlite && (Directory.Exists(file) || (File.Exists(file) && !IsDatabase(file))))
        {
            throw new UsageException((
                $"'{file}' không phải là kho dữ liệu của hub: khôi phục bản sao lưu, hoặc dùng --data khác",
                $"'{file}' is no store of a hub: restore a backup, or use another --data"));
        }
    }

    private static bool IsDatabase(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var begin = new byte[Header.Length];
        var read = stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        return read == 0 || begin.AsSpan().SequenceEqual(Header);
    }
}
