using System.CommandLine;
using System.Globalization;
using Hub.Functions.Hosting;
using Hub.Functions.Settings;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary>
/// <c>hub --functions</c>: the hub as the custom handler of an Azure Functions host. That host names the port; nothing else is listened
/// on, whatever the settings or inherited variables say, because nothing but the loopback address tells its calls from others.
/// </summary>
internal static class FunctionsCommand
{
    public const string Name = "functions";

    public static Command Create()
    {
        var command = new Command(Name, "Chạy phía sau máy chủ Azure Functions / run behind an Azure Functions host");
        command.Aliases.Add("--functions");
        command.SetAction(async (parse, ct) =>
        {
            var port = SettingsReader.CustomHandlerPort()
                ?? throw new UsageException("FUNCTIONS_CUSTOMHANDLER_PORT chưa được đặt; máy chủ Functions đặt biến này / is not set; the Functions host sets it");
            var settings = GlobalOptions.Settings(parse) with { Urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") };
            await using var hub = await RunningHub.StartAsync(settings, HubParts.Functions, ct);
            await hub.WaitForStopAsync(ct);
            return ct.IsCancellationRequested ? ExitCode.StartAgain : ExitCode.Software;
        });
        return command;
    }
}
