using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core.Dossiers;
using Hub.Functions.Shell;
using Hub.Payments.Files;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Importing;

namespace Hub.Functions.Payments;

/// <summary><c>hub profiles learn|check</c>: how a bank's sheets are read, proposed from a file and tried on one.</summary>
internal static class ProfilesCommand
{
    private const long MostProfile = 256 * 1024;

    public static Command Create()
    {
        var command = new Command("profiles", "Mẫu đọc sao kê CSV, XLSX, XLS / profiles of CSV, XLSX and XLS statements");
        command.Subcommands.Add(Learn());
        command.Subcommands.Add(Check());
        return command;
    }

    /// <exception cref="UsageException">The file is no profile; the message says what is wrong with it.</exception>
    public static StatementProfile Profile(string file)
    {
        using var stream = FileAnswers.Open(file);
        if (stream.Length > MostProfile)
        {
            throw new UsageException($"{file}: quá lớn, không phải mẫu đọc / too large for a profile");
        }

        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var (profile, faults) = ProfileJson.Read(json);
        return profile ?? throw new UsageException(FileAnswers.Faults(file, faults));
    }

    private static Command Learn()
    {
        var file = new Argument<string>("FILE") { Description = "Sao kê mẫu / a statement of that bank" };
        var command = new Command("learn", "Đề xuất mẫu đọc từ một sao kê và nói rõ chỗ chưa chắc / propose a profile and say what is unsure") { file };
        command.SetAction(parse =>
        {
            using var stream = FileAnswers.Open(parse.GetRequiredValue(file));
            var learned = StatementFiles.Learn(stream);
            Output.Show(parse, FileAnswers.Of(learned), answer =>
            {
                if (answer["profile"] is { } profile)
                {
                    Output.Line(Output.Pretty(profile));
                }

                foreach (var doubt in learned.Unsure)
                {
                    Output.Error(doubt);
                }

                Output.Line(($"{learned.Rows} dòng, tổng {TimelineData.Money(learned.Sum)} đ", $"{learned.Rows} rows, sum {TimelineData.Money(learned.Sum)} đ"));
            });
            return learned.Profile is null ? ExitCode.NotInOrder : ExitCode.Ok;
        });
        return command;
    }

    private static Command Check()
    {
        var profile = new Argument<string>("PROFILE") { Description = "Mẫu đọc JSON / the profile, JSON" };
        var file = new Argument<string>("FILE") { Description = "Sao kê để thử / a statement to try it on" };
        var command = new Command("check", "Đọc thử một sao kê theo mẫu, không ghi sổ / read a statement by a profile, book nothing") { profile, file };
        command.SetAction(parse =>
        {
            var known = Profile(parse.GetRequiredValue(profile));
            using var stream = FileAnswers.Open(parse.GetRequiredValue(file));
            var summary = FileSummary.Of(FileKind.Of(stream), StatementFiles.Read(stream, known));
            var answer = ImportAnswer.Of(parse.GetRequiredValue(file), summary, summary.SoundLines, 0);
            Output.Show(parse, answer, shown => Show(parse.GetRequiredValue(file), shown));
            return summary.IsSound ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    private static void Show(string file, JsonNode answer)
    {
        foreach (var statement in answer["statements"]!.AsArray())
        {
            Output.Line((
                $"{statement?["account"]}: {statement?["lines"]} dòng, tổng {FileAnswers.Money(statement?["sum"])}, lệch {FileAnswers.Money(statement?["difference"])}",
                $"{statement?["account"]}: {statement?["lines"]} lines, sum {FileAnswers.Money(statement?["sum"])}, difference {FileAnswers.Money(statement?["difference"])}"));
        }

        foreach (var refusal in answer["refused"]!.AsArray())
        {
            Output.Error(FileAnswers.Line(file, refusal!));
        }
    }
}
