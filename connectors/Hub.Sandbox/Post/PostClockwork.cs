using Hub.Sandbox.State;
using Microsoft.Extensions.Hosting;

namespace Hub.Sandbox.Post;

/// <summary>Lets time pass for the operator when nobody looks: tells what is due, and pushes it.</summary>
internal sealed class PostClockwork(
    SandboxOptions options, ConsignmentDesk desk, PushBook pushes, PushSender sender, PostBell bell, TwinJournal journal, TwinClock clock) : BackgroundService
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                desk.CatchUp();
                if (options.Post.PushesByItself)
                {
                    await sender.SendDueAsync(stoppingToken);
                }

                await journal.SettledAsync(stoppingToken);
                var rest = RestNow();
                if (rest is null || rest > TimeSpan.Zero)
                {
                    await bell.WaitAsync(rest, clock, stoppingToken);
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
        var next = new[] { desk.NextDue, options.Post.PushesByItself && pushes.Target is not null ? pushes.NextAt : null }.Min();
        return next is not { } due ? null : due - clock.GetUtcNow() is var rest && rest < LongestRest ? rest : LongestRest;
    }
}
