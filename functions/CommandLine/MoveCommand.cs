using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Hub.Storage.Moving;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub move --from … --to …</c>: copies a store into an empty one of either engine and compares both.</summary>
internal static class MoveCommand
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "Kho nguồn, không hub nào đang chạy / the store to copy, no hub running on it", HelpName = "STORE", Required = true };
        var to = new Option<string>("--to") { Description = "Kho đích còn trống / an empty store", HelpName = "STORE", Required = true };
        var command = new Command(
            "move",
            """
            Chép kho dữ liệu sang máy chủ khác loại, đối chiếu từng bảng / copy a store to the other engine and compare every table

            STORE: sqlite:DIR | postgres:CONNECTION-STRING[;schema] | postgres:@FILE
            Bị ngắt thì chạy lại cùng lệnh: chép tiếp từ chỗ dừng. / Broken off, the same command goes on where it stopped.
            """)
        { from, to };
        command.SetAction(async (parse, ct) =>
        {
            var (source, target) = (Address(parse.GetRequiredValue(from)), Address(parse.GetRequiredValue(to)));
            try
            {
                var report = await StoreMove.RunAsync(source, target, TimeProvider.System, Progress(), ct).ConfigureAwait(false);
                Output.Show(parse, Json(report), _ => Print(report));
                return ExitCode.Ok;
            }
            catch (MoveRefusedException refused)
            {
                throw new UsageException(refused.Message);
            }
            catch (MoveDiffersException differs)
            {
                Output.Error(differs.Message);
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
                Output.Error($"{(at.IsVerifying ? "đối chiếu / comparing" : "chép / copying")} {at.Table}: {at.Rows:N0} / {at.Of:N0}");
            }
        };
    }

    private static JsonObject Json(MoveReport report) => new()
    {
        ["source"] = report.Source,
        ["target"] = report.Target,
        ["continued"] = report.IsContinued,
        ["tables"] = new JsonArray([.. report.Tables.Select(table => (JsonNode)new JsonObject
        {
            ["table"] = table.Table,
            ["rows"] = table.Rows,
            ["sha256"] = table.Digest,
        })]),
    };

    private static void Print(MoveReport report)
    {
        Output.Table(
            ["bảng / table", "dòng / rows", "sha-256"],
            report.Tables.Select(table => (IReadOnlyList<string>)[table.Table, $"{table.Rows:N0}", table.Digest[..16]]));
        Output.Line($"Đã chép xong {report.Source} sang {report.Target}, mọi bảng giống nhau. / {report.Source} was copied to {report.Target}; every table is the same.");
        Output.Line("Đừng chạy hub trên kho nguồn nữa: hồ sơ sẽ bị gửi hai lần. / Do not run a hub on the source any more: it would deliver everything a second time.");
    }
}
