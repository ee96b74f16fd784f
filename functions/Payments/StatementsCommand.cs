using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Files.Statements;
using Hub.Payments.Importing;

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
        command.SetAction((parse, ct) => RunAsync(parse, parse.GetRequiredValue(files), parse.GetValue(profiles) ?? [], parse.GetValue(trial), ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, string[] files, string[] profiles, bool isTrial, CancellationToken ct)
    {
        var known = profiles.Select(file => (File: file, Profile: ProfilesCommand.Profile(file))).ToList();
        var isInOrder = true;
        if (isTrial)
        {
            var identities = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in files)
            {
                var (summary, added) = Read(file, [.. known.Select(each => each.Profile)], identities);
                isInOrder &= Told(parse, file, ImportAnswer.Of(file, summary, added, summary.SoundLines - added));
            }
        }
        else
        {
            await using var hub = await HubApi.OpenAsync(parse, mayCreate: true, ct);
            foreach (var file in files)
            {
                isInOrder &= Told(parse, file, await BookAsync(hub, file, known.Select(each => each.File), ct));
            }
        }

        return isInOrder ? ExitCode.Ok : ExitCode.NotInOrder;
    }

    private static bool Told(ParseResult parse, string file, JsonNode answer)
    {
        Output.Show(parse, answer, shown => Show(file, shown));
        return answer["refused"]!.AsArray().Count == 0 && answer["statements"]!.AsArray().All(statement => statement!["booked"]!.GetValue<bool>());
    }

    private static async Task<JsonNode> BookAsync(HubApi hub, string file, IEnumerable<string> profiles, CancellationToken ct)
    {
        await using var stream = FileAnswers.Open(file);
        using var form = new MultipartFormDataContent();
        foreach (var profile in profiles)
        {
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(profile, ct)), "profile");
        }

        form.Add(new StreamContent(stream), "file");
        var answer = await hub.SendAsync(HttpMethod.Post, "statements", form, ct);
        answer["file"] = file;
        return answer;
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
