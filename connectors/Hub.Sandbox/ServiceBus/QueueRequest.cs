namespace Hub.Sandbox.ServiceBus;

/// <summary>Body of <c>PUT /_twin/service-bus/queues/{name}</c>; what is left out has its usual value.</summary>
internal sealed record QueueRequest(
    double? LockSeconds = null, int? MaxDeliveryCount = null, double? DuplicateWindowSeconds = null, bool? DeadLetterOnExpiry = null, double? TimeToLiveSeconds = null,
    long? MaxBytes = null)
{
    public ServiceBusQueueOptions Of(string name)
    {
        var usual = new ServiceBusQueueOptions { Name = name };
        return usual with
        {
            LockDuration = Span(LockSeconds) ?? usual.LockDuration,
            MaxDeliveryCount = MaxDeliveryCount ?? usual.MaxDeliveryCount,
            DuplicateWindow = Span(DuplicateWindowSeconds) ?? usual.DuplicateWindow,
            DeadLetterOnExpiry = DeadLetterOnExpiry ?? usual.DeadLetterOnExpiry,
            DefaultTimeToLive = Span(TimeToLiveSeconds) ?? usual.DefaultTimeToLive,
            MaxBytes = MaxBytes ?? usual.MaxBytes,
        };
    }

    private static TimeSpan? Span(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(Math.Clamp(s, 0, 1e9)) : null;
}
