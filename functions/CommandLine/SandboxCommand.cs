using System.CommandLine;
using Hub.Functions.Import;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub sandbox</c>: the partner twins alone.</summary>
internal static class SandboxCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Description = "Địa chỉ lắng nghe / address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:5081", HelpName = "URL" };
        var seed = new Option<int>("--seed") { Description = "Hạt giống của mọi ngẫu nhiên / seed of all chance", DefaultValueFactory = _ => 20261121 };
        var keep = new Option<string?>("--keep") { Description = "Thư mục giữ trạng thái; bỏ trống là trong bộ nhớ / folder that keeps the state; none: memory", HelpName = "DIR" };
        var procedures = new Option<string?>("--procedures") { Description = "Danh mục thủ tục CSV / list of procedures as CSV", HelpName = "FILE" };
        var command = new Command("sandbox", "Chạy riêng các đối tác mô phỏng / run the partner twins alone") { urls, seed, keep, procedures };
        command.SetAction(async (parse, ct) =>
        {
            var options = new SandboxOptions
            {
                Urls = parse.GetRequiredValue(urls).Split(';'),
                Seed = parse.GetValue(seed),
                DataDirectory = parse.GetValue(keep),
            };
            if (parse.GetValue(procedures) is { } file)
            {
                options = options with { Portal = new PortalTwinOptions { ProcedureCatalogue = [.. ProcedureCsv.Read(file).Select(TwinProcedures.Of)] } };
            }

            await using var twins = SandboxHost.Build(options);
            await twins.StartAsync(ct);
            Output.Line("listening on " + twins.Urls.First());
            await WaitAsync(ct);
            await twins.StopAsync(CancellationToken.None);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WaitAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            // Being told to stop is how this command ends.
        }
    }
}
