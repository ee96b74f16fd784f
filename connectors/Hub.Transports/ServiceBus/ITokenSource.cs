namespace Hub.Transports.ServiceBus;

/// <summary>Values of the <c>Authorization</c> header.</summary>
internal interface ITokenSource
{
    ValueTask<string> TokenAsync(Uri audience, CancellationToken ct);

    /// <summary>The service refused this one: the next must be new.</summary>
    /// <param name="serverTime">What the service takes the time for.</param>
    void Forget(Uri audience, string token, DateTimeOffset? serverTime);
}
