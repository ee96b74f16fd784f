using System.CommandLine;
using Hub.Functions.Parties;
using Hub.Functions.Shell;
using Hub.Sandbox;
using Hub.Sandbox.ServiceBus;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub sandbox</c>: the partner twins alone.</summary>
internal static class SandboxCommand
{
    public static Command Create(Wings wings)
    {
        var urls = new Option<string>("--urls") { Description = "Địa chỉ lắng nghe / address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:5081", HelpName = "URL", Validators = { GlobalOptions.Listens("--urls") } };
        var bus = new Option<int>("--service-bus-port") { Description = "Cổng AMQP của Service Bus mô phỏng; 0: cổng trống / AMQP port of the Service Bus twin; 0: a free one", DefaultValueFactory = _ => 0, HelpName = "PORT", Validators = { GlobalOptions.Between("--service-bus-port", 0, 65535) } };
        var seed = new Option<int>("--seed") { Description = "Hạt giống của mọi ngẫu nhiên / seed of all chance", DefaultValueFactory = _ => 20261121 };
        var keep = new Option<string?>("--keep") { Description = "Thư mục giữ trạng thái; bỏ trống là trong bộ nhớ / folder that keeps the state; none: memory", HelpName = "DIR" };
        var ofTwins = wings.All.SelectMany(wing => wing.TwinOptions)
            .Select(twin => (Twin: twin, Option: new Option<string?>(twin.Name) { Description = twin.Description, HelpName = "FILE" })).ToList();
        var command = new Command("sandbox", "Chạy riêng các đối tác mô phỏng / run the partner twins alone") { urls, bus, seed, keep };
        ofTwins.ForEach(pair => command.Options.Add(pair.Option));
        command.SetAction(async (parse, ct) =>
        {
            var options = new SandboxOptions
            {
                Urls = parse.GetRequiredValue(urls).Split(';'),
                Seed = parse.GetValue(seed),
                DataDirectory = parse.GetValue(keep),
                ServiceBus = new ServiceBusTwinOptions { Port = parse.GetValue(bus) },
            };
            foreach (var (twin, option) in ofTwins)
            {
                options = parse.GetValue(option) is { } file ? twin.Apply(options, file) : options;
            }

            TakenPort.Refuse(string.Join(';', options.Urls));
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
