using System.Diagnostics;
using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Lanes;

/// <summary>Lets a connector attempt deliveries. Whatever it does, an attempt comes back, and before the lease ends.</summary>
internal sealed class Attempts(IConnector connector, LaneOptions options, RetryLadder ladder, TimeProvider clock, ILogger logger) : IDisposable
{
    // The rest of the lease is for settling.
    private const double LeaseShare = 0.8;
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(5);
    private static readonly Bilingual LostTooOften = ("mất nhiều lần: không lần gửi nào có kết quả", "lost too often: each attempt ended without a result");
    private static readonly Bilingual Abandoned = ("bị bỏ dở khi hub dừng", "abandoned at shutdown");
    private static readonly Bilingual NoEnd = ("quá hạn giữ chỗ mà chưa xong", "no end within the lease");
    private static readonly Bilingual HubFault = ("lỗi của hub", "hub fault");
    private readonly CancellationTokenSource _abandon = new(Timeout.InfiniteTimeSpan, clock);

    /// <summary>The hub stops: what still speaks was told to give up.</summary>
    public bool AreAbandoned => _abandon.IsCancellationRequested;

    public void AbandonAfter(TimeSpan patience) => _abandon.CancelAfter(patience);

    public void Dispose() => _abandon.Dispose();

    public async Task<Attempted> RunAsync(Delivery delivery)
    {
        var startedAt = clock.GetUtcNow();
        using var activity = LaneTelemetry.Activities.StartActivity("deliver " + connector.Lane, ActivityKind.Consumer, delivery.Envelope.TraceParent);
        activity?.SetTag("hub.envelope", delivery.Envelope.Id.ToString());
        var (handled, isFault) = await HandleAsync(delivery);
        var endedAt = clock.GetUtcNow();
        var name = isFault ? "fault" : NameOf(handled.Outcome);
        LaneTelemetry.Attempted(connector.Lane, name, endedAt - startedAt);
        activity?.SetTag("hub.outcome", name);
        return new Attempted(delivery, handled, startedAt, endedAt, name);
    }

    private async Task<(Handled Handled, bool IsFault)> HandleAsync(Delivery delivery)
    {
        if (delivery.Attempts > ladder.Length)
        {
            return (new Outcome.Reject(ReasonCodes.AttemptsExhausted, $"{LostTooOften}"), false);
        }

        // An attempt must end before its lease does, or another worker would take the strand while this one still speaks.
        using var limit = new CancellationTokenSource(options.Lease * LeaseShare, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _abandon.Token);
        try
        {
            var handled = await connector.HandleAsync(delivery, stop.Token);
            return (handled ?? throw new InvalidOperationException("The connector came back with nothing."), false);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return (new Outcome.Retry($"{Abandoned}", PartnerDown: true, Doubtful: true), false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (new Outcome.Retry($"{NoEnd}", PartnerDown: true, Doubtful: true), false);
        }
        catch (StoreUnavailableException refused)
        {
            // The store's fault, not the envelope's: it costs no attempt, however long that lasts.
            return (new Outcome.Defer($"{Outcome.StoreRefused.With($"{refused.Fault}")}", clock.GetUtcNow() + StorePause, Doubtful: true), false);
        }
#pragma warning disable CA1031 // A connector's bug must not stop its lane; the envelope meets the ladder like any failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.ConnectorFaulted(exception, connector.Lane, delivery.Envelope.Id);
            return (new Outcome.Retry($"{HubFault.With(exception.GetType().Name)}", Doubtful: true), true);
        }
    }

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Done => "done",
        Outcome.Retry => "retry",
        Outcome.Defer => "defer",
        _ => "reject",
    };
}

/// <summary>One attempt that has come back.</summary>
/// <param name="Name">Its outcome in the word that metrics and timelines show; <c>fault</c> when the connector threw.</param>
internal sealed record Attempted(Delivery Delivery, Handled Handled, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Name)
{
    /// <summary>What the connector said of it: a reference when it was done, else the reason.</summary>
    public string? Said => Handled.Outcome switch
    {
        Outcome.Done done => done.Reference,
        Outcome.Retry retry => retry.Reason,
        Outcome.Defer defer => defer.Reason,
        Outcome.Reject reject => reject.Reason,
        _ => null,
    };
}
