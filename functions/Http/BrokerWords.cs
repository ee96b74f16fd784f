using System.Globalization;
using Hub.Core.Calendar;

namespace Hub.Functions.Http;

/// <summary>What staff read about the broker.</summary>
internal static class BrokerWords
{
    public static string Down(string link, DateTimeOffset since) => string.Create(
        CultureInfo.InvariantCulture,
        $"Mất kết nối {link} tới RabbitMQ từ {since.ToOffset(VietnamClock.Offset):dd/MM HH:mm:ss}; việc mới vẫn được nhận và chờ trong kho / The connection {link} to RabbitMQ is down since {since.ToOffset(VietnamClock.Offset):dd/MM HH:mm:ss}; new work is taken and waits in the store");
}
