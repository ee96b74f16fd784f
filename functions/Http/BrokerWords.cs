using System.Globalization;

namespace Hub.Functions.Http;

/// <summary>What staff read about the broker.</summary>
internal static class BrokerWords
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public static string Down(string link, DateTimeOffset since) => string.Create(
        CultureInfo.InvariantCulture,
        $"Mất kết nối {link} tới RabbitMQ từ {since.ToOffset(Vietnam):dd/MM HH:mm:ss}; việc mới vẫn được nhận và chờ trong kho / The connection {link} to RabbitMQ is down since {since.ToOffset(Vietnam):dd/MM HH:mm:ss}; new work is taken and waits in the store");
}
