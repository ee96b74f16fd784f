namespace Hub.Transports.RabbitMq;

/// <summary>How long messages that are sent together may take, and who may stop them: one timer for all of them.</summary>
internal sealed class SendLimit : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _both;

    public SendLimit(TimeSpan time, TimeProvider clock, CancellationToken caller)
    {
        Caller = caller;
        _timer = new CancellationTokenSource(time, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    /// <summary>Of who sends.</summary>
    public CancellationToken Caller { get; }

    /// <summary>Of who sends, or of the time.</summary>
    public CancellationToken Token => _both.Token;

    public bool IsOver => _timer.IsCancellationRequested;

    public void Dispose()
    {
        _both.Dispose();
        _timer.Dispose();
    }
}
