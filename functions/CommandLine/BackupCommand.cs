using System.CommandLine;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Storage;
using Hub.Storage.Sqlite.Backup;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub backup FILE</c>: a checked copy of the embedded store, taken while the hub goes on working.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp sao lưu mới / the new backup file" };
        var command = new Command("backup", "Sao lưu kho dữ liệu, hub vẫn chạy / copy the store while the hub runs") { file };
        command.SetAction((parse, ct) => Task.FromResult(Run(parse, parse.GetRequiredValue(file), ct)));
        return command;
    }

    // Reading the folder is what permits a backup, and reading is all it does: so it needs no hub, and hinders none.
    private static int Run(ParseResult parse, string file, CancellationToken ct)
    {
        var settings = GlobalOptions.Settings(parse);
        EmbeddedStore.Require(parse, settings);
        if (!File.Exists(Path.Combine(settings.Data, "hub.db")))
        {
            throw new UsageException(($"không có kho dữ liệu trong '{settings.Data}'", $"there is no store in '{settings.Data}'"));
        }

        StorePresence.RefuseJunk(settings);
        try
        {
            var copy = SqliteBackup.Write(settings.Data, file, ct);
            Output.Show(parse, EmbeddedStore.Json(copy), _ => Print(copy));
            return copy.AuditBrokenAt is null ? ExitCode.Ok : ExitCode.NotInOrder;
        }
        catch (StoreOccupiedException taken)
        {
            throw new UsageException(taken.Message);
        }
        catch (BrokenBackupException damaged)
        {
            Output.Error(Bilingual.Parse(damaged.Message));
            return ExitCode.NotInOrder;
        }
    }

    private static void Print(StoreCopy copy)
    {
        Output.Line(copy.File);
        Output.Line(2, ($"{copy.Bytes} byte, {copy.Events} sự kiện", $"{copy.Bytes} bytes, {copy.Events} events"));
        Output.Line($"  sha256 {copy.Sha256}");
        if (copy.AuditBrokenAt is { } line)
        {
            Output.Line((
                $"Chuỗi nhật ký đứt ở dòng {line}: bản này vẫn được giữ làm bằng chứng, nhưng không khôi phục được.",
                $"The audit chain is broken at entry {line}: the copy is kept as evidence and cannot be restored."));
        }
    }
}
