using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Hub.Storage.Sqlite.Backup;

namespace Hub.Functions.CommandLine;

/// <summary>What commands on the files of the embedded store have in common.</summary>
internal static class EmbeddedStore
{
    /// <exception cref="UsageException">The command is meant for files that are not here.</exception>
    public static void Require(ParseResult parse, HubSettings settings)
    {
        if (parse.GetValue(GlobalOptions.Hub) is not null)
        {
            throw new UsageException(("lệnh này đọc tệp trên chính máy của hub: chạy tại đó, với --data", "this command reads files of the hub's own machine: run it there, with --data"));
        }

        if (settings.Store is not StoreKind.Sqlite)
        {
            throw new UsageException(("kho PostgreSQL được sao lưu và khôi phục theo infra/postgres/README.md", "a PostgreSQL store is backed up and restored as infra/postgres/README.md says"));
        }
    }

    public static JsonObject Json(StoreCopy copy) => new()
    {
        ["file"] = copy.File,
        ["bytes"] = copy.Bytes,
        ["sha256"] = copy.Sha256,
        ["version"] = copy.Version,
        ["events"] = copy.Events,
        ["lastEventAt"] = copy.LastEventAt?.ToString("O"),
        ["auditBrokenAt"] = copy.AuditBrokenAt,
    };
}
