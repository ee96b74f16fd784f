using System.CommandLine;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub serve</c>: the hub itself, until it is told to stop; what is in flight is let finish.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Chạy hub / run the hub") { GlobalOptions.Urls };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await RunningHub.StartAsync(GlobalOptions.Settings(parse), ct);
            Output.Line("listening on " + hub.Address);
            await hub.WaitForStopAsync(ct);
            return ExitCode.Ok;
        });
        return command;
    }
}
