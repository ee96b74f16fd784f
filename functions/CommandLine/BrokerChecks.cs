using Hub.Core.Transports;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Hub.Transports.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;
using static Hub.Functions.CommandLine.DoctorCommand;

namespace Hub.Functions.CommandLine;

/// <summary>Whether the broker answers, where <c>hub doctor</c> must ask it: a hub that runs keeps its connections to RabbitMQ and tells of them itself.</summary>
internal static class BrokerChecks
{
    /// <param name="hub">Null when there is no store yet.</param>
    public static async Task<IReadOnlyList<Check>> LookAsync(HubApi? hub, HubSettings settings, CancellationToken ct) => settings.Transport switch
    {
        TransportKind.RabbitMq when hub is not { IsRunning: true } => [await RabbitMqAsync(settings, ct)],
        TransportKind.ServiceBus when hub is not null => [await ServiceBusAsync(hub, ct)],
        _ => [],
    };

    private static async Task<Check> RabbitMqAsync(HubSettings settings, CancellationToken ct)
    {
        var broker = new RabbitMqBroker(settings.RabbitMq!, [.. settings.AllLanes().Keys], TimeProvider.System, NullLogger<RabbitMqBroker>.Instance);
        try
        {
            await broker.CheckAsync(ct);
            return new("broker", Grade.Good, ("RabbitMQ trả lời", "RabbitMQ answers"));
        }
        catch (TransportUnavailableException away)
        {
            return Away(away.Message);
        }
    }

    private static async Task<Check> ServiceBusAsync(HubApi hub, CancellationToken ct)
    {
        try
        {
            await hub.GetAsync("dead-letters/broker?limit=1", ct);
            return new("broker", Grade.Good, ("Service Bus trả lời", "Service Bus answers"));
        }
        catch (ApiProblemException away) when (away.ExitCode is ExitCode.Unavailable)
        {
            return Away(away.Texts[0].En);
        }
    }

    private static Check Away(string reason) =>
        new("broker", Grade.Bad, ($"không nối được hàng đợi trung gian: kiểm tra địa chỉ, tài khoản, mạng ({reason})", $"the broker cannot be reached: check address, account, network ({reason})"));
}
