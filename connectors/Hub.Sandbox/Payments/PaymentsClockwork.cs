using Hub.Sandbox.Twins;
using Microsoft.Extensions.Hosting;

namespace Hub.Sandbox.Payments;

/// <summary>Lets the messengers tell what is due when nobody looks.</summary>
internal sealed class PaymentsClockwork(PaymentsTwinOptions options, NoticeQueue queue, NoticeSender sender, NoticeSignal signal, TwinJournal journal, TwinClock clock) : BackgroundService
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (options.PushesByItself)
            {
                await sender.SendDueAsync(stoppingToken);
                await journal.SettledAsync(stoppingToken);

                // Null where nothing is owed: then only something new can make it so, and that rings.
                var rest = queue.NextAt - clock.GetUtcNow();
                await signal.WaitAsync(rest is { } until ? TimeSpan.FromTicks(Math.Clamp(until.Ticks, ShortestRest.Ticks, LongestRest.Ticks)) : null, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
