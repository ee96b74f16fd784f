using System.CommandLine;
using Hub.Core.Stores;
using Hub.Functions.Azure.Worker;
using Hub.Functions.Parties;
using Hub.Functions.Payments;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Hub.Storage;

namespace Hub.Functions.CommandLine;

/// <summary>The executable's command line, and the one place where a command's failure becomes words and an exit code.</summary>
internal static class HubCommandLine
{
    public static async Task<int> RunAsync(Wings wings, string[] args)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(11) };
        try
        {
            if (FunctionsWorker.IsAsked(args))
            {
                return await FunctionsWorker.RunAsync(wings, args);
            }

            var parse = Root(wings).Parse(args);
            var code = await parse.InvokeAsync(configuration);
            return parse.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (SettingsException wrong)
        {
            Output.Error(wrong.Message);
            return ExitCode.Configuration;
        }
        catch (UsageException wrong)
        {
            Output.Error(wrong.Message);
            return ExitCode.Usage;
        }
        catch (ApiProblemException problem)
        {
            Output.Error(problem.Message);
            return problem.ExitCode;
        }
        catch (Exception absent) when (absent is StoreInUseException or StoreUnavailableException or StoreVersionException or StoreRightsException or StoreUnfinishedException or StoreMovedException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            Output.Error(absent.Message);
            return ExitCode.Unavailable;
        }
        catch (OperationCanceledException)
        {
            Output.Error("đã dừng, hoặc không có trả lời kịp / stopped, or no answer in time");
            return ExitCode.Unavailable;
        }
#pragma warning disable CA1031 // The last place before the process ends: a fault has its own exit code, and the whole of it is shown.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Output.Error($"lỗi của hub, xin báo lại / a fault of the hub, please report it: {fault}");
            return ExitCode.Software;
        }
    }

    private static HubRootCommand Root(Wings wings)
    {
        var root = new HubRootCommand(wings, "Trục tích hợp của trung tâm phục vụ hành chính công / integration hub of a public administration service centre\n\n" + ExitCode.Help)
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            SandboxCommand.Create(wings),
            SendCommand.Create(),
            ValidateCommand.Create(),
            LanesCommand.Create(),
            DeadLettersCommand.Create(),
            TasksCommand.Create(),
            DossierCommand.Create(),
            KeysCommand.Create(wings),
            ImportCommand.Create(),
            ProfilesCommand.Create(),
            AuditCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            DoctorCommand.Create(),
            MoveCommand.Create(),
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
        return root;
    }
}
