using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Storage.Moving;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub move --from … --to …</c>: copies a store into an empty one of either engine and compares both. <c>hub move --reopen …</c>: back to the old one.</summary>
internal static class MoveCommand
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "Kho nguồn, không hub nào đang chạy / the store to copy, no hub running on it", HelpName = "STORE" };
        var to = new Option<string>("--to") { Description = "Kho đích còn trống / an empty store", HelpName = "STORE" };
        var reopen = new Option<string>("--reopen") { Description = "Cho hub chạy lại trên kho đã chuyển đi / let a hub run again on a store that was moved away", HelpName = "STORE" };
        var command = new Command(
            "move",
            """
            Chép kho dữ liệu sang máy chủ khác loại, đối chiếu từng bảng.
            STORE: sqlite:DIR | postgres:CONNECTION-STRING[;schema] | postgres:@FILE
            Với PostgreSQL, dùng tài khoản chủ sở hữu.
            Bị ngắt thì chạy lại cùng lệnh: chép tiếp từ chỗ dừng. / Copy a store to the other engine and compare every table.
            STORE: sqlite:DIR | postgres:CONNECTION-STRING[;schema] | postgres:@FILE
            With PostgreSQL, use the role that owns the schema.
            Broken off, the same command goes on where it stopped.
            """)
        { from, to, reopen };
        command.Validators.Add(result =>
        {
            var (hasFrom, hasTo, hasReopen) = (result.GetResult(from) is not null, result.GetResult(to) is not null, result.GetResult(reopen) is not null);
            if (hasReopen ? hasFrom || hasTo : !hasFrom || !hasTo)
            {
                result.AddError("cần --from và --to, hoặc chỉ --reopen / either --from and --to, or --reopen alone");
            }
        });
        command.SetAction(async (parse, ct) =>
        {
            try
            {
                if (parse.GetValue(reopen) is { } left)
                {
                    Print(parse, left, await StoreMove.ReopenAsync(Address(left), GlobalOptions.Wings(parse).Store, ct));
                    return ExitCode.Ok;
                }

                var (source, target) = (Address(parse.GetRequiredValue(from)), Address(parse.GetRequiredValue(to)));
                var report = await StoreMove.RunAsync(source, target, GlobalOptions.Wings(parse).Store, TimeProvider.System, Progress(), ct);
                Output.Show(parse, Json(report), _ => Print(report));
                return ExitCode.Ok;
            }
            catch (MoveRefusedException refused)
            {
                throw new UsageException(refused.Message);
            }
            catch (MoveDiffersException differs)
            {
                Output.Error(Bilingual.Parse(differs.Message));
                return ExitCode.NotInOrder;
            }
        });
        return command;
    }

    private static StoreAddress Address(string text)
    {
        try
        {
            return StoreAddress.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    // At the start and end of a table, and now and then between.
    private static Action<MoveProgress> Progress()
    {
        var last = 0L;
        return at =>
        {
            if (at.Rows == 0 || at.Rows == at.Of || Stopwatch.GetElapsedTime(last) >= Beat)
            {
                last = Stopwatch.GetTimestamp();
                Output.Error($"{Output.Say(at.IsVerifying ? ("đối chiếu", "comparing") : ("chép", "copying"))} {at.Table}: {at.Rows:N0} / {at.Of:N0}");
            }
        };
    }

    private static JsonObject Json(MoveReport report) => new()
    {
        ["source"] = report.Source,
        ["target"] = report.Target,
        ["continued"] = report.IsContinued,
        ["wasComplete"] = report.WasComplete,
        ["tables"] = new JsonArray([.. report.Tables.Select(table => (JsonNode)new JsonObject
        {
            ["table"] = table.Table,
            ["rows"] = table.Rows,
            ["sha256"] = table.Digest,
        })]),
    };

    private static void Print(MoveReport report)
    {
        if (report.WasComplete)
        {
            Output.Line(($"{report.Source} đã được chép xong sang {report.Target} từ trước; không làm gì thêm.", $"{report.Source} was copied to {report.Target} already; nothing was left to do."));
            return;
        }

        Output.Table(
            ["bảng / table", "dòng / rows", "sha-256 / sha-256"],
            report.Tables.Select(table => (IReadOnlyList<string>)[table.Table, $"{table.Rows:N0}", table.Digest[..16]]));
        Output.Line(($"Đã chép xong {report.Source} sang {report.Target}, mọi bảng giống nhau.", $"{report.Source} was copied to {report.Target}; every table is the same."));
        Output.Line(("Kho nguồn đã đóng: hub không chạy trên đó nữa.", "The source is closed: no hub starts on it any more."));
    }

    private static void Print(ParseResult parse, string store, string wentTo) => Output.Show(parse, new JsonObject { ["reopened"] = true, ["movedTo"] = wentTo }, _ => Output.Line((
        $"Đã mở lại kho {Name(store)}. Đừng chạy hub trên {wentTo} nữa; những gì hub ở đó đã gửi sẽ được gửi lại.",
        $"{Name(store)} is open again. Run no hub on {wentTo} any more; what was delivered there will be delivered once more.")));

    // Never the connection string: it may hold a password.
    private static string Name(string store) => store.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) ? store : "PostgreSQL";
}
