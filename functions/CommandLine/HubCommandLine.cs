using System.CommandLine;
using System.CommandLine.Help;
using System.Data.Common;
using Hub.Core;
using Hub.Core.Stores;
using Hub.Functions.Azure.Worker;
using Hub.Functions.Parties;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Hub.Storage;

namespace Hub.Functions.CommandLine;

/// <summary>The executable's command line, and the one place where a command's failure becomes words and an exit code.</summary>
public static class HubCommandLine
{
    /// <summary>Set to see where a fault came from.</summary>
    private const string Trace = "HUB_TRACE";

    /// <param name="terminal">Where it prints; null for the one that this process was started on.</param>
    /// <param name="ct">Does what SIGINT and SIGTERM do.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Wings wings, string[] args, Terminal? terminal = null, CancellationToken ct = default)
    {
        terminal ??= Terminal.OfProcess();
        Output.Terminal = terminal = terminal with { Language = ScreenLanguage.OfArguments(args) ?? terminal.Language };
        try
        {
            if (FunctionsWorker.IsAsked(args))
            {
                return await FunctionsWorker.RunAsync(wings, args);
            }

            var root = Root(wings);
            HelpText.Apply(root, terminal);
            var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (ArgumentFaults.Of(parse) is { } wrong && parse.Action is not HelpAction and not HelpText.Translated)
            {
                Output.Error(wrong);
                return ExitCode.Usage;
            }

            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(11),
                Output = terminal.Out,
                Error = terminal.Error,
            };
            return await parse.InvokeAsync(configuration, ct);
        }
#pragma warning disable CA1031 // The last place before the process ends: every failure has its words and its exit code here.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Told(failure);
        }
    }

    private static int Told(Exception failure)
    {
        var (code, texts) = Words(failure);
        foreach (var text in texts)
        {
            Output.Error(text);
        }

        if (code is ExitCode.Software && Environment.GetEnvironmentVariable(Trace) is { Length: > 0 })
        {
            Output.Error(failure.ToString());
        }

        return code;
    }

    private static (int Code, IReadOnlyList<Bilingual> Texts) Words(Exception failure) => failure switch
    {
        SettingsException wrong => (ExitCode.Configuration, [.. wrong.Faults.Select(fault => new Bilingual(
            $"{fault.Key} ({fault.Variable}): {fault.Text.Vi}", $"{fault.Key} ({fault.Variable}): {fault.Text.En}"))]),
        UsageException wrong => (ExitCode.Usage, [wrong.Text]),
        ApiProblemException problem => (problem.ExitCode, problem.Texts),
        HubAwayException away => (ExitCode.Unavailable, [away.Text]),
        StoreUnavailableException absent => (ExitCode.Unavailable, [absent.Text]),
        StoreInUseException or StoreVersionException or StoreRightsException or StoreUnfinishedException or StoreMovedException =>
            (ExitCode.Unavailable, [Bilingual.Parse(failure.Message.ReplaceLineEndings(" "))]),
        DbException broken => (ExitCode.Usage, [new(
            $"kho dữ liệu hỏng hoặc không phải của hub ({OneLine(broken)}); hãy khôi phục bản sao lưu",
            $"the store is damaged or not the hub's ({OneLine(broken)}); restore a backup")]),
        HttpRequestException away => (ExitCode.Unavailable, [new($"không nối được: {OneLine(away)}", $"no connection: {OneLine(away)}")]),
        IOException or UnauthorizedAccessException => (ExitCode.Unavailable, [new($"không đọc hoặc ghi được: {OneLine(failure)}", $"cannot be read or written: {OneLine(failure)}")]),
        OperationCanceledException => (ExitCode.Unavailable, [new("đã dừng, hoặc không có trả lời kịp", "stopped, or no answer in time")]),
        _ => (ExitCode.Software, [new(
            $"lỗi của hub, xin báo lại: {failure.GetType().Name}: {OneLine(failure)} (đặt {Trace}=1 để xem chi tiết)",
            $"a fault of the hub, please report it: {failure.GetType().Name}: {OneLine(failure)} (set {Trace}=1 to see where)")]),
    };

    private static string OneLine(Exception failure) => failure.Message.ReplaceLineEndings(" ").Trim();

    private static HubRootCommand Root(Wings wings)
    {
        var root = new HubRootCommand(wings, new Bilingual(
            "Trục tích hợp của trung tâm phục vụ hành chính công\n\n" + ExitCode.Help.Vi, "Integration hub of a public administration service centre\n\n" + ExitCode.Help.En).ToString())
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            SandboxCommand.Create(wings),
            SendCommand.Create(),
            ValidateCommand.Create(),
            LanesCommand.Create(),
            DeadLettersCommand.Create(),
            TasksCommand.Create(),
            ApprovalsCommand.Create(),
            DossierCommand.Create(),
            KeysCommand.Create(wings),
            ImportCommand.Create(wings),
            AuditCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            DoctorCommand.Create(),
            MoveCommand.Create(),
            CompletionCommand.Create(),
        };
        foreach (var create in wings.All.SelectMany(wing => wing.Commands))
        {
            root.Subcommands.Add(create());
        }

        root.Options.Add(GlobalOptions.Data);
        root.Options.Add(GlobalOptions.Hub);
        root.Options.Add(GlobalOptions.Key);
        root.Options.Add(GlobalOptions.Set);
        root.Options.Add(GlobalOptions.Json);
        root.Options.Add(GlobalOptions.Lang);
        return root;
    }
}
