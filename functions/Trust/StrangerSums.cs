using System.Globalization;
using Hub.Core.Steps;
using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Every minute, and at a stop, one audit line for each address and partner whose refusals were only counted.</summary>
internal sealed class StrangerSums(Strangers strangers, AuditQueue queue, TimeProvider clock) : IStep, IHostedService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public string Name => "stranger-sums";

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        foreach (var (address, count) in strangers.Collect())
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"{count} more requests were refused");
            await queue.AppendAsync(new AuditEntry(clock.GetUtcNow(), Identity.Anonymous, null, "refusals", address, "denied", detail, null), ct);
        }

        return clock.GetUtcNow() + Every;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => RunOnceAsync(cancellationToken);
}
