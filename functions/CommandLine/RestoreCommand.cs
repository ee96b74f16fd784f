using System.CommandLine;
using Hub.Core;
using Hub.Core.Trust;
using Hub.Functions.Shell;
using Hub.Functions.Trust;
using Hub.Storage;
using Hub.Storage.Sqlite.Backup;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub restore FILE</c>: a backup takes the place of the embedded store, after it proved to be whole.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp sao lưu / the backup file" };
        var force = new Option<bool>("--force") { Description = "Thay kho đang có; kho cũ được giữ ở hub.db.replaced / replace a store that is there; it is kept as hub.db.replaced" };
        var command = new Command("restore", "Khôi phục kho dữ liệu từ bản sao lưu, khi hub đã dừng / restore the store from a backup while no hub runs") { file, force };
        command.SetAction((parse, ct) => Task.FromResult(Run(parse, parse.GetRequiredValue(file), parse.GetValue(force), ct)));
        return command;
    }

    private static int Run(ParseResult parse, string file, bool force, CancellationToken ct)
    {
        var settings = GlobalOptions.Settings(parse);
        EmbeddedStore.Require(parse, settings);
        if (!File.Exists(file))
        {
            throw new UsageException(($"không có tệp '{file}'", $"there is no file '{file}'"));
        }

        try
        {
            var entry = new AuditEntry(TimeProvider.System.GetUtcNow(), LocalKey.ActorName, null, "store.restore", Path.GetFileName(file), "allowed");
            var copy = SqliteRestore.Run(file, settings.Data, settings.Wings.Store, force, entry, ct);
            Output.Show(parse, EmbeddedStore.Json(copy), _ => Print(copy));
            return ExitCode.Ok;
        }
        catch (StoreOccupiedException occupied)
        {
            throw new UsageException(occupied.Message);
        }
        catch (BrokenBackupException broken)
        {
            Output.Error(Bilingual.Parse(broken.Message));
            return ExitCode.NotInOrder;
        }
    }

    private static void Print(StoreCopy copy)
    {
        var last = Output.Text(copy.LastEventAt?.ToString("O") ?? "-");
        Output.Line(copy.File);
        Output.Line(2, ($"{copy.Events} sự kiện; cuối cùng: {last}", $"{copy.Events} events; the last: {last}"));
        Output.Line((
            "Tiếp theo: tạm dừng kênh, chạy hub, để phần mềm một cửa gửi lại mọi sự kiện từ thời điểm đó, mở lại kênh, hub verify. Xem infra/runbooks/restore.md.",
            "Next: pause the lanes, serve, have the case system post everything since then again, resume, hub verify. See infra/runbooks/restore.md."));
    }
}
