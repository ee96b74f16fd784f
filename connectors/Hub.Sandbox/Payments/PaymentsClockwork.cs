using Hub.Sandbox.Twins;
using Microsoft.Extensions.Hosting;

namespace Hub.Sandbox.Payments;

/// <summary>Lets the messengers tell what is due when nobody looks.</summary>
internal sealed class PaymentsClockwork(PaymentsTwinOptions options, NoticeQueue queue, NoticeSender sender, NoticeSignal signal, TwinJournal journal, TwinClock clock) : BackgroundService
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (options.PushesByItself)
            {
                await sender.SendDueAsync(stoppingToken);
                await journal.SettledAsync(stoppingToken);
                var rest = queue.NextAt - clock.GetUtcNow();

                // What is due and yet not sent has lost its address: only a new one can change that, and that rings.
                await signal.WaitAsync(rest is null || rest <= TimeSpan.Zero ? null : rest < LongestRest ? rest : LongestRest, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
