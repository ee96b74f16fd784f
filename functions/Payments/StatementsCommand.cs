using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;

namespace Hub.Functions.Payments;

/// <summary><c>hub import statements FILE…</c>: reads bank statements and POS settlement files, and judges them by their own balances.</summary>
internal static class StatementsCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "MT940, camt.053, CSV, XLSX, XLS", Arity = ArgumentArity.OneOrMore };
        var profiles = new Option<string[]>("--profile") { Description = "Mẫu đọc cho CSV, XLSX, XLS / a profile for CSV, XLSX, XLS", DefaultValueFactory = _ => [] };
        var trial = new Option<bool>("--dry-run") { Description = "Chỉ đọc và đối chiếu số dư, không ghi sổ / read and judge, book nothing" };
        var command = new Command("statements", "Đọc sao kê ngân hàng và tệp quyết toán POS / read bank statements and POS settlement files") { files, profiles, trial };
        command.SetAction(parse => Run(parse, parse.GetRequiredValue(files), parse.GetValue(profiles) ?? [], parse.GetValue(trial)));
        return command;
    }

    private static int Run(ParseResult parse, string[] files, string[] profiles, bool isTrial)
    {
        if (!isTrial)
        {
            throw new UsageException("chưa ghi sổ được, thêm --dry-run / nothing can be booked yet, add --dry-run");
        }

        var known = profiles.Select(ProfilesCommand.Profile).ToList();
        var identities = new HashSet<string>(StringComparer.Ordinal);
        var isInOrder = true;
        foreach (var file in files)
        {
            var (summary, added) = Read(file, known, identities);
            var answer = FileAnswers.Of(file, summary, added, summary.SoundLines - added);
            isInOrder &= summary.IsSound;
            Output.Show(parse, answer, shown => Show(file, shown));
        }

        return isInOrder ? ExitCode.Ok : ExitCode.NotInOrder;
    }

    // Which lines count is known at the end of their statement: those of one statement are held back by identity alone.
    private static (FileSummary Summary, int Added) Read(string file, IReadOnlyList<StatementProfile> profiles, HashSet<string> identities)
    {
        using var stream = FileAnswers.Open(file);
        var kind = FileKind.Of(stream);
        var waiting = new Dictionary<int, List<string>>();
        var added = 0;
        var parts = StatementFiles.Read(stream, profiles).Select(part =>
        {
            if (part is StatementLine line)
            {
                (waiting.TryGetValue(line.Statement, out var lines) ? lines : waiting[line.Statement] = []).Add(line.Identity());
            }
            else if (part is StatementClosed closed && waiting.Remove(closed.Verdict.Head.Ordinal, out var held) && closed.Verdict.IsSound)
            {
                added += held.Count(identities.Add);
            }

            return part;
        });
        return (FileSummary.Of(kind, parts), added);
    }

    private static void Show(string file, JsonNode answer)
    {
        Output.Line($"{file}: {answer["kind"]}");
        Output.Table(
            ["tài khoản / account", "đầu kỳ / opening", "cuối kỳ / closing", "dòng / lines", "tổng / sum", "lệch / difference", "nhận / taken"],
            answer["statements"]!.AsArray().Select(statement => (IReadOnlyList<string>)
            [
                Output.Text(statement?["account"]), FileAnswers.Money(statement?["opening"]), FileAnswers.Money(statement?["closing"]), Output.Text(statement?["lines"]),
                FileAnswers.Money(statement?["sum"]), FileAnswers.Money(statement?["difference"]), Output.Text(statement?["booked"]),
            ]));
        foreach (var refusal in answer["refused"]!.AsArray())
        {
            Output.Error(FileAnswers.Line(file, refusal!));
        }

        Output.Line(($"{answer["added"]} dòng mới, {answer["known"]} đã có", $"{answer["added"]} new lines, {answer["known"]} known"));
    }
}
