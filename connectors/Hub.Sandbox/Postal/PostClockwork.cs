using Hub.Sandbox.Twins;
using Microsoft.Extensions.Hosting;

namespace Hub.Sandbox.Postal;

/// <summary>Lets time pass for the operator when nobody looks: tells what is due, and pushes it.</summary>
internal sealed class PostClockwork(
    PostTwinOptions options, ConsignmentService consignments, PushQueue pushes, PushSender sender, ClockworkSignal signal, TwinJournal journal, TwinClock clock) : BackgroundService
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                consignments.CatchUp();
                if (options.PushesByItself)
                {
                    await sender.SendDueAsync(stoppingToken);
                }

                await journal.SettledAsync(stoppingToken);
                var rest = RestNow();
                if (rest is null || rest > TimeSpan.Zero)
                {
                    await signal.WaitAsync(rest, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // Null where nothing is due at any time: then only something new can make it so, and that rings.
    private TimeSpan? RestNow()
    {
        var next = new[] { consignments.NextDue, options.PushesByItself && pushes.Target is not null ? pushes.NextAt : null }.Min();
        return next is not { } due ? null : due - clock.GetUtcNow() is var rest && rest < LongestRest ? rest : LongestRest;
    }
}
